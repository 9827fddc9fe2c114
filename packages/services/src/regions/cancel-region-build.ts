import { BUILD_CANCELLED, type RegionNameInput, type RegionSummary } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { regionBuildQueue } from './build-queue.ts'
import { lockRegionRow, regionColumns, toRegionSummary } from './internal.ts'

/** Stops a build; what was there before stays in use. A region that is not being built stays as it is. */
export async function cancelRegionBuild({ ctx, input }: Call<RegionNameInput>): Promise<RegionSummary> {
  authorize(ctx, 'region:write')
  const { name } = input
  const isThere = await ctx.regions.open(name).then(
    () => true,
    () => false,
  )
  const { summary, buildId } = await inTenant(ctx, async (trx) => {
    const region = await lockRegionRow(trx, name)
    if (region.state !== 'building') return { summary: toRegionSummary(region), buildId: null }
    const row = await trx
      .updateTable('region.region')
      .set({ state: isThere ? 'ready' : 'failed', failure: BUILD_CANCELLED, progress: null })
      .where('name', '=', name)
      .returning(regionColumns)
      .executeTakeFirstOrThrow()
    await recordAudit(trx, ctx, { action: 'region.cancel', entity: 'region', entityId: name })
    await announce(trx, ctx, { kind: 'region.changed', entityId: name })
    return { summary: toRegionSummary(row), buildId: region.buildId }
  })
  if (buildId !== null) await ctx.jobs.cancel(regionBuildQueue, buildId)
  return summary
}
