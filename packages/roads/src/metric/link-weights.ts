import { forbiddenTurn, turnUnitsPerSecond } from '../graph/build-turns.ts'
import type { RoadNetwork } from '../graph/road-network.ts'
import type { ArcWeights } from '../hierarchy/ranked-graph.ts'
import type { SearchGraph } from '../hierarchy/search-graph.ts'
import { weightOf } from '../weight.ts'
import type { Weight } from '../weight.ts'
import type { Metric } from './metric.ts'

/** Weight of a turn by its stored cost. */
export function turnWeight(cost: number): Weight {
  return cost === forbiddenTurn ? Infinity : weightOf(cost / turnUnitsPerSecond, 0)
}

/** The weights of a search graph's links: an arc, and where turns count the turn after it. */
export function linkWeights(
  network: RoadNetwork,
  graph: SearchGraph,
  metric: Pick<Metric, 'arcWeight' | 'turnCost' | 'isRestricted'>,
): ArcWeights {
  const weights = network.hasTurns ? turnWeights(network, metric) : metric.arcWeight
  return { up: pick(weights, graph.upLink), down: pick(weights, graph.downLink) }
}

function turnWeights(
  { turns }: RoadNetwork,
  { arcWeight, turnCost, isRestricted }: Pick<Metric, 'arcWeight' | 'turnCost' | 'isRestricted'>,
): Float64Array {
  const weights = new Float64Array(turns.items.length)
  for (let arc = 0; arc < arcWeight.length; arc++) {
    const weight = arcWeight[arc] ?? Infinity
    const stop = turns.offsets[arc + 1] ?? 0
    for (let turn = turns.offsets[arc] ?? 0; turn < stop; turn++) {
      // Nothing drives through a restricted road: who has entered it stays.
      const isThrough = isRestricted[arc] !== 0 && isRestricted[turns.items[turn] ?? 0] === 0
      weights[turn] = isThrough ? Infinity : weight + turnWeight(turnCost[turn] ?? forbiddenTurn)
    }
  }
  return weights
}

function pick(weights: Float64Array, links: Uint32Array): Float64Array {
  const picked = new Float64Array(links.length)
  for (let index = 0; index < links.length; index++) picked[index] = weights[links[index] ?? 0] ?? Infinity
  return picked
}
