import { withInstallation } from '@cartage/db'
import { PAGE_LIMIT, type RegionSummary } from '@cartage/domain'
import type { StaffContext } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { regionColumns, toRegionSummary } from './internal.ts'

export interface RegionList {
  readonly items: readonly RegionSummary[]
}

/** The regions of the installation by name. */
export async function listRegions({ ctx }: { readonly ctx: StaffContext }): Promise<RegionList> {
  authorize(ctx, 'region:read')
  return withInstallation(ctx.db, async (trx) => {
    const rows = await trx
      .selectFrom('region.region')
      .select(regionColumns)
      .orderBy('name')
      .limit(PAGE_LIMIT)
      .execute()
    return { items: rows.map(toRegionSummary) }
  })
}
