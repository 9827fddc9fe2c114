import type { Bounds, LonLat } from '@cartage/domain'
import type { RegionScene } from './region-scene.ts'

/** A box around everything that is worth a look: the tested route, else closures alone, else the regions. */
export function sceneBounds({ outlines, route, ends, closures }: RegionScene): Bounds | null {
  const tested: readonly LonLat[] = [
    ...(route ?? []),
    ...ends.flatMap((end) => (end === null ? [] : [[end.lon, end.lat] as const])),
  ]
  if (tested.length > 0) return around(tested)
  if (outlines.length > 0) {
    return around(
      outlines.flatMap(({ bounds: b }) => [[b.west, b.south] as const, [b.east, b.north] as const]),
    )
  }
  return around(
    closures.flatMap(({ closure: { area, road, stretch } }) => [
      ...(area?.coordinates[0] ?? []),
      ...(stretch?.line ?? []),
      ...(road === null ? [] : [[road.lon, road.lat] as const]),
    ]),
  )
}

function around(points: readonly LonLat[]): Bounds | null {
  if (points.length === 0) return null
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lon, lat] of points) {
    west = Math.min(west, lon)
    south = Math.min(south, lat)
    east = Math.max(east, lon)
    north = Math.max(north, lat)
  }
  return { west, south, east, north }
}
