import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { conflict, type OrganizationId, type RoleId, type UserId } from '@cartage/domain'
import { requireMayGrant } from '../access/may-grant.ts'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import type { Permission } from '../permissions.ts'
import { recordAudit } from '../record-audit.ts'
import { inOrder, lockRole, type OwnRole } from './own-role.ts'
import { checkRoleName } from './role-name.ts'

export interface CreateRoleInput {
  readonly organizationId: OrganizationId
  readonly id: RoleId
  readonly name: string
  readonly permissions: readonly Permission[]
  readonly createdBy: UserId
  /** What who makes it may do: a role holds no more than that. */
  readonly held: ReadonlySet<Permission>
  readonly origin?: AuditOrigin | undefined
}

/** Makes a role. Repeating it with the same id and content is harmless; CONFLICT where the id names another. */
export const createRole = async ({ db }: AuthContext, input: CreateRoleInput): Promise<OwnRole> =>
  withIdentity(db, input.organizationId, (trx) => createRoleIn(trx, input))

/** The same within a transaction of the organization. */
export async function createRoleIn(
  trx: IdentityTransaction,
  { organizationId, id, name, createdBy, held, origin, ...input }: CreateRoleInput,
): Promise<OwnRole> {
  checkRoleName(name)
  const permissions = inOrder(input.permissions)
  requireMayGrant(held, new Set(permissions))
  const made = await trx
    .insertInto('identity.role')
    .values({ organizationId, id, name, permissions })
    .onConflict((on) => on.columns(['organizationId', 'id']).doNothing())
    .returning('version')
    .executeTakeFirst()
  if (made === undefined) {
    const role = await lockRole(trx, organizationId, id)
    if (role.name === name && role.permissions.join() === permissions.join()) return role
    throw conflict('This id already names another role.', 'ID_USED')
  }
  await recordAudit(trx, {
    organizationId,
    userId: createdBy,
    action: 'role.create',
    entity: 'role',
    entityId: id,
    origin,
    after: { name, permissions },
  })
  return { id, name, permissions, version: made.version }
}
