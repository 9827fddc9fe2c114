import { conflict, type RegionExtract, type RegionSummary } from '@cartage/domain'
import type { StaffContext } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import type { RegionBuild } from './build-queue.ts'
import { toRegionSummary } from './internal.ts'
import { queueRegionBuild } from './queue-region-build.ts'
import { removeUploads } from './remove-uploads.ts'

/** Has a region built, as somebody asked for. CONFLICT while another build of it runs. */
export async function requestRegionBuild(
  ctx: StaffContext,
  build: Omit<RegionBuild, 'organizationId'> & { readonly extract: RegionExtract },
): Promise<RegionSummary> {
  const { name } = build
  const { summary, before } = await inTenant(ctx, async (trx) => {
    const before = await trx
      .selectFrom('region.region')
      .select(['extract', 'builtFrom'])
      .where('name', '=', name)
      .forUpdate()
      .executeTakeFirst()
    const row = await queueRegionBuild(trx, ctx, { ...build, organizationId: ctx.organizationId })
    if (row === undefined) throw conflict(`The region ${name} is being built already.`, 'REGION_BUILDING')
    await recordAudit(trx, ctx, { action: 'region.build', entity: 'region', entityId: name })
    await announce(trx, ctx, { kind: 'region.changed', entityId: name })
    return { summary: toRegionSummary(row), before }
  })
  await removeUploads([before?.extract], [build.extract, before?.builtFrom])
  return summary
}
