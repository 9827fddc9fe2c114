import type { BackupTable } from './tables.ts'

/** The first note of a backup. */
export interface BackupHead {
  readonly note: 'head'
  /** An ISO instant. */
  readonly madeAt: string
  /** The migrations that the database had, in the order they ran. */
  readonly migrations: readonly string[]
  /** What secrets are sealed with, where whoever made the backup asked for it. */
  readonly key: string | null
}

/** Before the rows of a table. */
export interface TableNote {
  readonly note: 'table'
  readonly table: BackupTable
}

/** Behind them. */
export interface RowsNote {
  readonly note: 'rows'
  readonly count: number
}

export interface SequencesNote {
  readonly note: 'sequences'
  readonly sequences: readonly { readonly schema: string; readonly name: string; readonly value: string }[]
}

/** What stands in the file has the file's own checksum behind it, so a note is what we wrote. */
export type Note = BackupHead | TableNote | RowsNote | SequencesNote | { readonly note: 'end' }
