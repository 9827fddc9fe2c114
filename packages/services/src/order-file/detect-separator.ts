import { fieldOfHeader } from './column-aliases.ts'

export const separators = [',', ';', '\t', '|'] as const
export type Separator = (typeof separators)[number]

const SAMPLE_ROWS = 20

/**
 * The separator that makes the best table of the first rows: the one under which most header words are known,
 * then the one under which most rows have as many cells as the header, then the one with most columns.
 * Separators inside quotes do not count. A file of one column has a comma.
 */
export function detectSeparator(sample: string): Separator {
  let best: { separator: Separator; score: readonly number[] } = { separator: ',', score: [0, 0, 0] }
  for (const separator of separators) {
    const [header = [], ...rows] = sampleRows(sample, separator)
    if (header.length < 2) {
      continue
    }
    const known = header.filter((name) => fieldOfHeader(name) !== undefined).length
    const even = rows.filter((row) => row.length === header.length).length
    const score = [known, even, header.length]
    if (isGreater(score, best.score)) {
      best = { separator, score }
    }
  }
  return best.separator
}

const isGreater = (a: readonly number[], b: readonly number[]): boolean => {
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? 0
    if (value !== other) {
      return value > other
    }
  }
  return false
}

/** The cells of the first rows that are not blank, cut with quotes respected but nothing unescaped. */
const sampleRows = (sample: string, separator: Separator): string[][] => {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  const endRow = () => {
    row.push(cell)
    if (row.some((text) => text.trim() !== '')) {
      rows.push(row)
    }
    row = []
    cell = ''
  }
  for (const character of sample) {
    if (character === '"') {
      isQuoted = !isQuoted
    } else if (isQuoted) {
      cell += character
    } else if (character === separator) {
      row.push(cell)
      cell = ''
    } else if (character === '\n' || character === '\r') {
      endRow()
      if (rows.length > SAMPLE_ROWS) {
        return rows
      }
    } else {
      cell += character
    }
  }
  endRow()
  return rows
}
