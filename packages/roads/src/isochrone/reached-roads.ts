import type { RoadNetwork } from '../graph/road-network.ts'
import { pieceWeight, segmentLengthM } from '../metric/arc-weights.ts'
import type { Metric } from '../metric/metric.ts'
import { junctionAt } from '../query/edge-position.ts'
import type { EdgePosition } from '../query/edge-position.ts'
import { LocalSearch, lengthCost, weightCost } from '../query/local-search.ts'
import { durationOf } from '../weight.ts'

/** Takes what is reached of the segment that starts at a point: from one share of it to another, at which cost. */
export type OnReached = (point: number, from: number, costFrom: number, to: number, costTo: number) => void

/** The exact search from one position (or to it) to all roads, by duration or by distance. Holds scratch memory. */
export class ReachedRoads {
  readonly #network: RoadNetwork
  readonly #direction: 'from' | 'to'
  readonly #search: LocalSearch
  /** Cost of a stretch of an arc between two places on its edge, the lower first. */
  readonly #stretch: (arc: number, low: number, high: number) => number
  readonly #scale: number

  constructor(network: RoadNetwork, metric: Metric, by: 'duration' | 'distance', direction: 'from' | 'to') {
    this.#network = network
    this.#direction = direction
    const cost = by === 'duration' ? weightCost(metric) : lengthCost(metric)
    this.#search = new LocalSearch(network, metric, cost, direction)
    this.#scale = by === 'duration' ? weightPerS : 1
    const isOpen = (arc: number, low: number, high: number): number =>
      pieceWeight(network, metric, arc, low, high)
    this.#stretch =
      by === 'duration'
        ? isOpen
        : (arc, low, high) => {
            if (isOpen(arc, low, high) === Infinity) return Infinity
            let metres = 0
            for (let point = Math.floor(low); point < high; point++) {
              metres +=
                (Math.min(1, high - point) - Math.max(0, low - point)) * segmentLengthM(network, point)
            }
            return metres
          }
  }

  /** Calls for every stretch of road within the limit (seconds or metres), with increasing cost, and only the better way of each. */
  forEach(position: EdgePosition, limit: number, onReached: OnReached): void {
    const search = this.#search
    const cost = (found: number): number => (this.#scale === 1 ? found : durationOf(found))
    search.clear()
    this.#seed(position, limit, cost, onReached)
    search.run({ maxCost: (limit + 1) * this.#scale })
    const edges = new Set<number>()
    for (let at = 0; at < search.count; at++) edges.add((search.reached[at] ?? 0) >>> 1)
    for (const edge of edges) this.#edge(edge, limit, cost, onReached)
  }

  #seed(position: EdgePosition, limit: number, cost: (found: number) => number, onReached: OnReached): void {
    const { leaving, edgePoints } = this.#network
    const junction = junctionAt(this.#network, position)
    if (junction !== undefined) {
      for (let at = leaving.offsets[junction] ?? 0; at < (leaving.offsets[junction + 1] ?? 0); at++) {
        const away = leaving.items[at] ?? 0
        this.#search.seed(this.#direction === 'from' ? away : away ^ 1, 0)
      }
      return
    }
    const { edge, at } = position
    const first = edgePoints[edge] ?? 0
    const last = (edgePoints[edge + 1] ?? 0) - 1
    // Onwards to higher points an edge is driven by its even arc, or by its odd one towards the position.
    const [up, down] = this.#direction === 'from' ? [2 * edge, 2 * edge + 1] : [2 * edge + 1, 2 * edge]
    this.#search.seedWithin(up, this.#stretch(up, at, last))
    this.#search.seedWithin(down, this.#stretch(down, first, at))
    for (let low = at; low < last; low = Math.floor(low) + 1) {
      const high = Math.min(last, Math.floor(low) + 1)
      const [from, to] = [cost(this.#stretch(up, at, low)), cost(this.#stretch(up, at, high))]
      if (!(from <= limit) || to === Infinity) break
      onReached(Math.floor(low), low - Math.floor(low), from, high - Math.floor(low), to)
    }
    for (let high = at; high > first; high = Math.ceil(high) - 1) {
      const low = Math.max(first, Math.ceil(high) - 1)
      const [from, to] = [cost(this.#stretch(down, high, at)), cost(this.#stretch(down, low, at))]
      if (!(from <= limit) || to === Infinity) break
      onReached(low, high - low, from, 0, to)
    }
  }

  /** Both ways of driving an edge, up its points and down, whichever comes to a place first. */
  #edge(edge: number, limit: number, cost: (found: number) => number, onReached: OnReached): void {
    const { edgePoints } = this.#network
    const first = edgePoints[edge] ?? 0
    const last = (edgePoints[edge + 1] ?? 0) - 1
    const [up, down] = this.#direction === 'from' ? [2 * edge, 2 * edge + 1] : [2 * edge + 1, 2 * edge]
    const upward: number[] = [this.#search.costOf(up)]
    for (let point = first; point < last; point++) {
      upward.push((upward.at(-1) ?? Infinity) + this.#stretch(up, point, point + 1))
    }
    const downward: number[] = [this.#search.costOf(down)]
    for (let point = last; point > first; point--) {
      downward.push((downward.at(-1) ?? Infinity) + this.#stretch(down, point - 1, point))
    }
    for (let point = first; point < last; point++) {
      const step = point - first
      const a0 = cost(upward[step] ?? Infinity)
      const a1 = cost(upward[step + 1] ?? Infinity)
      const b1 = cost(downward[last - point - 1] ?? Infinity)
      const b0 = cost(downward[last - point] ?? Infinity)
      const [hasUp, hasDown] = [a0 <= limit && a1 < Infinity, b1 <= limit && b0 < Infinity]
      if (hasUp && hasDown) {
        // The one way gets dearer where the other gets cheaper: they are worth the same at one place.
        const meet = Math.max(0, Math.min(1, (b0 - a0) / (b0 - a0 + a1 - b1 || 1)))
        if (meet > 0) onReached(point, 0, a0, meet, a0 + meet * (a1 - a0))
        if (meet < 1) onReached(point, 1, b1, meet, b1 + (1 - meet) * (b0 - b1))
      } else if (hasUp) onReached(point, 0, a0, 1, a1)
      else if (hasDown) onReached(point, 1, b1, 0, b0)
    }
  }
}

/** `Weight` of a second. */
const weightPerS = 1000 * 2 ** 25
