import type { UserId } from '@cartage/domain'
import type { Generated } from 'kysely'
import type { Stamps } from './stamps.ts'

/** A person who signs in. */
export interface UserTable extends Stamps {
  id: UserId
  /** Lower case. */
  email: string
  name: string
  /** A PHC string. */
  passwordHash: string
  isDisabled: Generated<boolean>
}
