import { notFound, textLine } from '@cartage/domain'
import { z } from 'zod'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { changedFields } from '../tenancy/changed-fields.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import type { Organization } from './get-organization.ts'

export const updateOrganizationInput = z.strictObject({
  name: textLine(80),
  currency: z.string().regex(/^[A-Z]{3}$/, 'Expected a currency such as EUR.'),
})
export type UpdateOrganizationInput = z.infer<typeof updateOrganizationInput>

/** Names the organization and its currency. */
export async function updateOrganization({
  ctx,
  input,
}: Call<UpdateOrganizationInput>): Promise<Organization> {
  authorize(ctx, 'organization:write')
  return inTenant(ctx, async (trx) => {
    const before = await trx
      .selectFrom('organization')
      .select(['name', 'currency'])
      .where('id', '=', ctx.organizationId)
      .forUpdate()
      .executeTakeFirst()
    if (before === undefined) throw notFound('organization')
    const row = await trx
      .updateTable('organization')
      .set((of) => ({ ...input, version: of('version', '+', 1) }))
      .where('id', '=', ctx.organizationId)
      .returning(['id', 'name', 'currency', 'version'])
      .executeTakeFirstOrThrow()
    await recordAudit(trx, ctx, {
      action: 'organization.update',
      entity: 'organization',
      entityId: row.id,
      ...changedFields(before, input),
    })
    return row
  })
}
