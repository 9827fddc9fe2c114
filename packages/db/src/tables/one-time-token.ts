import type { Generated } from 'kysely'
import type { JsonColumn } from './json.ts'

/** `id` is the SHA-256 of the token. The row goes with its one use. */
export interface OneTimeTokenTable {
  id: string
  kind: 'first_admin' | 'invite'
  payload: JsonColumn<Readonly<Record<string, string>>>
  createdAt: Generated<Date>
  expiresAt: Date
}
