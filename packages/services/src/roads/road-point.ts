import type { Point } from '@cartage/domain'
import type { Snap } from '@cartage/roads'

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
