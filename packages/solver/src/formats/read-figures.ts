import { LARGEST_TIME } from '../model/checks/check-figures.ts'
import { FormatError } from './format-error.ts'

/** Turns a word of a line into a figure. @throws FormatError naming line and field. */
export type ReadFigure = (word: string | undefined, line: number, field: string) => number

/** What `Number` takes beyond it, such as 0x45, nobody means. */
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** Reads a finite number from a word of a line. @throws FormatError naming line and field. */
export function readNumber(word: string | undefined, line: number, field: string): number {
  if (word === undefined || word === '') throw new FormatError(line, field, 'is missing')
  const value = Number(word)
  if (!DECIMAL.test(word) || !Number.isFinite(value))
    throw new FormatError(line, field, `must be a number, is "${word}"`)
  return value
}

/** Reads a whole number, 0 or more. @throws FormatError naming line and field. */
export function readCount(word: string | undefined, line: number, field: string): number {
  const value = readNumber(word, line, field)
  if (!Number.isInteger(value) || value < 0) {
    throw new FormatError(line, field, `must be a whole number, 0 or more, is "${word}"`)
  }
  return value
}

/** Reads a number, 0 or more. @throws FormatError naming line and field. */
export function readAmount(word: string | undefined, line: number, field: string): number {
  const value = readNumber(word, line, field)
  if (value < 0) throw new FormatError(line, field, `is negative: ${word}`)
  return value
}

/** A reader of times, 0 or more, that can still be counted when `whole` has made them whole. */
export function timeReader(whole: (value: number) => number): ReadFigure {
  return (word, line, field) => {
    const value = readAmount(word, line, field)
    if (whole(value) <= LARGEST_TIME) return value
    throw new FormatError(line, field, `is ${word}, at most ${LARGEST_TIME / whole(1)} can be counted`)
  }
}
