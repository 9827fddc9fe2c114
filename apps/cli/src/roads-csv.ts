import { readFile } from 'node:fs/promises'
import { CartageError, invalid } from '@cartage/domain'
import type { Point } from '@cartage/domain'
import { CsvError, parse } from 'csv-parse/sync'

/**
 * Reads coordinate columns of a CSV file with a header; other columns are ignored. Each pair of columns gives one point
 * a row. Throws naming file, line and column.
 */
export async function readPoints(
  path: string,
  columns: readonly (readonly [lon: string, lat: string])[],
): Promise<readonly (readonly Point[])[]> {
  const { indexOf, rows } = readTable(await readText(path), path, columns.flat())
  const places = columns.map(([lon, lat]) => ({ lon, lonAt: indexOf(lon), lat, latAt: indexOf(lat) }))
  return rows.map(({ cells, line }) =>
    places.map(({ lon, lonAt, lat, latAt }) => ({
      lon: readDegrees(cells[lonAt], 180, `${path}, line ${line}, ${lon}`),
      lat: readDegrees(cells[latAt], 90, `${path}, line ${line}, ${lat}`),
    })),
  )
}

export interface CsvTable {
  /** Place of a column; -1 for one that may be absent and is. */
  readonly indexOf: (column: string) => number
  readonly rows: readonly CsvRow[]
}

/** A CSV file with a header, in which the required columns are. */
export function readTable(text: string, path: string, required: readonly string[]): CsvTable {
  const [header, ...rows] = parseRows(text, path)
  if (!header) throw invalid(`${path} is empty: a header line with ${required.join(',')} is expected.`)
  const names = header.cells.map((cell) => cell.trim())
  for (const name of required) {
    if (!names.includes(name))
      throw invalid(`${path}, line ${header.line}: there is no column "${name}".`, name)
  }
  return { indexOf: (column) => names.indexOf(column), rows }
}

export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    const reason = code === 'ENOENT' ? 'does not exist' : `cannot be read (${String(code)})`
    throw new CartageError('INVALID', `${path} ${reason}.`, { cause })
  }
}

export interface CsvRow {
  readonly cells: readonly string[]
  readonly line: number
}

function parseRows(text: string, path: string): readonly CsvRow[] {
  try {
    const lines: number[] = []
    const rows = parse(text, {
      bom: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      onRecord: (record, info) => {
        lines.push(info.lines)
        return record
      },
    })
    return rows.map((cells, row) => ({ cells, line: lines[row] ?? 0 }))
  } catch (cause) {
    if (cause instanceof CsvError) throw new CartageError('INVALID', `${path}: ${cause.message}`, { cause })
    throw cause
  }
}

export function readDegrees(cell: string | undefined, limit: number, where: string): number {
  const text = (cell ?? '').trim()
  const value = text === '' ? Number.NaN : Number(text)
  if (Math.abs(value) <= limit) return value
  const seen = text === '' ? 'is empty' : `"${text}" is not a number`
  throw invalid(`${where}: ${seen}; a number from -${limit} to ${limit} is expected.`)
}
