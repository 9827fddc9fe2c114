import type { ArcGraph } from '../hierarchy/arc-graph.ts'
import type { RoadGraph } from './build-road-graph.ts'
import { backwardBit, forwardBit } from './build-segments.ts'

/**
 * The arcs between junctions, weighted by seconds. Label `2e` is edge e driven forward, `2e + 1` backward.
 * Everything that depends on turns being free is here and in `edge-position.ts`: an edge-expanded graph takes their place.
 */
export function edgeArcs(graph: RoadGraph): ArcGraph {
  const from: number[] = []
  const to: number[] = []
  const label: number[] = []
  graph.edgeDirections.forEach((directions, edge) => {
    const tail = graph.edgeTail[edge] ?? 0
    const head = graph.edgeHead[edge] ?? 0
    if ((directions & forwardBit) !== 0) {
      from.push(tail)
      to.push(head)
      label.push(2 * edge)
    }
    if ((directions & backwardBit) !== 0) {
      from.push(head)
      to.push(tail)
      label.push(2 * edge + 1)
    }
  })
  const lastPoint = (arc: number): number => (graph.edgePoints[((label[arc] ?? 0) >>> 1) + 1] ?? 0) - 1
  return {
    nodeCount: graph.junctionCount,
    from: Uint32Array.from(from),
    to: Uint32Array.from(to),
    weight: Float64Array.from(label, (_, arc) => graph.pointTimeS[lastPoint(arc)] ?? 0),
    length: Float64Array.from(label, (_, arc) => graph.pointLengthM[lastPoint(arc)] ?? 0),
    label: Uint32Array.from(label),
  }
}
