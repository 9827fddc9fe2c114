import type { Arc, RoadNetwork } from '../graph/road-network.ts'
import { ArcDrive, pieceWeight } from '../metric/arc-weights.ts'
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

  /**
   * For many targets: lowers a row of weights from one start where its own road is quicker. The road is driven once each way from
   * the start, past all targets on it, so that a row takes as long as the road has points and targets.
   */
  among(ends: readonly (EdgePosition | undefined)[]): (start: EdgePosition, row: Float64Array) => void {
    const [network, metric] = [this.#network, this.#metric]
    const placesOn = this.#placesOfEdges(ends)
    return (start, row) => {
      const places = placesOn(start.edge)
      if (places.length === 0) return
      for (const arc of [2 * start.edge, 2 * start.edge + 1]) {
        if (start.heading === wrongHeading(arc)) continue
        const drive = new ArcDrive(network, metric, arc, start.at)
        const isAlong = (arc & 1) === 0
        for (const { at, column } of isAlong ? places : places.toReversed()) {
          const isBehind = isAlong ? at < start.at : at > start.at
          if (isBehind || ends[column]?.heading === wrongHeading(arc)) continue
          const weight = drive.to(at)
          if (weight < (row[column] ?? Infinity)) row[column] = weight
        }
      }
    }
  }

  /** Where targets are on each edge, in the order of its points; at a junction they are on every edge that meets there. */
  #placesOfEdges(ends: readonly (EdgePosition | undefined)[]): (edge: number) => readonly Place[] {
    const { edgePoints, edgeTail, edgeHead } = this.#network
    const inside = new Map<number, Place[]>()
    const atJunction = new Map<number, number[]>()
    for (const [column, end] of ends.entries()) {
      if (!end) continue
      const junction = junctionAt(this.#network, end)
      if (junction === undefined) append(inside, end.edge, { at: end.at, column })
      else append(atJunction, junction, column)
    }
    const known = new Map<number, readonly Place[]>()
    return (edge) => {
      const before = known.get(edge)
      if (before) return before
      const placesAt = (junction: number | undefined, at: number): Place[] =>
        (atJunction.get(junction ?? 0) ?? []).map((column) => ({ at, column }))
      const places = [
        ...placesAt(edgeTail[edge], edgePoints[edge] ?? 0),
        ...(inside.get(edge) ?? []).toSorted((a, b) => a.at - b.at),
        ...placesAt(edgeHead[edge], (edgePoints[edge + 1] ?? 0) - 1),
      ]
      known.set(edge, places)
      return places
    }
  }

  #along(arc: Arc, from: EdgePosition, to: EdgePosition, at: number): Weight {
    const wrong = wrongHeading(arc)
    if (from.heading === wrong || to.heading === wrong) return Infinity
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

/** A target on an edge. */
interface Place {
  readonly at: number
  readonly column: number
}

function wrongHeading(arc: Arc): EdgePosition['heading'] {
  return (arc & 1) === 0 ? 'against' : 'along'
}

function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
