import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { type DepotId, type MemberRole, notFound, type OrganizationId, type UserId } from '@cartage/domain'
import { accessOf, entryOf, type MemberRow, selectMembers } from '../access/member-access.ts'
import type { AuthContext } from '../auth-context.ts'
import type { Permission } from '../permissions.ts'

/** An account for programs alone: nobody signs in with it, keys act for it. */
export interface ServiceAccount {
  readonly id: UserId
  readonly name: string
  readonly role: MemberRole
  readonly roleName: string
  /** The depots that it is limited to; null for all. */
  readonly depotIds: readonly DepotId[] | null
  readonly permissions: readonly Permission[]
  readonly isDisabled: boolean
}

/** The service accounts of an organization by name. */
export function listServiceAccounts(
  { db }: AuthContext,
  organizationId: OrganizationId,
): Promise<readonly ServiceAccount[]> {
  return withIdentity(db, null, async (trx) => {
    const rows = await selectServices(trx, organizationId).orderBy('user.name').orderBy('user.id').execute()
    return rows.map(toServiceAccount)
  })
}

/** One of them, held until the transaction ends. Throws NOT_FOUND for a person and for another organization's. */
export async function lockServiceAccount(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
  id: UserId,
): Promise<ServiceAccount> {
  const row = await selectServices(trx, organizationId)
    .where('user.id', '=', id)
    .forUpdate(['membership', 'user'])
    .executeTakeFirst()
  if (row === undefined) throw notFound('service account')
  return toServiceAccount(row)
}

const selectServices = (trx: IdentityTransaction, organizationId: OrganizationId) =>
  selectMembers(trx)
    .where('membership.organizationId', '=', organizationId)
    .where('user.kind', '=', 'service')

function toServiceAccount(row: MemberRow): ServiceAccount {
  const { userId, name, role, roleName, depotIds, permissions } = accessOf(row)
  return {
    id: userId,
    name,
    role,
    roleName,
    depotIds,
    permissions: [...permissions],
    isDisabled: entryOf(row).isDisabled,
  }
}
