import { point, regionName, type RoadStretch } from '@cartage/domain'
import { z } from 'zod'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { openProfile } from './open-profile.ts'
import { nearSnap, type RoadPoint, toRoadPoint } from './road-point.ts'

export const nearestRoadInput = z.strictObject({
  region: regionName,
  ...point.shape,
  /** The region's first one when absent. */
  profile: z.string().max(80).optional(),
})
export type NearestRoadInput = z.infer<typeof nearestRoadInput>

export interface NearestRoad {
  /** Null where the profile has none near. */
  readonly road: (RoadPoint & { readonly stretch: RoadStretch | null }) | null
}

/** The nearest point on a road that the profile may use, and the stretch between junctions that it lies on. */
export async function findNearestRoad({ ctx, input }: Call<NearestRoadInput>): Promise<NearestRoad> {
  authorize(ctx, 'region:read')
  const { region, profile } = await openProfile(ctx, input)
  const snap = nearSnap(region, input, profile)
  if (snap === undefined) return { road: null }
  const road = toRoadPoint(snap)
  const [stretch] = region.stretches([road])
  return { road: { ...road, stretch: stretch ?? null } }
}
