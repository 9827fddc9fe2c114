import type { ColumnType, Generated } from 'kysely'

/** Kept by the database: set on insert, and `updated_at` moved by a trigger on every update. */
export interface Stamps {
  createdAt: Generated<Date>
  updatedAt: ColumnType<Date, never, never>
}

/** Grows by one with each change; a save names the version it read. */
export interface Versioned extends Stamps {
  version: Generated<number>
}

/** A record that is hidden instead of removed, so that it can be brought back. */
export interface SoftDeleted extends Versioned {
  deletedAt: ColumnType<Date | null, Date | null | undefined, Date | null>
}
