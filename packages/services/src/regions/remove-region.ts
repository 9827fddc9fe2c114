import { rm } from 'node:fs/promises'
import { precondition } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import type { RegionNameInput } from './cancel-region-build.ts'
import { lockRegionRow } from './internal.ts'

/** Deletes a region that none of the organization's depots drives on, and that is not being built. */
export async function removeRegion({
  ctx,
  input,
}: Call<RegionNameInput>): Promise<{ readonly name: string }> {
  authorize(ctx, 'region:write')
  const { name } = input
  await inTenant(ctx, async (trx) => {
    const region = await lockRegionRow(trx, name)
    if (region.state === 'building') {
      throw precondition(`The region ${name} is being built. Cancel the build first.`, 'REGION_BUILDING')
    }
    const depot = await trx
      .selectFrom('depot')
      .select('name')
      .where('region', '=', name)
      .where('deletedAt', 'is', null)
      .limit(1)
      .executeTakeFirst()
    if (depot !== undefined) {
      throw precondition(
        `The depot ${depot.name} drives on ${name}. Give it another region first.`,
        'REGION_IN_USE',
      )
    }
    await trx.deleteFrom('region.region').where('name', '=', name).execute()
    await recordAudit(trx, ctx, { action: 'region.remove', entity: 'region', entityId: name })
    await announce(trx, ctx, { kind: 'region.changed', entityId: name })
  })
  ctx.regions.forget(name)
  await rm(ctx.regions.folderOf(name), { recursive: true, force: true })
  return { name }
}
