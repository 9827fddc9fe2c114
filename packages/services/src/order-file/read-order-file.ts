import { CartageError, invalid } from '@cartage/domain'
import { textDecoding, type TextDecoding } from './decode-text.ts'
import { detectSeparator } from './detect-separator.ts'
import { fileTypeOf, SNIFF_BYTES } from './file-type.ts'
import { isBlank, MAX_COLUMNS, uniqueNames, type FileRow, type OrderFile } from './order-file.ts'
import { readCsvRows } from './read-csv-rows.ts'
import { readXlsxRows } from './read-xlsx-rows.ts'

/** Unless the caller says otherwise an order file is no larger than this. */
export const MAX_FILE_BYTES = 25 * 1024 * 1024
/** Unless the caller says otherwise an order file has no more rows than this. */
export const MAX_FILE_ROWS = 1_000_000

export interface ReadOrderFileOptions {
  readonly maxBytes?: number | undefined
  readonly maxRows?: number | undefined
  readonly signal?: AbortSignal | undefined
}

const BATCH_ROWS = 500

/**
 * Opens an order file: tells by its content what it is, finds encoding and separator, and reads the header. The rows
 * follow as they are asked for, so a text file of any length takes little memory. Whatever the bytes are, the only
 * failure is a `CartageError` that says what is wrong with the file, here or while the rows are walked.
 */
export async function readOrderFile(
  input: Uint8Array | AsyncIterable<Uint8Array>,
  fileName: string,
  { maxBytes = MAX_FILE_BYTES, maxRows = MAX_FILE_ROWS, signal }: ReadOrderFileOptions = {},
): Promise<OrderFile> {
  const chunks = limited(input instanceof Uint8Array ? each([input]) : input, fileName, maxBytes)
  const { head, rest } = await takeHead(chunks)
  if (fileTypeOf(head, fileName) === 'xlsx') {
    const rows = await readXlsxRows(await concat(head, rest), { fileName, maxRows, signal })
    return openTable(each(rows), { fileName, separator: '', maxRows, encoding: () => 'XLSX' })
  }
  const decoding = textDecoding(head)
  const first = withoutSeparatorLine(decoding.push(head))
  const separator = first.separator ?? detectSeparator(first.text)
  const rows = readCsvRows(decoded(first.text, rest, decoding), { fileName, separator, signal })
  return openTable(rows, { fileName, separator, maxRows, encoding: () => decoding.encoding })
}

async function* each<T>(values: readonly T[]): AsyncGenerator<T> {
  yield* values
}

async function* limited(
  chunks: AsyncIterable<Uint8Array>,
  fileName: string,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > maxBytes) {
      throw new CartageError(
        'LIMIT_REACHED',
        `${fileName} is larger than ${Math.floor(maxBytes / 1024 / 1024)} MiB. Split it into several files.`,
        { reason: 'FILE_TOO_LARGE', field: 'file' },
      )
    }
    yield chunk
  }
}

const takeHead = async (
  chunks: AsyncGenerator<Uint8Array>,
): Promise<{ head: Uint8Array; rest: AsyncGenerator<Uint8Array> }> => {
  const parts: Uint8Array[] = []
  let bytes = 0
  while (bytes < SNIFF_BYTES) {
    const next = await chunks.next()
    if (next.done === true) {
      break
    }
    parts.push(next.value)
    bytes += next.value.length
  }
  const all = Buffer.concat(parts)
  const head = all.subarray(0, SNIFF_BYTES)
  return { head, rest: followedBy(all.subarray(SNIFF_BYTES), chunks) }
}

async function* followedBy(first: Uint8Array, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first.length > 0) {
    yield first
  }
  yield* chunks
}

const concat = async (head: Uint8Array, rest: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const parts = [head]
  for await (const chunk of rest) {
    parts.push(chunk)
  }
  return Buffer.concat(parts)
}

async function* decoded(
  first: string,
  rest: AsyncIterable<Uint8Array>,
  decoding: TextDecoding,
): AsyncGenerator<string> {
  yield first
  for await (const chunk of rest) {
    yield decoding.push(chunk)
  }
  yield decoding.end()
}

/** Excel's own first line `sep=;`, which Excel hides: the header after it is still row 1. */
const withoutSeparatorLine = (text: string): { text: string; separator?: ',' | ';' | '\t' | '|' } => {
  const match = /^"?sep=([,;\t|])"?(?:\r\n|\n|\r)/i.exec(text)
  const separator = match?.[1]
  if (match === null || (separator !== ',' && separator !== ';' && separator !== '\t' && separator !== '|')) {
    return { text }
  }
  return { text: text.slice(match[0].length), separator }
}

interface TableOptions {
  readonly fileName: string
  readonly separator: string
  readonly maxRows: number
  readonly encoding: () => string
}

const openTable = async (
  rows: AsyncGenerator<FileRow>,
  { fileName, separator, maxRows, encoding }: TableOptions,
): Promise<OrderFile> => {
  const header = await firstNotBlank(rows)
  if (header === undefined) {
    throw invalid(`${fileName} has no rows. An order file has a header row and one row an order.`, 'file')
  }
  if (header.cells.length < 2) {
    // Prose has commas, but its first line is a title; and no order fits into one cell.
    throw invalid(
      `${fileName} is not a table: its first row has one cell. An order file has a header row such as "reference,address,city", with commas, semicolons or tabs between the names.`,
      'file',
    )
  }
  if (header.cells.length > MAX_COLUMNS) {
    throw invalid(
      `${fileName} has ${header.cells.length} columns in its header; at most ${MAX_COLUMNS} are read.`,
      'file',
    )
  }
  const second = await firstNotBlank(rows)
  if (second === undefined) {
    throw invalid(`${fileName} has a header and no orders under it.`, 'file')
  }
  return {
    fileName,
    separator,
    header: uniqueNames(header.cells),
    get encoding() {
      return encoding()
    },
    rows: batched(second, rows, fileName, maxRows),
  }
}

const firstNotBlank = async (rows: AsyncGenerator<FileRow>): Promise<FileRow | undefined> => {
  for (;;) {
    const next = await rows.next()
    if (next.done === true) {
      return undefined
    }
    if (!isBlank(next.value.cells)) {
      return next.value
    }
  }
}

async function* batched(
  first: FileRow,
  rows: AsyncGenerator<FileRow>,
  fileName: string,
  maxRows: number,
): AsyncGenerator<readonly FileRow[]> {
  let batch = [first]
  let count = 1
  for await (const row of rows) {
    if (isBlank(row.cells)) {
      continue
    }
    count += 1
    if (count > maxRows) {
      throw new CartageError('LIMIT_REACHED', `${fileName} has more than ${maxRows} orders. Split it.`, {
        reason: 'FILE_TOO_LONG',
        field: 'file',
      })
    }
    batch.push(row)
    if (batch.length === BATCH_ROWS) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) {
    yield batch
  }
}
