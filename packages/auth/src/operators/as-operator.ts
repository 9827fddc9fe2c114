import { enterOrganization, type IdentityTransaction, withIdentity } from '@cartage/db'
import { CartageError, notFound, type OrganizationId } from '@cartage/domain'
import { sql } from 'kysely'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import type { SessionContext } from '../sessions/session-store.ts'

/** Who acts, and from where. */
export interface OperatorAct {
  readonly session: Pick<SessionContext, 'userId' | 'organizationId' | 'isOperator'>
  readonly origin?: AuditOrigin | undefined
}

/**
 * A transaction in which the names of all organizations show, and nothing that is in them. FORBIDDEN for anybody who is no operator at
 * this moment, whatever their session says.
 */
export function asOperator<Result>(
  { db }: AuthContext,
  { session }: OperatorAct,
  work: (trx: IdentityTransaction) => Promise<Result>,
): Promise<Result> {
  return withIdentity(db, null, async (trx) => {
    const person = await trx
      .selectFrom('identity.user')
      .select('id')
      .where('id', '=', session.userId)
      .where('isOperator', '=', true)
      .where('isDisabled', '=', false)
      .executeTakeFirst()
    if (!session.isOperator || person === undefined) throw notOperator()
    await sql`select set_config('app.is_operator', 'yes', true)`.execute(trx)
    return work(trx)
  })
}

export const notOperator = (detail?: string): CartageError =>
  new CartageError('FORBIDDEN', 'Only an operator of this installation may do this.', {
    reason: 'ROLE',
    ...(detail === undefined ? {} : { detail }),
  })

/** Locks an organization against other operators, and lets its audit log be written. NOT_FOUND where there is none. */
export async function lockOrganization(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
): Promise<{ readonly name: string; readonly version: number }> {
  await enterOrganization(trx, organizationId)
  const row = await trx
    .selectFrom('organization')
    .select(['name', 'version'])
    .where('id', '=', organizationId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound('organization')
  return row
}
