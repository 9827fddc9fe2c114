import { point, regionName } from '@cartage/domain'
import { z } from 'zod'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { openProfile } from './open-profile.ts'
import { type RoadPoint, toRoadPoint } from './road-point.ts'

export const nearestRoadInput = z.strictObject({
  region: regionName,
  ...point.shape,
  /** The region's first one when absent. */
  profile: z.string().max(80).optional(),
})
export type NearestRoadInput = z.infer<typeof nearestRoadInput>

export interface NearestRoad {
  /** Null on a region without a road for this profile. */
  readonly road: RoadPoint | null
}

/** The nearest point on a road that the profile may use. */
export async function findNearestRoad({ ctx, input }: Call<NearestRoadInput>): Promise<NearestRoad> {
  authorize(ctx, 'region:read')
  const { region, profile } = await openProfile(ctx, input.region, input.profile)
  const snap = region.snap(input.lon, input.lat, { profile })
  return { road: snap === undefined ? null : toRoadPoint(snap) }
}
