import type { RegionTraffic, TrafficOfInput } from '@cartage/domain'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { toRegionTraffic, trafficColumns } from './internal.ts'

export interface FoundTraffic {
  /** Null where the region has none. */
  readonly traffic: RegionTraffic | null
}

/** The traffic of a region, as it was given. */
export async function getTraffic({ ctx, input }: Call<TrafficOfInput>): Promise<FoundTraffic> {
  authorize(ctx, 'region:read')
  const row = await inTenant(ctx, (trx) =>
    trx
      .selectFrom('region.traffic')
      .select(trafficColumns)
      .where('region', '=', input.region)
      .where('deletedAt', 'is', null)
      .executeTakeFirst(),
  )
  return { traffic: row === undefined ? null : toRegionTraffic(row) }
}
