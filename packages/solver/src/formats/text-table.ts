import { FormatError } from './format-error.ts'
import type { ReadFigure } from './read-figures.ts'

/** The columns of a table: their names, and how they are read. */
export type Table = readonly (readonly [field: string, read: ReadFigure])[]

export interface TableRow {
  readonly values: readonly number[]
  readonly line: number
}

/** Reads a row of a table. @throws FormatError naming line and column, also for a figure too many. */
export function readRow(words: readonly string[], line: number, table: Table): TableRow {
  const beyond = words[table.length]
  if (beyond !== undefined) {
    const [last = ''] = table.at(-1) ?? []
    throw new FormatError(line, last, `is the last column, but "${beyond}" stands behind it`)
  }
  return { values: table.map(([field, read], index) => read(words[index], line, field)), line }
}

/** Each number in the first column stands once. @throws FormatError naming the second row that has it. */
export function checkNumbers(rows: readonly TableRow[], field: string): void {
  const lineOf = new Map<number, number>()
  for (const {
    values: [number = 0],
    line,
  } of rows) {
    const first = lineOf.get(number)
    if (first !== undefined) throw new FormatError(line, field, `${number} stands on line ${first} already`)
    lineOf.set(number, line)
  }
}

/** Nothing is brought to a depot or done there. @throws FormatError naming the column with a figure. */
export function checkDepotRow({ values, line }: TableRow, table: Table, columns: readonly string[]): void {
  table.forEach(([field], index) => {
    if (!columns.includes(field) || values[index] === 0) return
    throw new FormatError(line, field, `must be 0 at the depot, is ${values[index]}`)
  })
}

/** Both ends of a window are in order. @throws FormatError naming the later end. */
export function checkWindow(
  window: readonly [from: number, to: number],
  line: number,
  names: readonly [string, string],
): void {
  const [from, to] = window
  if (from > to) throw new FormatError(line, names[1], `${to} is before the ${names[0]} ${from}`)
}
