/** A cell: numbers stay numbers, everything else is text. */
export type Cell = string | number | null

/** Signs that make a spreadsheet run a text as a formula. */
const RISKY = /^[=+\-@\t\r]/
/** Marks a cell as text; {@link plainText} takes it off again. */
const TEXT_MARK = "'"
/** Tells spreadsheets that the file is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF'

/**
 * A table as CSV (RFC 4180: commas, quotes doubled, CRLF), with a byte-order mark. A text that a spreadsheet would
 * run as a formula gets an apostrophe in front; so does one that has an apostrophe there already and a risky sign
 * behind it, which keeps the way back unambiguous.
 */
export function toCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `${BYTE_ORDER_MARK}${[header, ...rows].map(toCsvLine).join('')}`
}

/** One more line of a table that is written piece by piece. */
export const toCsvLine = (cells: readonly Cell[]): string => `${cells.map(toCell).join(',')}\r\n`

/** What a text cell said before {@link toCsv} neutralised it. */
export function plainText(cell: string): string {
  return cell.startsWith(TEXT_MARK) && needsMark(cell.slice(1)) ? cell.slice(1) : cell
}

function toCell(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  const text = needsMark(value) ? `${TEXT_MARK}${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function needsMark(text: string): boolean {
  let at = 0
  while (text[at] === TEXT_MARK) at++
  return RISKY.test(text.slice(at))
}
