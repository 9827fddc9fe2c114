import { notFound, type OrganizationId } from '@cartage/domain'
import type { StaffContext } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'

export interface Organization {
  readonly id: OrganizationId
  readonly name: string
  /** ISO 4217. */
  readonly currency: string
  readonly version: number
}

/** The organization that the session names. */
export async function getOrganization({ ctx }: { readonly ctx: StaffContext }): Promise<Organization> {
  authorize(ctx, 'organization:read')
  return inTenant(ctx, async (trx) => {
    const row = await trx
      .selectFrom('organization')
      .select(['id', 'name', 'currency', 'version'])
      .where('id', '=', ctx.organizationId)
      .executeTakeFirst()
    if (row === undefined) throw notFound('organization')
    return row
  })
}
