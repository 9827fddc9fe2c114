import type { Point } from '@cartage/domain'
import { RoadsError } from '../errors.ts'
import { alongEdge, arrivals, departures, edgeGeometry } from '../graph/edge-position.ts'
import type { EdgePosition, EdgeSeed } from '../graph/edge-position.ts'
import { HierarchyQuery } from '../hierarchy/query-hierarchy.ts'
import type { HierarchyPath } from '../hierarchy/query-hierarchy.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import { nearestSegment } from '../snap/nearest-segment.ts'
import type { Roads } from './roads-file.ts'
import type { Matrix, MatrixOptions, MatrixPoints, Measure, Route, RouteLeg, Snap } from './types.ts'

// How much further a connected road may be than a cut-off one and still be meant.
const connectedWithinM = 1000

/** The road queries of one profile. Holds scratch memory: one query at a time. */
export class RoadEngine {
  readonly #roads: Roads
  readonly #query: HierarchyQuery

  constructor(roads: Roads) {
    this.#roads = roads
    this.#query = new HierarchyQuery(roads.hierarchy)
  }

  snap(lon: number, lat: number, maxSnapM?: number): Snap | undefined {
    requireCoordinate(lon, lat)
    const { graph, grid, wayIds, prefersConnected } = this.#roads
    const nearest = nearestSegment(graph, grid, lon, lat, {
      connectedWithinM: prefersConnected ? connectedWithinM : undefined,
      maxDistanceM: maxSnapM,
    })
    if (!nearest) return undefined
    const { point, fraction, distanceM } = nearest
    const edge = graph.pointEdge[point] ?? 0
    const at = point + fraction
    const [snapped = [0, 0]] = edgeGeometry(graph, at, at)
    return {
      lon: Math.round(snapped[0]) / unitsPerDegree,
      lat: Math.round(snapped[1]) / unitsPerDegree,
      distanceM,
      wayId: wayIds[graph.pointWay[point] ?? 0] ?? 0,
      edge,
      segment: point - (graph.edgePoints[edge] ?? 0),
      fraction,
    }
  }

  matrix(points: MatrixPoints, options: MatrixOptions = {}): Matrix {
    const { sources, targets } = 'sources' in points ? points : { sources: points, targets: points }
    const locate = (point: Point): Snap | undefined => this.#locate(point, options.maxSnapM)
    const sourceSnaps = sources.map(locate)
    const targetSnaps = targets === sources ? sourceSnaps : targets.map(locate)
    const durationS = new Float64Array(sources.length * targets.length)
    const distanceM = new Float64Array(sources.length * targets.length)
    const starts = sourceSnaps.map((snap) => snap && this.#position(snap))
    const ends = targetSnaps.map((snap) => snap && this.#position(snap))
    const { graph, hierarchy } = this.#roads
    this.#query.manyToMany(
      starts.map((position) => (position ? departures(graph, hierarchy.rank, position) : [])),
      ends.map((position) => (position ? arrivals(graph, hierarchy.rank, position) : [])),
      durationS,
      distanceM,
      {
        onRow: (done, total) => {
          options.signal?.throwIfAborted()
          options.onProgress?.(done, total)
        },
      },
    )
    this.#takeSameEdge(starts, ends, durationS, distanceM)
    return { rows: sources.length, columns: targets.length, durationS, distanceM, sourceSnaps, targetSnaps }
  }

  measure(from: Point, to: Point): Measure | undefined {
    const start = this.#locate(from)
    const end = this.#locate(to)
    const trip = start && end && this.#trip(this.#position(start), this.#position(end))
    return trip && { durationS: trip.durationS, distanceM: trip.distanceM }
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
    return { edge, at: (this.#roads.graph.edgePoints[edge] ?? 0) + segment + fraction }
  }

  /** The hierarchy knows trips between junctions only; one that stays on an edge may be shorter. */
  #takeSameEdge(
    starts: readonly (EdgePosition | undefined)[],
    ends: readonly (EdgePosition | undefined)[],
    durationS: Float64Array,
    distanceM: Float64Array,
  ): void {
    const columnsByEdge = Map.groupBy(ends.keys(), (column) => ends[column]?.edge)
    starts.forEach((start, row) => {
      if (!start) return
      for (const column of columnsByEdge.get(start.edge) ?? []) {
        const end = ends[column]
        const direct = end && alongEdge(this.#roads.graph, start, end)
        const cell = row * ends.length + column
        if (direct && direct.weight <= (durationS[cell] ?? 0)) {
          durationS[cell] = direct.weight
          distanceM[cell] = direct.length
        }
      }
    })
  }

  #leg(from: EdgePosition, to: EdgePosition): RouteLeg | undefined {
    const trip = this.#trip(from, to)
    return (
      trip && {
        durationS: trip.durationS,
        distanceM: trip.distanceM,
        geometry: this.#geometry(from, to, trip),
      }
    )
  }

  #trip(from: EdgePosition, to: EdgePosition): Trip | undefined {
    const { graph, hierarchy } = this.#roads
    const starts = departures(graph, hierarchy.rank, from)
    const ends = arrivals(graph, hierarchy.rank, to)
    const path = this.#query.path(starts, ends)
    const direct = alongEdge(graph, from, to)
    if (direct && (!path || direct.weight <= path.weight)) {
      return { durationS: direct.weight, distanceM: direct.length, over: undefined }
    }
    return path && { durationS: path.weight, distanceM: path.length, over: { path, starts, ends } }
  }

  #geometry(from: EdgePosition, to: EdgePosition, { over }: Trip): readonly (readonly [number, number])[] {
    const { graph } = this.#roads
    if (!over) return inDegrees(edgeGeometry(graph, from.at, to.at))
    const { path, starts, ends } = over
    const start = cheapestAt(starts, path.start)
    const end = cheapestAt(ends, path.end)
    const middle = this.#query.unpack(path).map((label) => {
      const edge = label >>> 1
      const first = graph.edgePoints[edge] ?? 0
      const last = (graph.edgePoints[edge + 1] ?? 0) - 1
      return label % 2 === 0 ? edgeGeometry(graph, first, last) : edgeGeometry(graph, last, first)
    })
    const pieces = [
      edgeGeometry(graph, from.at, start?.junctionAt ?? from.at),
      ...middle,
      edgeGeometry(graph, end?.junctionAt ?? to.at, to.at),
    ]
    return inDegrees(joined(pieces))
  }
}

/** A fastest way; `over` is the part between junctions, absent when it stays on one edge. */
interface Trip {
  readonly durationS: number
  readonly distanceM: number
  readonly over:
    | {
        readonly path: HierarchyPath
        readonly starts: readonly EdgeSeed[]
        readonly ends: readonly EdgeSeed[]
      }
    | undefined
}

function isSnap(point: Point): point is Snap {
  return 'edge' in point && 'segment' in point && 'fraction' in point
}

/** A ring meets the same junction with both ends: the search has taken the cheaper one. */
function cheapestAt(seeds: readonly EdgeSeed[], node: number): EdgeSeed | undefined {
  return seeds.filter((seed) => seed.node === node).toSorted((a, b) => a.weight - b.weight)[0]
}

/** One line from lines that meet, without repeating the points where they do. */
function joined(
  lines: readonly (readonly (readonly [number, number])[])[],
): readonly (readonly [number, number])[] {
  const line: (readonly [number, number])[] = []
  for (const point of lines.flat()) {
    const last = line.at(-1)
    if (last?.[0] !== point[0] || last[1] !== point[1]) line.push(point)
  }
  // A line has two ends also when they are the same.
  const [only] = line
  return line.length === 1 && only ? [only, only] : line
}

function inDegrees(line: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
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
