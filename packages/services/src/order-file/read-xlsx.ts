import { zipSync } from 'fflate'
import { CartageError, invalid } from '@cartage/domain'
import { MAX_COLUMNS, storable, type FileRow } from './order-file.ts'
import { unpackZip } from './unpack-zip.ts'

const isSheetPart = (name: string): boolean => name.endsWith('.xml') || name.endsWith('.xml.rels')

/**
 * Reads the first sheet of an XLSX workbook as rows of text. Dates come as `2026-04-07`, times as `08:30`, numbers
 * with a point. The archive passes {@link unpackZip} first and is handed on as those very bytes, so that no second
 * reader sees another archive than the one that was judged.
 */
export async function readXlsx(bytes: Uint8Array, fileName: string, maxRows: number): Promise<FileRow[]> {
  const parts = await unpackZip(bytes, fileName, isSheetPart)
  if (!parts.has('xl/workbook.xml')) {
    throw invalid(
      `${fileName} is a zip archive without an Excel workbook in it. An order file is CSV text or an Excel .xlsx sheet.`,
      'file',
    )
  }
  for (const [name, content] of parts) {
    assertPlainXml(name, content, fileName)
    if (name.startsWith('xl/worksheets/')) {
      assertSize(content, fileName, maxRows)
    }
  }
  const plain = zipSync(Object.fromEntries(parts), { level: 0 })
  const { readSheet } = await import('read-excel-file/universal')
  const sheet = await readSheet(new Blob([new Uint8Array(plain)])).catch((error: unknown) => {
    throw error instanceof CartageError
      ? error
      : new CartageError(
          'INVALID',
          `${fileName} cannot be read as an Excel sheet. Save it again as .xlsx, or as CSV.`,
          { field: 'file', cause: error },
        )
  })
  return sheet.map((cells, index) => ({
    row: index + 1,
    cells: cells.map((cell) => storable(cellText(cell))),
  }))
}

/** A workbook never has a DTD; one that does wants entities expanded. */
const assertPlainXml = (name: string, content: Uint8Array, fileName: string): void => {
  const xml = Buffer.from(content.buffer, content.byteOffset, content.length)
  if (xml.includes('<!DOCTYPE') || xml.includes('<!ENTITY')) {
    throw invalid(`${fileName} was refused: ${name} declares XML entities.`, 'file')
  }
}

const REFERENCE = /\sr\s{0,8}=\s{0,8}["']([^"']{0,40})/g

/** Rows and columns are padded up to their address, so one cell at XFD1048576 would fill the memory. */
const assertSize = (content: Uint8Array, fileName: string, maxRows: number): void => {
  const xml = Buffer.from(content.buffer, content.byteOffset, content.length).toString('latin1')
  for (const [, address = ''] of xml.matchAll(REFERENCE)) {
    const [, letters = '', digits] = /^([A-Z]{0,4})(\d{1,9})$/.exec(address) ?? []
    if (digits === undefined) {
      throw invalid(
        `${fileName} has a cell with the address "${address}", which no spreadsheet writes.`,
        'file',
      )
    }
    if (Number(digits) > maxRows + 1) {
      throw invalid(
        `${fileName} has a cell in row ${digits}; at most ${maxRows} orders fit in one file.`,
        'file',
      )
    }
    if (columnOf(letters) > MAX_COLUMNS) {
      throw invalid(
        `${fileName} has a cell in column ${letters}; at most ${MAX_COLUMNS} columns are read.`,
        'file',
      )
    }
  }
}

const columnOf = (letters: string): number => {
  let column = 0
  for (const letter of letters) {
    column = column * 26 + letter.charCodeAt(0) - 64
  }
  return column
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** Day 1 of the two calendars of Excel, 1900 and 1904; a time of day alone lies before it. */
const FIRST_DAY_MS = Date.UTC(1900, 0, 1)
const FIRST_DAY_1904_MS = Date.UTC(1904, 0, 1)

const cellText = (cell: unknown): string => {
  if (cell instanceof Date) {
    return dateText(cell.getTime())
  }
  if (typeof cell === 'number') {
    // Fifteen digits are what Excel keeps; the sixteenth is noise such as 0.30000000000000004.
    return String(Number(cell.toPrecision(15)))
  }
  if (typeof cell === 'boolean') {
    return cell ? 'yes' : 'no'
  }
  return typeof cell === 'string' ? cell : ''
}

const dateText = (ms: number): string => {
  if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) {
    return ''
  }
  const minute = Math.round(ms / MINUTE_MS) * MINUTE_MS
  const iso = new Date(minute).toISOString()
  const time = iso.slice(11, 16)
  const isTimeOnly =
    minute < FIRST_DAY_MS || (minute >= FIRST_DAY_1904_MS && minute < FIRST_DAY_1904_MS + DAY_MS)
  if (isTimeOnly) {
    return time
  }
  return minute % DAY_MS === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${time}`
}
