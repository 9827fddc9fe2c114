import { PAGE_LIMIT, type RegionSummary } from '@cartage/domain'
import type { StaffContext } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { depotsByRegion, regionColumns, toRegionSummary } from './internal.ts'

export interface RegionList {
  readonly items: readonly RegionSummary[]
}

/** The regions of the installation by name, each with the organization's depots that drive on it. */
export async function listRegions({ ctx }: { readonly ctx: StaffContext }): Promise<RegionList> {
  authorize(ctx, 'region:read')
  return inTenant(ctx, async (trx) => {
    const depots = await depotsByRegion(trx)
    const rows = await trx
      .selectFrom('region.region')
      .select(regionColumns)
      .orderBy('name')
      .limit(PAGE_LIMIT)
      .execute()
    return { items: rows.map((row) => toRegionSummary(row, depots.get(row.name))) }
  })
}
