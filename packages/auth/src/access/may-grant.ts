import { CartageError } from '@cartage/domain'
import type { Permission } from '../permissions.ts'

/** Throws FORBIDDEN when somebody would give away what they do not hold: nobody makes themselves more by way of others. */
export function requireMayGrant(held: ReadonlySet<Permission>, given: ReadonlySet<Permission>): void {
  const missing = [...given].filter((permission) => !held.has(permission))
  if (missing.length === 0) return
  throw new CartageError(
    'FORBIDDEN',
    `You cannot give permissions that you do not have yourself: ${missing.join(', ')}.`,
    { reason: 'GRANT' },
  )
}
