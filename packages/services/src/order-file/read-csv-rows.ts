import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { invalid } from '@cartage/domain'
import type { Separator } from './detect-separator.ts'
import { storable, type FileRow } from './order-file.ts'

/** A row longer than this has an opening quote that nobody closed. */
const MAX_ROW_BYTES = 1_048_576

export interface ReadCsvOptions {
  readonly fileName: string
  readonly separator: Separator
  readonly signal?: AbortSignal | undefined
}

/**
 * Cuts text into rows and cells as RFC 4180 has it, forgiving what spreadsheets and people do: rows of other
 * lengths, mixed line ends, quotes inside a bare cell. A quote that is never closed is an error that names its row.
 */
export async function* readCsvRows(
  text: AsyncIterable<string>,
  { fileName, separator, signal }: ReadCsvOptions,
): AsyncGenerator<FileRow> {
  const source = Readable.from(text, { objectMode: true })
  const parser = parse({
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: MAX_ROW_BYTES,
  })
  // `pipe` does not pass failures on, and the reader below should see them.
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  let row = 0
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      signal?.throwIfAborted()
      row += 1
      yield { row, cells: cells.map(storable) }
    }
  } catch (error) {
    throw error instanceof CsvError ? explain(error, fileName) : error
  } finally {
    source.destroy()
    parser.destroy()
  }
}

const explain = (error: CsvError, fileName: string) => {
  // Rows that the parser had read ahead are gone with it, so only the parser knows where it stood.
  const records: unknown = error.records
  const row = typeof records === 'number' ? records + 1 : 1
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE') {
    return invalid(
      `${fileName}, row ${row}: a quote (") opens a cell here and is never closed. Close it, or write "" for a quote inside a quoted cell.`,
      'file',
    )
  }
  return invalid(`${fileName}, row ${row}: the row cannot be read as a table (${error.message}).`, 'file')
}
