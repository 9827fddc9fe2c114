import { importFields } from '@cartage/domain'
import { describe, expect, it } from 'vitest'
import { checkOne } from '../../test/check-one.ts'
import { normaliseHeader } from './column-aliases.ts'
import { detectSeparator } from './detect-separator.ts'
import { fileTypeOf } from './file-type.ts'

const LENGTH = 100_000

/** Texts that make a pattern with nested or overlapping repeats look at every pair of characters. */
const adversaries = [
  '1',
  ' ',
  ' x',
  '1,',
  '1.234.',
  "1'",
  '8:',
  '8h',
  '08:00;',
  '08:00-',
  ' - ',
  '2026-04-07T',
  '2026-04-07 ',
  '01/',
  'a=1 ',
  '+-',
  '=(',
  '@.',
  'a@',
  'é',
  '\u0007',
  '\n',
  '"',
  ';',
].map((piece) => piece.repeat(LENGTH / piece.length))

// A quadratic pattern needs ten thousand million steps for one of these texts and runs into the time limit of the test.
describe('SEC-E09: texts of 100 KB that are made to be slow', () => {
  it.each(importFields)('a cell of %s', (field) => {
    for (const text of adversaries) {
      expect(checkOne({ [field]: text }).cells).toContain(text)
    }
  })

  it('a header, a sample and the head of a file', () => {
    for (const text of adversaries) {
      expect(normaliseHeader(text).length).toBeLessThanOrEqual(LENGTH * 2)
      expect([',', ';', '\t', '|']).toContain(detectSeparator(text))
      expect(() => fileTypeOf(Buffer.from(`order no,${text}`.slice(0, 65_536)), 'a.csv')).not.toThrow('crash')
    }
  })
})
