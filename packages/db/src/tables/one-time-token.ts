import type { Generated } from 'kysely'
import type { JsonColumn } from './json.ts'

export type OneTimeTokenKind =
  | 'first_admin'
  | 'invite'
  | 'reset'
  | 'email'
  | 'second_factor'
  | 'passkey'
  | 'oidc'

/** `id` is the SHA-256 of the token. The row goes with its one use. */
export interface OneTimeTokenTable {
  id: string
  kind: OneTimeTokenKind
  payload: JsonColumn<Readonly<Record<string, unknown>>>
  createdAt: Generated<Date>
  expiresAt: Date
}
