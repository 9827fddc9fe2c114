import type { Closure } from '@cartage/domain'
import type { RoadChange } from '@cartage/roads'

/**
 * A closure as the roads take it, without its times: for who has chosen by them, or adds them. In the order of ids, so that equal
 * closures make equal lists.
 */
export function roadChanges(
  closures: readonly Pick<Closure, 'id' | 'area' | 'road' | 'factor'>[],
): readonly RoadChange[] {
  return closures
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, area, road, factor }) => ({
      id,
      speedFactor: factor ?? 0,
      ...(area === null
        ? {}
        : { area: area.coordinates.map((ring) => ring.map(([lon, lat]) => [lon, lat])) }),
      ...(road === null ? {} : { roads: [{ ...road }] }),
    }))
}
