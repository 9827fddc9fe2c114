import type { ColumnType } from 'kysely'

/** One bucket of the generic cell rate algorithm: the theoretical arrival time, by the clock of the database. */
export interface RateLimitTable {
  key: string
  tat: ColumnType<Date, Date, Date>
}
