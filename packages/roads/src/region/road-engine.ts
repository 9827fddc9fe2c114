import type { Point } from '@cartage/domain'
import { RoadsError } from '../errors.ts'
import type { Arc, RoadNetwork } from '../graph/road-network.ts'
import { ManyToMany } from '../hierarchy/many-to-many.ts'
import { ShortestPath } from '../hierarchy/shortest-path.ts'
import type { Seeds } from '../hierarchy/upward-sweep.ts'
import type { Metric } from '../metric/metric.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import { coordinateAt, edgeGeometry } from '../query/edge-position.ts'
import type { Coordinates, EdgePosition } from '../query/edge-position.ts'
import { SameRoad } from '../query/same-road.ts'
import { tripEnds } from '../query/trip-ends.ts'
import type { TripEnds } from '../query/trip-ends.ts'
import type { SegmentGrid } from '../snap/build-segment-grid.ts'
import { nearestSegment } from '../snap/nearest-segment.ts'
import { distanceOf, durationOf } from '../weight.ts'
import type { Weight } from '../weight.ts'
import type { Matrix, MatrixOptions, MatrixPoints, Measure, Route, RouteLeg, Snap } from './types.ts'

// How much further a connected road may be than a cut-off one and still be meant.
const connectedWithinM = 1000

/** The road queries of one profile. Holds scratch memory: one query at a time. */
export class RoadEngine {
  readonly #network: RoadNetwork
  readonly #grid: SegmentGrid
  readonly #metric: Metric
  readonly #ends: TripEnds
  readonly #sameRoad: SameRoad
  readonly #path: ShortestPath
  #manyToMany: ManyToMany | undefined

  constructor(network: RoadNetwork, grid: SegmentGrid, metric: Metric) {
    this.#network = network
    this.#grid = grid
    this.#metric = metric
    this.#ends = tripEnds(network, metric)
    this.#sameRoad = new SameRoad(network, metric)
    this.#path = new ShortestPath(metric.hierarchy)
  }

  snap(lon: number, lat: number, maxSnapM?: number): Snap | undefined {
    requireCoordinate(lon, lat)
    const network = this.#network
    const nearest = nearestSegment(network, this.#grid, this.#metric, lon, lat, {
      connectedWithinM: this.#metric.prefersConnected ? connectedWithinM : undefined,
      maxDistanceM: maxSnapM,
    })
    if (!nearest) return undefined
    const { point, fraction, distanceM } = nearest
    const edge = network.pointEdge[point] ?? 0
    const [snappedLon, snappedLat] = coordinateAt(network, point + fraction)
    return {
      lon: Math.round(snappedLon) / unitsPerDegree,
      lat: Math.round(snappedLat) / unitsPerDegree,
      distanceM,
      wayId: network.ways.id[(network.pointWay[point] ?? 0) >>> 1] ?? 0,
      edge,
      segment: point - (network.edgePoints[edge] ?? 0),
      fraction,
    }
  }

  matrix(points: MatrixPoints, options: MatrixOptions = {}): Matrix {
    const { sources, targets } = 'sources' in points ? points : { sources: points, targets: points }
    const locate = (point: Point): Snap | undefined => this.#locate(point, options.maxSnapM)
    const sourceSnaps = sources.map(locate)
    const targetSnaps = targets === sources ? sourceSnaps : targets.map(locate)
    const starts = sourceSnaps.map((snap) => snap && this.#position(snap))
    const ends = targetSnaps.map((snap) => snap && this.#position(snap))
    const columns = targets.length
    const durationS = new Float64Array(sources.length * columns)
    const distanceM = new Float64Array(sources.length * columns)
    const sameRoad = this.#sameRoad.among(ends)
    this.#manyToMany ??= new ManyToMany(this.#metric.hierarchy)
    this.#manyToMany.run(
      starts.map((start) => (start ? this.#ends.starts(start) : nowhere)),
      ends.map((end) => (end ? this.#ends.ends(end) : nowhere)),
      (rows) => {
        options.signal?.throwIfAborted()
        durationS.set(rows.durationS, rows.firstRow * columns)
        distanceM.set(rows.distanceM, rows.firstRow * columns)
        options.onProgress?.(rows.firstRow + rows.rowCount, sources.length)
      },
      {
        improve: (row, weights) => {
          const start = starts[row]
          if (start) sameRoad(start, weights)
        },
      },
    )
    return { rows: sources.length, columns, durationS, distanceM, sourceSnaps, targetSnaps }
  }

  measure(from: Point, to: Point): Measure | undefined {
    const start = this.#locate(from)
    const end = this.#locate(to)
    const weight = start && end ? this.#weight(this.#position(start), this.#position(end)) : Infinity
    return weight === Infinity ? undefined : measureOf(weight)
  }

  route(points: readonly Point[]): Route | undefined {
    const snaps = points.map((point) => this.#locate(point))
    const legs: RouteLeg[] = []
    for (let index = 1; index < snaps.length; index++) {
      const from = snaps[index - 1]
      const to = snaps[index]
      const leg = from && to && this.#leg(this.#position(from), this.#position(to))
      if (!leg) return undefined
      legs.push(leg)
    }
    return {
      durationS: legs.reduce((sum, leg) => sum + leg.durationS, 0),
      distanceM: legs.reduce((sum, leg) => sum + leg.distanceM, 0),
      geometry: joined(legs.map((leg) => leg.geometry)),
      legs,
    }
  }

  #locate(point: Point, maxSnapM?: number): Snap | undefined {
    return isSnap(point) ? point : this.snap(point.lon, point.lat, maxSnapM)
  }

  #position({ edge, segment, fraction }: Snap): EdgePosition {
    return { edge, at: (this.#network.edgePoints[edge] ?? 0) + segment + fraction }
  }

  #weight(from: EdgePosition, to: EdgePosition): Weight {
    const direct = this.#sameRoad.between(from, to)
    return Math.min(direct, this.#path.run(this.#ends.starts(from), this.#ends.ends(to)))
  }

  #leg(from: EdgePosition, to: EdgePosition): RouteLeg | undefined {
    const direct = this.#sameRoad.between(from, to)
    const starts = this.#ends.starts(from)
    const over = this.#path.run(starts, this.#ends.ends(to))
    if (direct === Infinity && over === Infinity) return undefined
    if (direct <= over) {
      return { ...measureOf(direct), geometry: inDegrees(this.#sameRoad.geometry(from, to)) }
    }
    const nodes = this.#path.nodes()
    const arcs = [...starts.prefix(nodes[0] ?? 0), ...this.#ends.arcsOf(nodes, to)]
    return { ...measureOf(over), geometry: inDegrees(this.#geometry(arcs, from, to)) }
  }

  /** The line along arcs, of which the first begins and the last ends where the trip does, if these are on them. */
  #geometry(arcs: readonly Arc[], from: EdgePosition, to: EdgePosition): readonly Coordinates[] {
    const { edgePoints } = this.#network
    const pieces = arcs.map((arc, index) => {
      const edge = arc >>> 1
      const first = edgePoints[edge] ?? 0
      const last = (edgePoints[edge + 1] ?? 0) - 1
      const [tail, head] = (arc & 1) === 0 ? [first, last] : [last, first]
      const startsOn = index === 0 && isInside(from, edge, first, last)
      const endsOn = index === arcs.length - 1 && isInside(to, edge, first, last)
      return edgeGeometry(this.#network, startsOn ? from.at : tail, endsOn ? to.at : head)
    })
    return joined(pieces)
  }
}

const nowhere: Seeds = { nodes: [], weights: [] }

function isInside({ edge, at }: EdgePosition, wanted: number, first: number, last: number): boolean {
  return edge === wanted && at > first && at < last
}

function measureOf(weight: Weight): Measure {
  return { durationS: durationOf(weight), distanceM: distanceOf(weight) }
}

function isSnap(point: Point): point is Snap {
  return 'edge' in point && 'segment' in point && 'fraction' in point
}

/** One line from lines that meet, without repeating the points where they do. */
function joined(lines: readonly (readonly Coordinates[])[]): readonly Coordinates[] {
  const line: Coordinates[] = []
  for (const piece of lines) {
    for (const point of piece) {
      const last = line.at(-1)
      if (last?.[0] !== point[0] || last[1] !== point[1]) line.push(point)
    }
  }
  // A line has two ends also when they are the same.
  const [only] = line
  return line.length === 1 && only ? [only, only] : line
}

function inDegrees(line: readonly Coordinates[]): readonly Coordinates[] {
  return line.map(
    ([lon, lat]) => [Math.round(lon) / unitsPerDegree, Math.round(lat) / unitsPerDegree] as const,
  )
}

function requireCoordinate(lon: number, lat: number): void {
  if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) return
  throw new RoadsError(
    'invalid_coordinate',
    `The coordinate ${lon},${lat} is not longitude (-180 to 180), latitude (-90 to 90) in degrees.`,
  )
}
