import { forbiddenTurn } from '../graph/build-turns.ts'
import type { Arc, RoadNetwork, SearchNode } from '../graph/road-network.ts'
import { arcOf, headOf } from '../graph/road-network.ts'
import { turnWeight } from '../metric/link-weights.ts'
import type { Metric } from '../metric/metric.ts'
import { MinHeap } from '../min-heap.ts'
import type { Weight } from '../weight.ts'

export interface Beginning {
  readonly node: SearchNode
  readonly weight: Weight
  /** The arcs driven before. */
  readonly prefix: readonly Arc[]
}

/** How a trip that began on restricted roads comes to a junction where free ones begin. */
export interface WayOut {
  readonly weight: Weight
  readonly arcs: () => readonly Arc[]
}

/**
 * The hierarchy never leads out of restricted roads, since nothing may drive through them. A trip that begins on some is led out
 * here: a search over the restricted roads around it (Dijkstra), in which each free arc that it comes to is offered as a
 * beginning. Returns the ways out by junction, for trips that end there.
 */
export function leaveRestricted(
  network: RoadNetwork,
  metric: Metric,
  beginnings: readonly Beginning[],
  offer: (node: SearchNode, weight: Weight, prefix: () => readonly Arc[]) => void,
): ReadonlyMap<number, WayOut> {
  const { turns } = network
  const { arcWeight, turnCost, isRestricted } = metric
  const best = new Map<SearchNode, Reached>()
  const exits = new Map<SearchNode, Reached>()
  const waysOut = new Map<number, WayOut>()
  const heap = new MinHeap()
  for (const { node, weight, prefix } of beginnings) {
    if (weight >= (best.get(node)?.weight ?? Infinity)) continue
    best.set(node, { weight, before: undefined, prefix })
    heap.push(weight, node)
  }
  while (heap.size > 0) {
    const weight = heap.topKey()
    const node = heap.pop()
    const reached = best.get(node)
    if (!reached || weight > reached.weight) continue
    const arc = arcOf(network, node)
    const driven = weight + (arcWeight[arc] ?? Infinity)
    const junction = headOf(network, arc)
    for (let turn = turns.offsets[node] ?? 0; turn < (turns.offsets[node + 1] ?? 0); turn++) {
      const next = turns.items[turn] ?? 0
      const through = driven + turnWeight(turnCost[turn] ?? forbiddenTurn)
      if (isRestricted[next] === 0 && driven < (waysOut.get(junction)?.weight ?? Infinity)) {
        waysOut.set(junction, { weight: driven, arcs: () => [...prefixOf(reached), arc] })
      }
      const known = isRestricted[next] === 0 ? exits : best
      if (through >= (known.get(next)?.weight ?? Infinity)) continue
      known.set(next, { weight: through, before: { arc, reached }, prefix: [] })
      if (known === best) heap.push(through, next)
    }
  }
  for (const [node, exit] of exits) offer(node, exit.weight, () => prefixOf(exit))
  return waysOut
}

/** A search node, how it was reached: over another arc, or as a beginning with what was driven before. */
interface Reached {
  readonly weight: Weight
  readonly before: { readonly arc: Arc; readonly reached: Reached } | undefined
  readonly prefix: readonly Arc[]
}

function prefixOf(reached: Reached): readonly Arc[] {
  const arcs: Arc[] = []
  let at = reached
  for (; at.before; at = at.before.reached) arcs.push(at.before.arc)
  return [...at.prefix, ...arcs.reverse()]
}
