import type { RegionSummary, RenameRegionInput } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { changedFields } from '../tenancy/changed-fields.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { depotsByRegion, lockRegionRow, regionColumns, toRegionSummary } from './internal.ts'

/**
 * Gives a region another title. Its name stays: depots, addresses of tiles and the command line go by it, also those of
 * other organizations.
 */
export async function renameRegion({ ctx, input }: Call<RenameRegionInput>): Promise<RegionSummary> {
  authorize(ctx, 'region:write')
  const { name, title } = input
  return inTenant(ctx, async (trx) => {
    const before = await lockRegionRow(trx, name)
    const row = await trx
      .updateTable('region.region')
      .set({ title })
      .where('name', '=', name)
      .returning(regionColumns)
      .executeTakeFirstOrThrow()
    await recordAudit(trx, ctx, {
      action: 'region.rename',
      entity: 'region',
      entityId: name,
      ...changedFields({ title: before.title }, { title }),
    })
    await announce(trx, ctx, { kind: 'region.changed', entityId: name })
    return toRegionSummary(row, (await depotsByRegion(trx)).get(name))
  })
}
