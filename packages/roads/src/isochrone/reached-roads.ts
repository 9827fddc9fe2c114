import type { Arc, RoadNetwork, SearchNode } from '../graph/road-network.ts'
import { arcOf } from '../graph/road-network.ts'
import { segmentLengthM } from '../metric/arc-weights.ts'
import type { Metric } from '../metric/metric.ts'
import { junctionAt } from '../query/edge-position.ts'
import type { EdgePosition } from '../query/edge-position.ts'
import { isDriven } from '../query/trip-ends.ts'
import { LocalSearch, lengthCost, weightCost } from '../query/local-search.ts'
import { weightOf } from '../weight.ts'

/** Takes a stretch of the segment that starts at a point: from one share of it to another, and the costs there. */
export type OnReached = (point: number, from: number, costFrom: number, to: number, costTo: number) => void

/** The exact search from one position, or to it, over all roads, by seconds or by metres. Holds scratch memory. */
export class ReachedRoads {
  readonly #network: RoadNetwork
  readonly #metric: Metric
  readonly #by: 'duration' | 'distance'
  readonly #direction: 'from' | 'to'
  readonly #search: LocalSearch
  /** What the search counts, of one second or metre. */
  readonly #scale: number
  readonly #isSeen: Uint8Array
  /** Costs at the points of one edge, driven up its points and down. */
  #up = new Float64Array(64)
  #down = new Float64Array(64)

  constructor(network: RoadNetwork, metric: Metric, by: 'duration' | 'distance', direction: 'from' | 'to') {
    this.#network = network
    this.#metric = metric
    this.#by = by
    this.#direction = direction
    const cost = by === 'duration' ? weightCost(metric) : lengthCost(metric)
    this.#search = new LocalSearch(network, metric, cost, direction)
    this.#scale = by === 'duration' ? weightOf(1, 0) : 1
    this.#isSeen = new Uint8Array(network.edgeTail.length)
  }

  /** Calls for every stretch within the limit, and of two ways to come to a place only for the better. Costs never fall along it. */
  forEach(position: EdgePosition, limit: number, onReached: OnReached): void {
    const search = this.#search
    search.clear()
    this.#begin(position, limit, onReached)
    search.run({ maxCost: limit * this.#scale })
    for (let at = 0; at < search.count; at++) {
      const edge = this.#edgeOf(search.reached[at] ?? 0)
      if (this.#isSeen[edge] === 1) continue
      this.#isSeen[edge] = 1
      this.#edge(edge, limit, onReached)
    }
    for (let at = 0; at < search.count; at++) this.#isSeen[this.#edgeOf(search.reached[at] ?? 0)] = 0
  }

  #edgeOf(node: SearchNode): number {
    return arcOf(this.#network, node) >>> 1
  }

  #begin(position: EdgePosition, limit: number, onReached: OnReached): void {
    const { leaving, edgePoints } = this.#network
    const junction = junctionAt(this.#network, position)
    if (junction !== undefined) {
      const isMixed = this.#isMixed(junction)
      for (let at = leaving.offsets[junction] ?? 0; at < (leaving.offsets[junction + 1] ?? 0); at++) {
        const away = leaving.items[at] ?? 0
        this.#search.seed(this.#direction === 'from' ? away : away ^ 1, 0, !isMixed)
      }
      return
    }
    const { edge, at, heading } = position
    const isPassed = (arc: Arc): boolean =>
      heading === undefined || heading === ((arc & 1) === 0 ? 'along' : 'against')
    const first = edgePoints[edge] ?? 0
    const last = (edgePoints[edge + 1] ?? 0) - 1
    const [up, down] = this.#arcs(edge)
    let cost = isPassed(up) ? 0 : Infinity
    for (let low = at; low < last; low = Math.floor(low) + 1) {
      const point = Math.floor(low)
      const end = cost + (point + 1 - low) * this.#segmentCost(point, up)
      if (cost <= limit && end < Infinity) onReached(point, low - point, cost, 1, end)
      cost = end
    }
    this.#search.seedWithin(up, cost * this.#scale)
    cost = isPassed(down) ? 0 : Infinity
    for (let high = at; high > first; high = Math.ceil(high) - 1) {
      const point = Math.ceil(high) - 1
      const end = cost + (high - point) * this.#segmentCost(point, down)
      if (cost <= limit && end < Infinity) onReached(point, high - point, cost, 0, end)
      cost = end
    }
    this.#search.seedWithin(down, cost * this.#scale)
  }

  #edge(edge: number, limit: number, onReached: OnReached): void {
    const { edgePoints } = this.#network
    const first = edgePoints[edge] ?? 0
    const count = (edgePoints[edge + 1] ?? 0) - first
    if (count > this.#up.length) {
      this.#up = new Float64Array(2 * count)
      this.#down = new Float64Array(2 * count)
    }
    const [up, down] = [this.#up, this.#down]
    const [upArc, downArc] = this.#arcs(edge)
    up[0] = this.#search.costOf(upArc) / this.#scale
    for (let at = 1; at < count; at++) up[at] = (up[at - 1] ?? 0) + this.#segmentCost(first + at - 1, upArc)
    down[count - 1] = this.#search.costOf(downArc) / this.#scale
    for (let at = count - 2; at >= 0; at--) {
      down[at] = (down[at + 1] ?? 0) + this.#segmentCost(first + at, downArc)
    }
    for (let at = 0; at + 1 < count; at++) {
      const point = first + at
      const [a0, a1] = [up[at] ?? Infinity, up[at + 1] ?? Infinity]
      const [b0, b1] = [down[at] ?? Infinity, down[at + 1] ?? Infinity]
      const [isUp, isDown] = [a0 <= limit && a1 < Infinity, b1 <= limit && b0 < Infinity]
      if (isUp && isDown) {
        // The one way gets dearer where the other gets cheaper: they are worth the same at one place.
        const meet = Math.max(0, Math.min(1, (b0 - a0) / (b0 - a0 + a1 - b1 || 1)))
        if (meet > 0) onReached(point, 0, a0, meet, a0 + meet * (a1 - a0))
        if (meet < 1) onReached(point, 1, b1, meet, b1 + (1 - meet) * (b0 - b1))
      } else if (isUp) onReached(point, 0, a0, 1, a1)
      else if (isDown) onReached(point, 1, b1, 0, b0)
    }
  }

  /** Whether roads for their own trips meet others at a junction: as a place it is on these, and those are only entered from it. */
  #isMixed(junction: number): boolean {
    const { leaving } = this.#network
    const { isRestricted } = this.#metric
    const arcs = [...leaving.items.subarray(leaving.offsets[junction], leaving.offsets[junction + 1])]
    const driven = arcs.flatMap((arc) => [arc, arc ^ 1]).filter((arc) => isDriven(this.#metric, arc))
    return driven.some((arc) => isRestricted[arc] === 0) && driven.some((arc) => isRestricted[arc] !== 0)
  }

  /** The arcs by which cost rises up an edge's points, and down: towards a position one drives the other way. */
  #arcs(edge: number): readonly [up: Arc, down: Arc] {
    return this.#direction === 'from' ? [2 * edge, 2 * edge + 1] : [2 * edge + 1, 2 * edge]
  }

  #segmentCost(point: number, arc: Arc): number {
    const { forwardKmh, backwardKmh, delay } = this.#metric
    const drawn = this.#network.pointWay[point] ?? 0
    const isAgainst = arc & 1
    const kmh = ((drawn & 1) === isAgainst ? forwardKmh : backwardKmh)[drawn >>> 1] ?? 0
    const times = (isAgainst === 0 ? delay?.along : delay?.against)?.[point] ?? 1
    if (kmh === 0 || times === Infinity) return Infinity
    const metres = segmentLengthM(this.#network, point)
    return this.#by === 'duration' ? (metres / (kmh / 3.6)) * times : metres
  }
}
