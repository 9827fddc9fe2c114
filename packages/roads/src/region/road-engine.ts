import { haversineM } from '@cartage/domain'
import type { Point } from '@cartage/domain'
import { RoadsError } from '../errors.ts'
import type { Arc, RoadNetwork } from '../graph/road-network.ts'
import { ManyToMany } from '../hierarchy/many-to-many.ts'
import { ShortestPath } from '../hierarchy/shortest-path.ts'
import type { Seeds } from '../hierarchy/upward-sweep.ts'
import { Isochrones } from '../isochrone/isochrones.ts'
import { TraceMatcher } from '../matching/trace-matcher.ts'
import type { Metric } from '../metric/metric.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import { coordinateAt, junctionAt } from '../query/edge-position.ts'
import type { EdgePosition } from '../query/edge-position.ts'
import { SameRoad } from '../query/same-road.ts'
import { tripEnds } from '../query/trip-ends.ts'
import type { TripEnds, TripStarts } from '../query/trip-ends.ts'
import type { WayOut } from '../query/leave-restricted.ts'
import type { SegmentGrid } from '../snap/build-segment-grid.ts'
import { nearestSegment } from '../snap/nearest-segment.ts'
import { driveLine } from '../guidance/drive-line.ts'
import { buildSteps } from '../guidance/build-steps.ts'
import { RoadLabels } from '../guidance/road-labels.ts'
import { summaryOf } from '../guidance/summary.ts'
import { edgeBits } from '../metric/metric.ts'
import { driveSegments } from '../query/drive-segments.ts'
import type { Drive } from '../query/drive.ts'
import { nearestEdges } from '../query/nearest-edges.ts'
import type { NearEdge } from '../query/nearest-edges.ts'
import { positionOf, sideOfEdge } from '../query/road-side.ts'
import type { NearestSegment } from '../snap/nearest-segment.ts'
import { distanceOf, durationOf } from '../weight.ts'
import type { Weight } from '../weight.ts'
import type {
  Approach,
  Bearing,
  Isochrone,
  IsochroneOptions,
  LegOptions,
  Line,
  Matching,
  Matrix,
  MatrixEnds,
  MatrixOptions,
  MatrixPoints,
  MatrixRows,
  Measure,
  MeasureOptions,
  NearestOptions,
  NearestRoad,
  PlaceOnEdge,
  Route,
  RouteLeg,
  RouteOptions,
  Snap,
  TraceOptions,
  TracePoint,
} from './types.ts'

// How much further a connected road may be than a cut-off one and still be meant.
const connectedWithinM = 1000
// How much further than the nearest road others are looked for at first.
const nearbyM = 60

/** The road queries of one profile. Holds scratch memory: one query at a time. */
export class RoadEngine {
  readonly #network: RoadNetwork
  readonly #grid: SegmentGrid
  readonly #metric: Metric
  readonly #ends: TripEnds
  readonly #sameRoad: SameRoad
  readonly #path: ShortestPath
  readonly #labels: RoadLabels
  #manyToMany: ManyToMany | undefined
  #matcher: TraceMatcher | undefined
  #isochrones: Isochrones | undefined

  constructor(network: RoadNetwork, grid: SegmentGrid, metric: Metric) {
    this.#network = network
    this.#grid = grid
    this.#metric = metric
    this.#ends = tripEnds(network, metric)
    this.#sameRoad = new SameRoad(network, metric)
    this.#path = new ShortestPath(metric.hierarchy)
    this.#labels = new RoadLabels(network)
  }

  snap(lon: number, lat: number, maxSnapM?: number): Snap | undefined {
    requireCoordinate(lon, lat)
    const nearest = nearestSegment(this.#network, this.#grid, this.#metric, lon, lat, {
      connectedWithinM: this.#metric.prefersConnected ? connectedWithinM : undefined,
      maxDistanceM: maxSnapM,
    })
    return nearest && this.#snapAt(nearest, lon, lat)
  }

  nearest(lon: number, lat: number, options: NearestOptions = {}): readonly NearestRoad[] {
    const { count = 1, bearing, maxSnapM } = options
    if (!(Number.isInteger(count) && count >= 1)) {
      throw new RoadsError('invalid_option', `Count is ${count}, not a whole number from 1 on.`)
    }
    if (bearing) requireBearing(bearing)
    const snap = this.snap(lon, lat, maxSnapM)
    if (!snap) return []
    if (!bearing && count === 1) return [this.#named(snap)]
    const { edgeState, prefersConnected } = this.#metric
    const found = nearestEdges(this.#network, this.#grid, this.#metric, lon, lat, {
      count,
      bearing,
      maxDistanceM: maxSnapM ?? Infinity,
      firstRadiusM: snap.distanceM + nearbyM,
      required: prefersConnected ? (edgeState[snap.edge] ?? 0) & edgeBits.connected : 0,
    })
    if (bearing) return found.map((near) => this.#named(this.#headed(near, lon, lat)))
    const others = found.filter(({ edge }) => edge !== snap.edge).slice(0, count - 1)
    return [snap, ...others.map((near) => this.#snapAt(near, lon, lat))].map((road) => this.#named(road))
  }

  placeAt(lon: number, lat: number, { edge, segment, fraction }: PlaceOnEdge): NearestRoad | undefined {
    requireCoordinate(lon, lat)
    const network = this.#network
    const first = network.edgePoints[edge] ?? 0
    const segments = (network.edgePoints[edge + 1] ?? 0) - 1 - first
    const isPlace = segment >= 0 && segment < segments && fraction >= 0 && fraction <= 1
    if (!isPlace || ((this.#metric.edgeState[edge] ?? 0) & bothWays) === 0) return undefined
    const point = first + segment
    const [x, y] = coordinateAt(network, point + fraction)
    const distanceM = haversineM({ lon, lat }, { lon: x / unitsPerDegree, lat: y / unitsPerDegree })
    return this.#named(this.#snapAt({ point, fraction, distanceM }, lon, lat))
  }

  matrix(points: MatrixPoints, options: MatrixOptions = {}): Matrix {
    const { sources, targets } = bothSides(points)
    const [rows, columns] = [sources.length, targets.length]
    const { durationS, distanceM } = options.into ?? emptyMatrix(rows * columns)
    if (durationS.length !== rows * columns || distanceM.length !== rows * columns) {
      throw new RoadsError(
        'invalid_option',
        `The matrix to fill has ${durationS.length} cells instead of ${rows} x ${columns}.`,
      )
    }
    const ends = this.matrixRows(
      points,
      ({ first, durationS: durations, distanceM: distances }) => {
        durationS.set(durations, first * columns)
        distanceM.set(distances, first * columns)
      },
      options,
    )
    return { rows, columns, durationS, distanceM, ...ends }
  }

  matrixRows(
    points: MatrixPoints,
    onRows: (rows: MatrixRows) => void,
    options: MatrixOptions = {},
  ): MatrixEnds {
    const { sources, targets } = bothSides(points)
    const { approach = 'unrestricted', maxSnapM } = options
    const locate = (point: Point): Snap | undefined => this.#locate(point, maxSnapM)
    const sourceSnaps = sources.map(locate)
    const targetSnaps = targets === sources ? sourceSnaps : targets.map(locate)
    const starts = this.#positions(sourceSnaps, typeof approach === 'string' ? approach : approach.sources)
    const ends = this.#positions(targetSnaps, typeof approach === 'string' ? approach : approach.targets)
    const columns = targets.length
    const sameRoad = this.#sameRoad.among(ends)
    const begun = starts.map((start) => start && this.#ends.starts(start))
    const manyToMany = this.#manyToMany ?? new ManyToMany(this.#metric.hierarchy)
    // Whoever throws in the midst of a run leaves scratch memory that no other run can use.
    this.#manyToMany = undefined
    manyToMany.run(
      begun.map((start) => start ?? nowhere),
      ends.map((end) => (end ? this.#ends.ends(end) : nowhere)),
      ({ firstRow: first, rowCount: count, durationS, distanceM }) => {
        options.signal?.throwIfAborted()
        onRows({ first, count, columns, durationS, distanceM })
        options.onProgress?.(first + count, sources.length)
      },
      {
        improve: (row, weights) => {
          const [start, seeds] = [starts[row], begun[row]]
          if (start) sameRoad(start, weights)
          if (!seeds || seeds.waysOut.size === 0) return
          ends.forEach((end, column) => {
            const weight = (end && this.#wayOut(seeds, end)?.weight) ?? Infinity
            if (weight < (weights[column] ?? Infinity)) weights[column] = weight
          })
        },
      },
    )
    this.#manyToMany = manyToMany
    return { sourceSnaps, targetSnaps }
  }

  measure(from: Point, to: Point, { approach }: MeasureOptions = {}): Measure | undefined {
    const [start, end] = this.#positions([this.#locate(from), this.#locate(to)], approach)
    const weight = start && end ? this.#weight(start, end) : Infinity
    return weight === Infinity ? undefined : measureOf(weight)
  }

  route(points: readonly Point[], options: RouteOptions = {}): Route | undefined {
    const snaps = points.map((point) => this.#locate(point))
    const positions = this.#positions(snaps, options.approaches)
    const legs: RouteLeg[] = []
    let total: Weight = 0
    for (let index = 1; index < positions.length; index++) {
      options.signal?.throwIfAborted()
      const [from, to] = [positions[index - 1], positions[index]]
      const drive = from && to && this.#drive(from, to)
      if (!drive) return undefined
      total += drive.weight
      legs.push(this.#leg(drive, snaps[index]?.side ?? 'on', options))
    }
    return { ...measureOf(total), geometry: joined(legs), legs }
  }

  #snapAt({ point, fraction, distanceM }: NearestSegment, lon: number, lat: number): Snap {
    const network = this.#network
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
      side: sideOfEdge(network, point, fraction, distanceM, lon, lat),
    }
  }

  /** A snap that is passed only in the bearing asked for. */
  #headed(near: NearEdge, lon: number, lat: number): Snap {
    const snap = this.#snapAt(near, lon, lat)
    const isOneWay = ((this.#metric.edgeState[near.edge] ?? 0) & bothWays) !== bothWays
    if (isOneWay || near.headings === bothWays) return snap
    return { ...snap, heading: near.headings === edgeBits.along ? 'along' : 'against' }
  }

  #named(snap: Snap): NearestRoad {
    const way = this.#network.pointWay[(this.#network.edgePoints[snap.edge] ?? 0) + snap.segment] ?? 0
    return { ...snap, name: this.#labels.of(way >>> 1).name }
  }

  match(trace: readonly TracePoint[], options: TraceOptions = {}): readonly Matching[] {
    this.#matcher ??= new TraceMatcher(this.#network, this.#grid, this.#metric)
    return this.#matcher.match(trace, options, (drive, side) => this.#leg(drive, side, options))
  }

  isochrone(point: Point, options: IsochroneOptions): readonly Isochrone[] | undefined {
    const snap = this.#locate(point)
    this.#isochrones ??= new Isochrones(this.#network, this.#metric)
    const [position] = this.#positions([snap])
    return position && this.#isochrones.around(position, options)
  }

  #locate(point: Point, maxSnapM?: number): Snap | undefined {
    return isSnap(point) ? point : this.snap(point.lon, point.lat, maxSnapM)
  }

  /** Of each snap, driven to and from by its own approach or the one of all. */
  #positions(
    snaps: readonly (Snap | undefined)[],
    approach: Approach | readonly Approach[] = 'unrestricted',
  ): readonly (EdgePosition | undefined)[] {
    if (typeof approach !== 'string' && approach.length !== snaps.length) {
      throw new RoadsError(
        'invalid_option',
        `There are ${approach.length} approaches for ${snaps.length} points. Give one for each.`,
      )
    }
    return snaps.map(
      (snap, index) =>
        snap &&
        positionOf(
          this.#network,
          this.#metric,
          snap,
          (typeof approach === 'string' ? approach : approach[index]) ?? 'unrestricted',
        ),
    )
  }

  #weight(from: EdgePosition, to: EdgePosition): Weight {
    const direct = this.#sameRoad.between(from, to)
    const starts = this.#ends.starts(from)
    const wayOut = this.#wayOut(starts, to)?.weight ?? Infinity
    return Math.min(direct, wayOut, this.#path.run(starts, this.#ends.ends(to)))
  }

  #drive(from: EdgePosition, to: EdgePosition): Drive | undefined {
    const direct = this.#sameRoad.drive(from, to)
    const starts = this.#ends.starts(from)
    const wayOut = this.#wayOut(starts, to)
    const through = this.#path.run(starts, this.#ends.ends(to))
    const weight = Math.min(wayOut?.weight ?? Infinity, through)
    if (direct && direct.weight <= weight) return direct
    if (weight === Infinity) return undefined
    const nodes = this.#path.nodes()
    const arcs =
      wayOut && wayOut.weight < through
        ? wayOut.arcs()
        : [...starts.prefix(nodes[0] ?? 0), ...this.#ends.arcsOf(nodes, to)]
    return {
      weight,
      arcs,
      startAt: this.#placeOn(arcs[0] ?? 0, from) ?? this.#tailAt(arcs[0] ?? 0),
      endAt: this.#placeOn(arcs.at(-1) ?? 0, to) ?? this.#tailAt((arcs.at(-1) ?? 0) ^ 1),
    }
  }

  #wayOut({ waysOut }: TripStarts, to: EdgePosition): WayOut | undefined {
    const junction = waysOut.size > 0 ? junctionAt(this.#network, to) : undefined
    return junction === undefined ? undefined : waysOut.get(junction)
  }

  /** Where a trip's end is inside an arc, if it is. */
  #placeOn(arc: Arc, position: EdgePosition): number | undefined {
    const isOn = position.edge === arc >>> 1 && junctionAt(this.#network, position) === undefined
    return isOn ? position.at : undefined
  }

  /** The place where an arc starts. */
  #tailAt(arc: Arc): number {
    const { edgePoints } = this.#network
    return (arc & 1) === 0 ? (edgePoints[arc >>> 1] ?? 0) : (edgePoints[(arc >>> 1) + 1] ?? 0) - 1
  }

  #leg(drive: Drive, side: Snap['side'], { steps, segments }: LegOptions): RouteLeg {
    const [network, metric, labels] = [this.#network, this.#metric, this.#labels]
    const line = driveLine(network, metric, drive)
    return {
      ...measureOf(drive.weight),
      geometry: line.geometry,
      summary: summaryOf(line.stretches, labels),
      ...(steps && { steps: buildSteps(network, metric, labels, line, side) }),
      ...(segments && { segments: driveSegments(network, metric, drive) }),
    }
  }
}

function emptyMatrix(cells: number): Pick<Matrix, 'durationS' | 'distanceM'> {
  return { durationS: new Float64Array(cells), distanceM: new Float64Array(cells) }
}

function bothSides(points: MatrixPoints): {
  readonly sources: readonly Point[]
  readonly targets: readonly Point[]
} {
  return 'sources' in points ? points : { sources: points, targets: points }
}

const bothWays = edgeBits.along | edgeBits.against
const nowhere: Seeds = { nodes: [], weights: [] }

function measureOf(weight: Weight): Measure {
  return { durationS: durationOf(weight), distanceM: distanceOf(weight) }
}

function isSnap(point: Point): point is Snap {
  return 'edge' in point && 'segment' in point && 'fraction' in point
}

/** One line from those of the legs, without repeating the points where they meet. */
function joined(legs: readonly RouteLeg[]): Line {
  const [first, ...others] = legs
  if (!first || others.length === 0) return first?.geometry ?? []
  const line = [...first.geometry]
  for (const { geometry } of others) {
    for (const point of geometry) {
      const last = line.at(-1)
      if (last?.[0] !== point[0] || last[1] !== point[1]) line.push(point)
    }
  }
  return line
}

function requireCoordinate(lon: number, lat: number): void {
  if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) return
  throw new RoadsError(
    'invalid_coordinate',
    `The coordinate ${lon},${lat} is not longitude (-180 to 180), latitude (-90 to 90) in degrees.`,
  )
}

function requireBearing({ deg, toleranceDeg }: Bearing): void {
  if (Number.isFinite(deg) && toleranceDeg >= 0) return
  throw new RoadsError(
    'invalid_option',
    `The bearing ${deg} within ${toleranceDeg} is not degrees from north and how far a road may be off.`,
  )
}
