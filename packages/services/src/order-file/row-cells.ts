import type { ImportColumn, ImportField } from '@cartage/domain'
import { cleanText } from './clean-text.ts'

/** One cell of a row; `column` is null where the file has no column of that meaning. */
export interface Cell {
  readonly column: string | null
  /** As the file has it. */
  readonly raw: string
  /** Without control characters and outer space. */
  readonly text: string
  /** How many control characters were taken out. */
  readonly removed: number
  readonly dimension?: string | undefined
}

/** The cells of one row by meaning. */
export interface RowCells {
  /** Whether the file has a column of this meaning. */
  has(field: ImportField): boolean
  /** The cell of a meaning; an empty one where the row or the file has none. */
  get(field: ImportField): Cell
  /** All cells of a meaning that hold something. */
  all(field: ImportField): readonly Cell[]
  /** As `all`, with those that held nothing but control characters. */
  allRaw(field: ImportField): readonly Cell[]
}

const missing: Cell = { column: null, raw: '', text: '', removed: 0 }

/** Prepares the look-up of cells by meaning for all rows of a file. */
export function rowCellsReader(columns: readonly ImportColumn[]): (cells: readonly string[]) => RowCells {
  const places = new Map<ImportField, { index: number; column: ImportColumn }[]>()
  for (const [index, column] of columns.entries()) {
    places.set(column.field, [...(places.get(column.field) ?? []), { index, column }])
  }
  return (cells) => {
    const at = ({ index, column }: { index: number; column: ImportColumn }): Cell => {
      const raw = cells[index] ?? ''
      return { column: column.name, raw, ...cleanText(raw), dimension: column.dimension }
    }
    return {
      has: (field) => places.has(field),
      get(field) {
        const [place] = places.get(field) ?? []
        return place === undefined ? missing : at(place)
      },
      all: (field) => (places.get(field) ?? []).map(at).filter(({ text }) => text !== ''),
      allRaw: (field) => (places.get(field) ?? []).map(at).filter(({ raw }) => raw !== ''),
    }
  }
}
