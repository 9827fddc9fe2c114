import type { IdentityTransaction } from '@cartage/db'
import { notFound, type OrganizationId, type RoleId } from '@cartage/domain'
import { isPermission, type Permission, permissions } from '../permissions.ts'

/** A role that an organization made. */
export interface OwnRole {
  readonly id: RoleId
  readonly name: string
  readonly permissions: readonly Permission[]
  /** To be named by a change, which is refused where somebody else's came first. */
  readonly version: number
}

export interface RoleRow {
  readonly id: RoleId
  readonly name: string
  readonly permissions: readonly string[]
  readonly version: number
}

export const roleColumns = ['id', 'name', 'permissions', 'version'] as const

/** A role may name what an earlier release knew; the others stand in one order, whatever order they came in. */
export const ownRole = ({ permissions: named, ...row }: RoleRow): OwnRole => ({
  ...row,
  permissions: inOrder(named.filter(isPermission)),
})

export const inOrder = (some: readonly Permission[]): Permission[] =>
  permissions.filter((permission) => some.includes(permission))

/** A role of the organization, held against changes until the transaction ends. Throws NOT_FOUND for any other. */
export async function lockRole(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
  id: RoleId,
): Promise<OwnRole> {
  const row = await trx
    .selectFrom('identity.role')
    .select(roleColumns)
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound('role')
  return ownRole(row)
}
