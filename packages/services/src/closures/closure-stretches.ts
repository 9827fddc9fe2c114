import type { Closure, ListedClosure, RoadStretch } from '@cartage/domain'
import type { Region } from '@cartage/roads'

/** Of each opened region; another build is another region. */
const known = new WeakMap<Region, Map<string, RoadStretch | null>>()

/** The closures with the stretches of road that they mean; none without a region. A stretch is looked for once. */
export function withStretches(
  region: Region | undefined,
  closures: readonly Closure[],
): readonly ListedClosure[] {
  if (region === undefined) return closures.map((closure) => ({ ...closure, stretch: null }))
  const stretches = known.get(region) ?? new Map<string, RoadStretch | null>()
  known.set(region, stretches)
  const unknown = closures.flatMap(({ road }) => (road === null || stretches.has(keyOf(road)) ? [] : [road]))
  if (unknown.length > 0) {
    region.stretches(unknown).forEach((stretch, index) => {
      const road = unknown[index]
      if (road !== undefined) stretches.set(keyOf(road), stretch ?? null)
    })
  }
  return closures.map((closure) => ({
    ...closure,
    stretch: closure.road === null ? null : (stretches.get(keyOf(closure.road)) ?? null),
  }))
}

const keyOf = ({ wayId, lon, lat }: NonNullable<Closure['road']>): string => `${wayId} ${lon} ${lat}`
