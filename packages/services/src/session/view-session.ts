import { withTenant } from '@cartage/db'
import type { SessionContext } from '@cartage/auth'
import { notFound } from '@cartage/domain'
import type { Services } from '../context.ts'
import type { SessionView } from './session-view.ts'

/** The public shape of a living session. */
export async function viewSession(
  { db }: Pick<Services, 'db'>,
  { organizationId, userId, name, email, permissions, ...session }: SessionContext,
): Promise<SessionView> {
  const organization = await withTenant(db, organizationId, (trx) =>
    trx
      .selectFrom('organization')
      .select(['id', 'name', 'currency'])
      .where('id', '=', organizationId)
      .executeTakeFirst(),
  )
  if (organization === undefined) throw notFound('organization')
  const { role, roleName, depotIds, isOperator, lacks } = session
  return {
    user: { id: userId, name, email: email ?? '' },
    organization,
    role,
    roleName,
    permissions: [...permissions],
    depotIds,
    isOperator,
    lacks,
  }
}
