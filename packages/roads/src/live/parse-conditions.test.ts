import { describe, expect, it } from 'vitest'
import { parseConditions } from './parse-conditions.ts'

const week = Array.from({ length: 168 }, () => 0.5)

describe('a file of road conditions', () => {
  it('is read with what it leaves out, also with the mark that some editors put first', () => {
    const conditions = { changes: [], traffic: [{ factors: week }], timeZone: 'UTC' }

    expect(parseConditions(`\uFEFF${JSON.stringify({ traffic: [{ factors: week }] })}`)).toEqual({
      kind: 'sound',
      conditions,
    })
  })

  it('is told everything that is wrong with it, by field', () => {
    const traffic = [{ factors: [1] }, { factors: week.with(7, -1), class: ['primary'] }]
    const parsed = parseConditions(JSON.stringify({ traffic, timeZone: 'Mars/Olympus', extra: 1 }))

    expect(parsed.kind === 'wrong' && parsed.problems.map(({ field }) => field).toSorted()).toEqual([
      'extra',
      'timeZone',
      'traffic.0.factors',
      'traffic.1.class',
      'traffic.1.factors.7',
    ])
  })

  it('is JSON', () => {
    expect(parseConditions('{"traffic": [')).toMatchObject({
      kind: 'wrong',
      problems: [{ field: '', message: expect.stringContaining('are no JSON') }],
    })
  })
})
