import { withIdentity } from '@cartage/db'
import type { OrganizationId } from '@cartage/domain'
import type { AuthContext } from '../auth-context.ts'
import { type OwnRole, ownRole, roleColumns } from './own-role.ts'

export interface ListedRole extends OwnRole {
  /** How many members have it. */
  readonly members: number
}

/** The roles that an organization made, by name. */
export function listRoles(
  { db }: AuthContext,
  organizationId: OrganizationId,
): Promise<readonly ListedRole[]> {
  return withIdentity(db, organizationId, async (trx) => {
    const rows = await trx
      .selectFrom('identity.role')
      .select(roleColumns)
      .where('organizationId', '=', organizationId)
      .orderBy('name')
      .execute()
    const counts = await trx
      .selectFrom('identity.membership')
      .select(['roleId', (eb) => eb.fn.countAll<string>().as('members')])
      .where('organizationId', '=', organizationId)
      .where('roleId', 'is not', null)
      .groupBy('roleId')
      .execute()
    const members = new Map(counts.map((row) => [row.roleId, Number(row.members)]))
    return rows.map((row) => ({ ...ownRole(row), members: members.get(row.id) ?? 0 }))
  })
}
