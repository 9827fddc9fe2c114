import type { UserId } from '@cartage/domain'
import type { Generated } from 'kysely'
import type { Stamps } from './stamps.ts'

/** A person who signs in, or a service account, for which programs act. */
export interface UserTable extends Stamps {
  id: UserId
  kind: Generated<'person' | 'service'>
  /** Lower case. A service account has none. */
  email: string | null
  name: string
  /** A PHC string; null for those who sign in some other way. */
  passwordHash: string | null
  /** Locked out of the whole installation; an organization locks out of itself in `membership`. */
  isDisabled: Generated<boolean>
  /** Manages organizations, and sees no data in them without a grant. */
  isOperator: Generated<boolean>
}
