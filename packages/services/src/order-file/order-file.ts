/** One row of an order file as it stands there. */
export interface FileRow {
  /** As a spreadsheet counts: the header is row 1, and a cell with line breaks is still one row. */
  readonly row: number
  /** Texts by column; may be fewer or more than the header has. */
  readonly cells: readonly string[]
}

/** An opened order file: its header is read, its rows come in batches as they are asked for. */
export interface OrderFile {
  readonly fileName: string
  /** How it was read so far: `UTF-8`, `UTF-16LE`, `Windows-1252`, `XLSX`; final once the rows are through. */
  readonly encoding: string
  /** `,` `;` `|` or a tab; empty for a spreadsheet. */
  readonly separator: string
  /** Column names, each once: doubles and blanks are numbered. */
  readonly header: readonly string[]
  /** Rows that are not blank. To be walked once. */
  readonly rows: AsyncIterable<readonly FileRow[]>
}

/** How many columns an order file may have. */
export const MAX_COLUMNS = 200

/** Names that differ from each other, for cells are addressed by column name. */
export function uniqueNames(cells: readonly string[]): string[] {
  const seen = new Set<string>()
  return cells.map((cell, index) => {
    const plain = cell.replaceAll(/\s+/g, ' ').trim().slice(0, 180) || `Column ${index + 1}`
    let name = plain
    for (let count = 2; seen.has(name); count += 1) {
      name = `${plain} (${count})`
    }
    seen.add(name)
    return name
  })
}

/** Text that a database can hold: a zero character or half a surrogate pair becomes U+FFFD. */
export const storable = (text: string): string => text.replaceAll('\0', '\ufffd').toWellFormed()

export const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '')
