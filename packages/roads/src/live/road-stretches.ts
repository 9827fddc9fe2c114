import type { RoadNetwork } from '../graph/road-network.ts'
import { RoadLabels } from '../guidance/road-labels.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import type { RoadStretch } from '../region/types.ts'
import { findStretches } from './find-stretches.ts'
import type { PlaceOnWay } from './find-stretches.ts'

/** The stretches of the places with their names, as lines to draw. */
export function roadStretches(
  network: RoadNetwork,
  places: readonly PlaceOnWay[],
): readonly (RoadStretch | undefined)[] {
  const labels = new RoadLabels(network)
  return findStretches(network, places).map((stretch) => {
    if (!stretch) return undefined
    const { way, first, last, isAgainstDrawing } = stretch
    const line = Array.from({ length: last - first + 1 }, (_, index) => {
      const point = isAgainstDrawing ? last - index : first + index
      return [
        (network.pointLon[point] ?? 0) / unitsPerDegree,
        (network.pointLat[point] ?? 0) / unitsPerDegree,
      ] as const
    })
    return { name: labels.of(way).name, line }
  })
}
