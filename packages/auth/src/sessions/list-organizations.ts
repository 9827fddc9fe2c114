import { withIdentity } from '@cartage/db'
import type { OrganizationId, UserId } from '@cartage/domain'
import { enterOrganization } from '@cartage/db'
import { accessOf, entryOf, selectMembers } from '../access/member-access.ts'
import type { AuthContext } from '../auth-context.ts'

/** An organization that somebody may switch to. */
export interface OwnOrganization {
  readonly id: OrganizationId
  readonly name: string
  readonly roleName: string
}

/** The organizations of a person that let them in, by name. */
export function listOrganizations({ db }: AuthContext, userId: UserId): Promise<readonly OwnOrganization[]> {
  return withIdentity(db, null, async (trx) => {
    const rows = await selectMembers(trx).where('membership.userId', '=', userId).execute()
    const open = rows.filter((row) => !entryOf(row).isDisabled && !entryOf(row).isSuspended)
    const found: OwnOrganization[] = []
    // One at a time: a transaction sees one organization.
    for (const row of open) {
      await enterOrganization(trx, row.organizationId)
      const { name } = await trx
        .selectFrom('organization')
        .select('name')
        .where('id', '=', row.organizationId)
        .executeTakeFirstOrThrow()
      found.push({ id: row.organizationId, name, roleName: accessOf(row).roleName })
    }
    return found.toSorted((a, b) => a.name.localeCompare(b.name))
  })
}
