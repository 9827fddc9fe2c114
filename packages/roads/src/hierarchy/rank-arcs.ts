import { groupBy } from '../graph/adjacency.ts'
import { originalArc } from './hierarchy.ts'
import type { Hierarchy, RankedArcs } from './hierarchy.ts'
import type { RemainingGraph } from './remaining-graph.ts'

/** Lays the arcs out by rank: those that lead up from their tail, and those that come down to their head. */
export function rankArcs(graph: RemainingGraph, rank: Uint32Array): Hierarchy {
  const up: number[] = []
  const down: number[] = []
  const first = new Uint32Array(graph.arcCount)
  const second = new Uint32Array(graph.arcCount)
  for (let arc = 0; arc < graph.arcCount; arc++) {
    const isUp = (rank[graph.tailOf(arc)] ?? 0) < (rank[graph.headOf(arc)] ?? 0)
    if (isUp) up.push(arc)
    else down.push(arc)
    first[arc] = graph.firstOf(arc) < 0 ? originalArc : graph.firstOf(arc)
    second[arc] = graph.secondOf(arc)
  }
  const layOut = (
    arcs: readonly number[],
    lower: (arc: number) => number,
    higher: (arc: number) => number,
  ): RankedArcs => {
    const { offsets, items } = groupBy(
      Uint32Array.from(arcs, (arc) => rank[lower(arc)] ?? 0),
      graph.nodeCount,
    )
    const ordered = Uint32Array.from(items, (item) => arcs[item] ?? 0)
    return {
      offsets,
      other: ordered.map((arc) => rank[higher(arc)] ?? 0),
      weight: Float64Array.from(ordered, (arc) => graph.weightOf(arc)),
      length: Float64Array.from(ordered, (arc) => graph.lengthOf(arc)),
      arc: ordered,
    }
  }
  const tail = (arc: number): number => graph.tailOf(arc)
  const head = (arc: number): number => graph.headOf(arc)
  return { rank, upward: layOut(up, tail, head), downward: layOut(down, head, tail), first, second }
}
