import pg from 'pg'
import type { BackupTable } from './tables.ts'

/** COPY in its text format, which every version of PostgreSQL reads alike; columns by name. */
export const copyText = (
  { schema, name, columns }: BackupTable,
  direction: 'to stdout' | 'from stdin',
): string =>
  `copy ${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)} (${columns
    .map((column) => pg.escapeIdentifier(column))
    .join(', ')}) ${direction}`
