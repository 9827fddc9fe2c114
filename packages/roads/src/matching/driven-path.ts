import type { Point } from '@cartage/domain'
import { greatCircleM } from '../graph/great-circle.ts'
import type { Arc, RoadNetwork } from '../graph/road-network.ts'
import { pieceWeight } from '../metric/arc-weights.ts'
import type { Metric } from '../metric/metric.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import type { Drive } from '../query/drive.ts'
import { coordinateAt } from '../query/edge-position.ts'
import { weightBetween } from '../query/local-search.ts'
import type { Snap } from '../region/types.ts'
import type { Weight } from '../weight.ts'
import type { Candidate } from './candidates.ts'

/** A place along a path: on which of its pieces, and where on that piece's edge. */
export interface PathPlace {
  readonly piece: number
  readonly at: number
}

interface Piece {
  readonly arc: Arc
  readonly from: number
  to: number
  /** Of the turn into it. */
  readonly turn: Weight
  /** Whether the path turned round in the street before. */
  readonly isTurnedInto: boolean
}

/** A path as it grows: parts of arcs, one after the other. */
export class DrivenPath {
  readonly #network: RoadNetwork
  readonly #metric: Metric
  readonly #pieces: Piece[]

  constructor(network: RoadNetwork, metric: Metric, start: Candidate) {
    this.#network = network
    this.#metric = metric
    this.#pieces = [{ arc: start.arc, from: start.at, to: start.at, turn: 0, isTurnedInto: false }]
  }

  get end(): PathPlace {
    return { piece: this.#pieces.length - 1, at: this.#last().to }
  }

  /** The arcs of its pieces, from one of them on. */
  arcs(from: number, to: number): readonly Arc[] {
    return this.#pieces.slice(from, to + 1).map(({ arc }) => arc)
  }

  turnRound(): void {
    const { arc, to } = this.#last()
    this.#pieces.push({ arc: arc ^ 1, from: to, to, turn: 0, isTurnedInto: true })
  }

  /** On along the arc to a place, or nowhere if that lies behind. */
  driveTo(at: number): void {
    const last = this.#last()
    last.to = (last.arc & 1) === 0 ? Math.max(last.to, at) : Math.min(last.to, at)
  }

  /** To the end of the arc, and over others to a place on the last of them. */
  driveOver([, ...arcs]: readonly Arc[], at: number): void {
    this.driveTo(this.#headAt(this.#last().arc))
    for (const arc of arcs) {
      const before = this.#last().arc
      const from = this.#headAt(arc ^ 1)
      const turn = weightBetween(this.#network, this.#metric, before, arc)
      this.#pieces.push({ arc, from, to: this.#headAt(arc), turn, isTurnedInto: false })
    }
    this.#last().to = at
  }

  /** The place nearest to a point between two places. */
  nearest({ lon, lat }: Point, from: PathPlace, to: PathPlace): PathPlace & { readonly distanceM: number } {
    let best = { ...from, distanceM: this.distanceM(from, { lon, lat }) }
    this.#forEachStretch(from, to, (piece, start, end) => {
      const [ax, ay] = coordinateAt(this.#network, start)
      const [bx, by] = coordinateAt(this.#network, end)
      const shrink = Math.cos((lat * Math.PI) / 180)
      const [dx, dy] = [(bx - ax) * shrink, by - ay]
      const [px, py] = [(lon * unitsPerDegree - ax) * shrink, lat * unitsPerDegree - ay]
      const squared = dx * dx + dy * dy
      const share = squared === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / squared))
      const place = { piece, at: start + share * (end - start) }
      const distanceM = this.distanceM(place, { lon, lat })
      if (distanceM < best.distanceM) best = { ...place, distanceM }
    })
    return best
  }

  distanceM({ at }: PathPlace, { lon, lat }: Point): number {
    const [x, y] = coordinateAt(this.#network, at)
    return greatCircleM(x / unitsPerDegree, y / unitsPerDegree, lon, lat)
  }

  edgeAt({ piece }: PathPlace): number {
    return (this.#pieces[piece]?.arc ?? 0) >>> 1
  }

  /** The way in which a place is passed; none where the path turns round there. */
  headingAt({ piece, at }: PathPlace): Snap['heading'] {
    if (this.#turnsRoundAt(piece, at)) return undefined
    return ((this.#pieces[piece]?.arc ?? 0) & 1) === 0 ? 'along' : 'against'
  }

  /** The part between two places. */
  between(from: PathPlace, to: PathPlace): Drive {
    // What turns round at its start begins on the way back.
    const first =
      this.#turnsRoundAt(from.piece, from.at) && to.piece > from.piece ? from.piece + 1 : from.piece
    const pieces = this.#pieces.slice(first, to.piece + 1)
    const last = pieces.length - 1
    let weight = 0
    pieces.forEach((piece, index) => {
      const start = index === 0 ? from.at : piece.from
      const end = index === last ? to.at : piece.to
      if (index > 0) weight += piece.turn
      weight += pieceWeight(
        this.#network,
        this.#metric,
        piece.arc,
        Math.min(start, end),
        Math.max(start, end),
      )
    })
    const arcs = pieces.map(({ arc }) => arc)
    return { weight, arcs, startAt: from.at, endAt: to.at }
  }

  #turnsRoundAt(piece: number, at: number): boolean {
    const next = this.#pieces[piece + 1]
    const { arc, to } = this.#pieces[piece] ?? { arc: 0, to: -1 }
    return next !== undefined && next.arc === (arc ^ 1) && next.isTurnedInto && at === to
  }

  /** Visits the straight stretches between two places, in order. */
  #forEachStretch(
    from: PathPlace,
    to: PathPlace,
    visit: (piece: number, start: number, end: number) => void,
  ): void {
    for (let index = from.piece; index <= to.piece; index++) {
      const piece = this.#pieces[index]
      if (!piece) continue
      const start = index === from.piece ? from.at : piece.from
      const end = index === to.piece ? to.at : piece.to
      if (start <= end) {
        for (let at = start; at < end; at = Math.floor(at) + 1) {
          visit(index, at, Math.min(end, Math.floor(at) + 1))
        }
      } else {
        for (let at = start; at > end; at = Math.ceil(at) - 1)
          visit(index, at, Math.max(end, Math.ceil(at) - 1))
      }
    }
  }

  #headAt(arc: Arc): number {
    const { edgePoints } = this.#network
    const edge = arc >>> 1
    return (arc & 1) === 0 ? (edgePoints[edge + 1] ?? 0) - 1 : (edgePoints[edge] ?? 0)
  }

  #last(): Piece {
    const last = this.#pieces.at(-1)
    if (!last) throw new Error('a path begins with a piece')
    return last
  }
}
