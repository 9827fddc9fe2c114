import type { Point } from '@cartage/domain'
import type { Region, Snap } from '@cartage/roads'
import { MAX_SNAP_M } from '../planning/max-snap.ts'

/** Where a point meets the roads. */
export interface RoadPoint extends Point {
  /** Straight line from the asked point. */
  readonly distanceM: number
  /** OpenStreetMap way. */
  readonly wayId: number
}

export const toRoadPoint = ({ lon, lat, distanceM, wayId }: Snap): RoadPoint => ({
  lon,
  lat,
  distanceM,
  wayId,
})

/** Where a point meets a road of the profile; undefined where that is further than any visit may be from its road. */
export function nearSnap(region: Region, { lon, lat }: Point, profile: string): Snap | undefined {
  const snap = region.snap(lon, lat, { profile })
  return snap !== undefined && snap.distanceM <= MAX_SNAP_M ? snap : undefined
}
