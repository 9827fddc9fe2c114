import fc from 'fast-check'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { plainText, toCsv } from './csv.ts'

const read = (text: string): string[][] =>
  parse(text, { bom: true, record_delimiter: '\r\n', relax_column_count: true })

describe('a table as CSV', () => {
  it('SEC-E08: no text cell begins with a sign that runs a formula', () => {
    const risky = fc
      .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string())
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.oneof(risky, fc.string()), (text) => {
        const cell = read(toCsv(['a', 'b'], [[text, 'x']]))[1]?.[0] ?? ''
        expect(cell).not.toMatch(/^[=+\-@\t\r]/)
      }),
    )
  })

  it('SEC-E08: every text comes back as it was', () => {
    const texts = fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string()), {
      minLength: 1,
      maxLength: 3,
    })
    fc.assert(
      fc.property(texts, (rows) => {
        const [, ...cells] = read(toCsv(['a', 'b'], rows))
        expect(cells.map((row) => row.map(plainText))).toEqual(rows.map((row) => [...row]))
      }),
    )
  })

  it('keeps an apostrophe that stands before a formula apart from the one that neutralises it', () => {
    const [, row = []] = read(toCsv(['a', 'b', 'c'], [["'=1", '=1', "'tis"]]))

    expect(row).toEqual(["''=1", "'=1", "'tis"])
    expect(row.map(plainText)).toEqual(["'=1", '=1', "'tis"])
  })

  it('leaves numbers alone: a western longitude stays a number', () => {
    expect(toCsv(['lon'], [[-8.61]])).toBe('\uFEFFlon\r\n-8.61\r\n')
  })
})
