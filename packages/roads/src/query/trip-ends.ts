import type { Adjacency } from '../graph/adjacency.ts'
import type { Arc, RoadNetwork, SearchNode } from '../graph/road-network.ts'
import { arcOf, headOf, nodesOf, tailOf } from '../graph/road-network.ts'
import type { Seeds } from '../hierarchy/upward-sweep.ts'
import { pieceWeight } from '../metric/arc-weights.ts'
import { turnWeight } from '../metric/link-weights.ts'
import { edgeBits, leavable } from '../metric/metric.ts'
import type { Metric } from '../metric/metric.ts'
import type { Weight } from '../weight.ts'
import { junctionAt } from './edge-position.ts'
import type { EdgePosition } from './edge-position.ts'
import { leaveRestricted } from './leave-restricted.ts'
import type { Beginning, WayOut } from './leave-restricted.ts'

/** Where a trip may begin. */
export interface TripStarts extends Seeds {
  /** The arcs driven before a seed's node; the first of them from the position on. */
  prefix(node: number): readonly Arc[]
  /** What the hierarchy does not know: ways that end where the restricted roads do on which they began, by junction. */
  readonly waysOut: ReadonlyMap<number, WayOut>
}

/** How positions on edges meet a search graph. */
export interface TripEnds {
  starts(position: EdgePosition): TripStarts
  ends(position: EdgePosition): Seeds
  /** The arcs along a path of search nodes; the last is the one on which it ends. */
  arcsOf(nodes: readonly number[], target: EdgePosition): readonly Arc[]
}

export function tripEnds(network: RoadNetwork, metric: Metric): TripEnds {
  return network.hasTurns ? new ArcEnds(network, metric) : new JunctionEnds(network, metric)
}

/** Where a position lets a trip go on: each way of driving its edge, and what is left of it. */
export function departures(
  network: RoadNetwork,
  metric: Metric,
  { edge, at, heading }: EdgePosition,
): readonly ArcPart[] {
  const first = network.edgePoints[edge] ?? 0
  const last = (network.edgePoints[edge + 1] ?? 0) - 1
  const parts: ArcPart[] = []
  if (heading !== 'against') addPart(parts, network, metric, 2 * edge, at, last)
  if (heading !== 'along') addPart(parts, network, metric, 2 * edge + 1, first, at)
  return parts
}

/** Each way of driving a position's edge up to it. */
function arrivals(
  network: RoadNetwork,
  metric: Metric,
  { edge, at, heading }: EdgePosition,
): readonly ArcPart[] {
  const first = network.edgePoints[edge] ?? 0
  const last = (network.edgePoints[edge + 1] ?? 0) - 1
  const parts: ArcPart[] = []
  if (heading !== 'against') addPart(parts, network, metric, 2 * edge, first, at)
  if (heading !== 'along') addPart(parts, network, metric, 2 * edge + 1, at, last)
  return parts
}

interface ArcPart {
  readonly arc: Arc
  readonly weight: Weight
}

function addPart(
  parts: ArcPart[],
  network: RoadNetwork,
  metric: Metric,
  arc: Arc,
  lowAt: number,
  highAt: number,
): void {
  const weight = pieceWeight(network, metric, arc, lowAt, highAt)
  if (weight < Infinity) parts.push({ arc, weight })
}

/** Whether the profile drives an arc, be it closed just now. */
export function isDriven({ edgeState }: Metric, arc: Arc): boolean {
  return ((edgeState[arc >>> 1] ?? 0) & ((arc & 1) === 0 ? edgeBits.along : edgeBits.against)) !== 0
}

/** With turns: a search node is an arc about to be driven, or a copy of one. */
class ArcEnds implements TripEnds {
  readonly #network: RoadNetwork
  readonly #metric: Metric
  /** Arcs by rank. */
  readonly #arcOf: Uint32Array

  constructor(network: RoadNetwork, metric: Metric) {
    this.#network = network
    this.#metric = metric
    this.#arcOf = new Uint32Array(network.rank.length)
    network.rank.forEach((rank, node) => {
      this.#arcOf[rank] = arcOf(network, node)
    })
  }

  starts(position: EdgePosition): TripStarts {
    const { rank, turns } = this.#network
    const { turnCost, isRestricted } = this.#metric
    const nodes: number[] = []
    const weights: Weight[] = []
    const prefixes: (() => readonly Arc[])[] = []
    const offer = (node: SearchNode, weight: Weight, prefix: () => readonly Arc[]): void => {
      nodes.push(rank[node] ?? 0)
      weights.push(weight)
      prefixes.push(prefix)
    }
    const restricted: Beginning[] = []
    const begin = (node: SearchNode, weight: Weight, prefix: readonly Arc[], isLedOut: boolean): void => {
      offer(node, weight, () => prefix)
      if (isLedOut && isRestricted[node] === leavable) restricted.push({ node, weight, prefix })
    }
    const junction = junctionAt(this.#network, position)
    if (junction !== undefined) {
      const isMixed = this.#isMixed(junction)
      forEach(this.#network.leaving, junction, (arc) => {
        // An arc that is closed further on may still be entered.
        if (isDriven(this.#metric, arc)) begin(arc, 0, [], !isMixed)
      })
    } else {
      for (const { arc, weight } of departures(this.#network, this.#metric, position)) {
        const stop = turns.offsets[arc + 1] ?? 0
        for (let turn = turns.offsets[arc] ?? 0; turn < stop; turn++) {
          const turned = weight + turnWeight(turnCost[turn] ?? 0)
          if (turned < Infinity) begin(turns.items[turn] ?? 0, turned, [arc], isRestricted[arc] === leavable)
        }
      }
    }
    const waysOut =
      restricted.length > 0 ? leaveRestricted(this.#network, this.#metric, restricted, offer) : nowhere
    const prefix = (node: number): readonly Arc[] => prefixes[cheapestAt(nodes, weights, node)]?.() ?? []
    return { nodes, weights, prefix, waysOut }
  }

  ends(position: EdgePosition): Seeds {
    const { rank, leaving } = this.#network
    const { arcWeight, isRestricted } = this.#metric
    const nodes: number[] = []
    const weights: Weight[] = []
    const add = (arc: Arc, weight: Weight): void => {
      for (const node of nodesOf(this.#network, arc)) {
        nodes.push(rank[node] ?? 0)
        weights.push(weight)
      }
    }
    const junction = junctionAt(this.#network, position)
    if (junction === undefined) {
      for (const { arc, weight } of arrivals(this.#network, this.#metric, position)) add(arc, weight)
      return { nodes, weights }
    }
    // Who comes out of restricted roads here is led out by itself; coming through them is no way to arrive.
    const isMixed = this.#isMixed(junction)
    forEach(leaving, junction, (arc) => {
      const weight = arcWeight[arc ^ 1] ?? Infinity
      if (weight < Infinity && !(isMixed && isRestricted[arc ^ 1] !== 0)) add(arc ^ 1, weight)
    })
    return { nodes, weights }
  }

  arcsOf(nodes: readonly number[]): readonly Arc[] {
    return nodes.map((node) => this.#arcOf[node] ?? 0)
  }

  /** Whether a junction is on free and on restricted roads: then trips to and from it are not at home on the latter. */
  #isMixed(junction: number): boolean {
    const { isRestricted } = this.#metric
    let isFree = false
    let isMixed = false
    forEach(this.#network.leaving, junction, (arc) => {
      for (const driven of [arc, arc ^ 1]) {
        if (isRestricted[driven] !== 0) isMixed = true
        else if (isDriven(this.#metric, driven)) isFree = true
      }
    })
    return isFree && isMixed
  }
}

/** Where turns are free: a search node is a junction. */
class JunctionEnds implements TripEnds {
  readonly #network: RoadNetwork
  readonly #metric: Metric
  /** Junctions by rank. */
  readonly #junctionOf: Uint32Array

  constructor(network: RoadNetwork, metric: Metric) {
    this.#network = network
    this.#metric = metric
    this.#junctionOf = new Uint32Array(network.rank.length)
    network.rank.forEach((rank, junction) => {
      this.#junctionOf[rank] = junction
    })
  }

  starts(position: EdgePosition): TripStarts {
    const { rank } = this.#network
    const junction = junctionAt(this.#network, position)
    if (junction !== undefined) {
      return { nodes: [rank[junction] ?? 0], weights: [0], prefix: () => [], waysOut: nowhere }
    }
    const found = departures(this.#network, this.#metric, position)
    const nodes = found.map(({ arc }) => rank[headOf(this.#network, arc)] ?? 0)
    const weights = found.map(({ weight }) => weight)
    const prefix = (node: number): readonly Arc[] => {
      const arc = found[cheapestAt(nodes, weights, node)]?.arc
      return arc === undefined ? [] : [arc]
    }
    return { nodes, weights, prefix, waysOut: nowhere }
  }

  ends(position: EdgePosition): Seeds {
    const { rank } = this.#network
    const junction = junctionAt(this.#network, position)
    if (junction !== undefined) return { nodes: [rank[junction] ?? 0], weights: [0] }
    const found = arrivals(this.#network, this.#metric, position)
    return {
      nodes: found.map(({ arc }) => rank[tailOf(this.#network, arc)] ?? 0),
      weights: found.map(({ weight }) => weight),
    }
  }

  arcsOf(nodes: readonly number[], target: EdgePosition): readonly Arc[] {
    const junctions = nodes.map((node) => this.#junctionOf[node] ?? 0)
    const arcs = junctions.slice(1).map((head, index) => this.#cheapest(junctions[index] ?? 0, head))
    const end = junctions.at(-1) ?? 0
    if (junctionAt(this.#network, target) !== undefined) return arcs
    const [last] = arrivals(this.#network, this.#metric, target)
      .filter(({ arc }) => tailOf(this.#network, arc) === end)
      .toSorted((a, b) => a.weight - b.weight)
    return last ? [...arcs, last.arc] : arcs
  }

  #cheapest(tail: number, head: number): Arc {
    const { arcWeight } = this.#metric
    let best = -1
    forEach(this.#network.leaving, tail, (arc) => {
      if (headOf(this.#network, arc) !== head) return
      if (best < 0 || (arcWeight[arc] ?? Infinity) < (arcWeight[best] ?? Infinity)) best = arc
    })
    return best
  }
}

const nowhere: TripStarts['waysOut'] = new Map()

/** The seed at a node, by which a path that begins there began; a ring meets one node with both its ends. */
function cheapestAt(nodes: readonly number[], weights: readonly Weight[], node: number): number {
  let best = -1
  nodes.forEach((seed, index) => {
    if (seed === node && (best < 0 || (weights[index] ?? 0) < (weights[best] ?? 0))) best = index
  })
  return best
}

function forEach({ offsets, items }: Adjacency, key: number, visit: (item: number) => void): void {
  for (let at = offsets[key] ?? 0; at < (offsets[key + 1] ?? 0); at++) visit(items[at] ?? 0)
}
