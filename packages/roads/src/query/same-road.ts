import type { Arc, RoadNetwork } from '../graph/road-network.ts'
import { pieceWeight } from '../metric/arc-weights.ts'
import type { Metric } from '../metric/metric.ts'
import type { Weight } from '../weight.ts'
import type { Drive } from './drive.ts'
import { junctionAt } from './edge-position.ts'
import type { EdgePosition } from './edge-position.ts'

/**
 * Trips that stay on one edge. The hierarchy does not know them: there every trip passes a junction at least, and it may be shorter
 * not to.
 */
export class SameRoad {
  readonly #network: RoadNetwork
  readonly #metric: Metric

  constructor(network: RoadNetwork, metric: Metric) {
    this.#network = network
    this.#metric = metric
  }

  /** Weight along the common edge; `Infinity` where one-way forbids it or there is none. */
  between(from: EdgePosition, to: EdgePosition): Weight {
    return this.drive(from, to)?.weight ?? Infinity
  }

  /** The quickest way along the common edge, if there is one. */
  drive(from: EdgePosition, to: EdgePosition): Drive | undefined {
    let best: Drive | undefined
    for (const at of this.#places(from, to)) {
      for (const arc of [2 * from.edge, 2 * from.edge + 1]) {
        const weight = this.#along(arc, from, to, at)
        if (weight < (best?.weight ?? Infinity)) best = { weight, arcs: [arc], startAt: from.at, endAt: at }
      }
    }
    return best
  }

  /** For many targets: lowers a row of weights from one start where its own road is quicker. */
  among(ends: readonly (EdgePosition | undefined)[]): (start: EdgePosition, row: Float64Array) => void {
    const byEdge = Map.groupBy(ends.keys(), (column) => ends[column]?.edge)
    const byJunction = Map.groupBy(ends.keys(), (column) => {
      const end = ends[column]
      return end && junctionAt(this.#network, end)
    })
    return (start, row) => {
      const offer = (columns: readonly number[] | undefined): void => {
        for (const column of columns ?? []) {
          const end = ends[column]
          const weight = end ? this.between(start, end) : Infinity
          if (weight < (row[column] ?? Infinity)) row[column] = weight
        }
      }
      offer(byEdge.get(start.edge))
      const junction = junctionAt(this.#network, start)
      if (junction !== undefined) return offer(byJunction.get(junction))
      offer(byJunction.get(this.#network.edgeTail[start.edge] ?? 0))
      offer(byJunction.get(this.#network.edgeHead[start.edge] ?? 0))
    }
  }

  #along(arc: Arc, from: EdgePosition, to: EdgePosition, at: number): Weight {
    const wrongHeading = (arc & 1) === 0 ? 'against' : 'along'
    if (from.heading === wrongHeading || to.heading === wrongHeading) return Infinity
    const [low, high] = (arc & 1) === 0 ? [from.at, at] : [at, from.at]
    return low <= high ? pieceWeight(this.#network, this.#metric, arc, low, high) : Infinity
  }

  /** Where the target is on the start's edge: nowhere, or at both ends of a ring. */
  #places(from: EdgePosition, to: EdgePosition): readonly number[] {
    const { edgePoints, edgeTail, edgeHead } = this.#network
    const target = junctionAt(this.#network, to)
    if (target === undefined) return from.edge === to.edge ? [to.at] : []
    if (target === junctionAt(this.#network, from)) return [from.at]
    const places: number[] = []
    if (edgeTail[from.edge] === target) places.push(edgePoints[from.edge] ?? 0)
    if (edgeHead[from.edge] === target) places.push((edgePoints[from.edge + 1] ?? 0) - 1)
    return places
  }
}
