import { conflict, type RegionSummary } from '@cartage/domain'
import type { StaffContext } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { regionBuildQueue, type RegionBuild } from './build-queue.ts'
import { regionColumns, toRegionSummary } from './internal.ts'

/** Writes the region down as `building` and queues its build, both or neither. CONFLICT while another build runs. */
export async function requestRegionBuild(
  ctx: StaffContext,
  { name, source, removesSource }: Omit<RegionBuild, 'organizationId'>,
): Promise<RegionSummary> {
  const buildId = ctx.newId()
  return inTenant(ctx, async (trx) => {
    const row = await trx
      .insertInto('region.region')
      .values({
        name,
        state: 'building',
        profiles: [],
        source,
        buildId,
        sizeBytes: null,
        failure: null,
        builtAt: null,
      })
      .onConflict((target) =>
        target
          .column('name')
          .doUpdateSet({ state: 'building', source, buildId, failure: null, progress: null })
          .where('region.region.state', '!=', 'building'),
      )
      .returning(regionColumns)
      .executeTakeFirst()
    if (row === undefined) throw conflict(`The region ${name} is being built already.`, 'REGION_BUILDING')
    await ctx.jobs.enqueue(trx, regionBuildQueue, buildId, {
      organizationId: ctx.organizationId,
      name,
      source,
      removesSource,
    })
    await recordAudit(trx, ctx, { action: 'region.build', entity: 'region', entityId: name })
    await announce(trx, ctx, { kind: 'region.changed', entityId: name })
    return toRegionSummary(row)
  })
}
