import type { Match } from '@cartage/roads'
import { point, regionName } from '@cartage/domain'
import { z } from 'zod'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'

export const findPlaceInput = z.strictObject({ region: regionName, ...point.shape })
export type FindPlaceInput = z.infer<typeof findPlaceInput>

/** The address nearest to a coordinate, or null where the region knows none. */
export async function findPlace({ ctx, input }: Call<FindPlaceInput>): Promise<Match | null> {
  authorize(ctx, 'region:read')
  const region = await ctx.regions.open(input.region)
  return region.reverse(input.lon, input.lat) ?? null
}
