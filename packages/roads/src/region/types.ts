import type { Bounds, Point } from '@cartage/domain'
import type { AddressText, SearchOptions } from '../addresses/address-index.ts'
import type { RoadCounts } from '../graph/count-roads.ts'
import type { Step } from '../guidance/step.ts'
import type { RoadChange } from '../live/road-change.ts'
import type { PlaceOnWay } from '../live/find-stretches.ts'

/** The counts of one build, under the names of the reference statistics. */
export interface BuildStats extends RoadCounts {
  readonly load_seconds: number
}

/** What a region says about itself; stored as `region.json`. */
export interface RegionInfo {
  readonly name: string
  readonly bounds: Bounds
  readonly profiles: readonly string[]
  readonly attribution: string
  /** UTC instant. */
  readonly builtAt: string
  readonly formatVersion: number
  /** Whether turn restrictions, turn costs and barriers count. */
  readonly turns: boolean
  /** Counts of the first profile. */
  readonly stats: BuildStats
}

/**
 * A point on the road network of one profile. Given where a query takes a point, it is used as it is and not snapped
 * again.
 */
export interface Snap extends Point {
  /** Straight line from the asked point, metres. */
  readonly distanceM: number
  /** OpenStreetMap way id. */
  readonly wayId: number
  /** Index of the road edge in its profile's graph. */
  readonly edge: number
  /** Index of the segment on that edge. */
  readonly segment: number
  /** Position on the segment, 0 at its start and 1 at its end. */
  readonly fraction: number
  /** Where the asked point lies, looking from the edge's start to its end; `on` within a few centimetres of the line. */
  readonly side: 'left' | 'right' | 'on'
  /** The only way in which trips pass here, from the edge's start to its end or against it; both when absent. */
  readonly heading?: 'along' | 'against' | undefined
}

/** Where the points of a matrix met the roads. */
export interface MatrixEnds {
  /** Undefined where no road is near enough; such a row is `Infinity`. */
  readonly sourceSnaps: readonly (Snap | undefined)[]
  readonly targetSnaps: readonly (Snap | undefined)[]
}

/** A few whole rows of a matrix, in arrays that the next rows overwrite. */
export interface MatrixRows {
  /** Number of the first of them. */
  readonly first: number
  readonly count: number
  readonly columns: number
  /** Seconds and metres, row-major. */
  readonly durationS: Float64Array
  readonly distanceM: Float64Array
}

/** As much of a snap as it takes to find it again in the same build. */
export type PlaceOnEdge = Pick<Snap, 'edge' | 'segment' | 'fraction'>

/** A snap that says where it is. */
export interface NearestRoad extends Snap {
  /** Of the street; empty where it has none. */
  readonly name: string
}

/** The part of a way between two junctions. */
export interface RoadStretch {
  /** Of the street; empty where it has none. */
  readonly name: string
  /** In the direction in which the way is drawn. */
  readonly line: Line
}

export interface NearestOptions extends ProfileOption {
  /** At most this many; 1 when absent. */
  readonly count?: number | undefined
  /** Nothing further than this, metres. */
  readonly maxSnapM?: number | undefined
  /** Only roads that may be driven in this direction; they keep it as their `heading` where they have two. */
  readonly bearing?: Bearing | undefined
}

export interface Bearing {
  /** Clockwise from north. */
  readonly deg: number
  /** How far the road may be off, to either side. */
  readonly toleranceDeg: number
}

/**
 * How a point is driven to and from. `curb`: only with the point on the side of the road on which traffic keeps, so that nobody
 * crosses it. On one-way roads, at junctions and where the point is on the line, either way is fine.
 */
export type Approach = 'unrestricted' | 'curb'

/** Durations and distances from every source (row) to every target (column). Unreachable pairs hold `Infinity`. */
export interface Matrix extends MatrixEnds {
  readonly rows: number
  readonly columns: number
  /** Seconds, row-major. */
  readonly durationS: Float64Array
  /** Metres along the fastest path, row-major. */
  readonly distanceM: Float64Array
}

export interface Measure {
  readonly durationS: number
  readonly distanceM: number
}

/** `[lon, lat]` pairs, two at least. */
export type Line = readonly (readonly [lon: number, lat: number])[]

export interface RouteLeg extends Measure {
  readonly geometry: Line
  /** Names of the two streets that take longest, in the order driven, joined by a comma. */
  readonly summary: string
  /** Where asked for. Their sums are the leg's, their geometries joined are the leg's. */
  readonly steps?: readonly Step[] | undefined
  /** Where asked for: one for each two points of the geometry. */
  readonly segments?: Segments | undefined
}

/** The straight pieces of a line, without the turns between them. */
export interface Segments {
  readonly durationS: readonly number[]
  readonly distanceM: readonly number[]
}

export interface Route extends Measure {
  readonly geometry: Line
  readonly legs: readonly RouteLeg[]
}

/** One fix of a recorded drive. */
export interface TracePoint extends Point {
  /** Seconds on any clock that only goes forward. */
  readonly at?: number | undefined
  /** Standard deviation of the position, metres; what most receivers call accuracy. */
  readonly accuracyM?: number | undefined
}

export interface TraceOptions extends ProfileOption, LegOptions {
  /** A pause longer than this splits the trace. Seconds. */
  readonly gapS?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** Where a point of a trace was on the road, and in which heading it was passed; in both where the driver turned round. */
export interface MatchedPoint extends Snap {
  /** Index of the point in the trace. */
  readonly index: number
  /** How many other places on the roads around were considered for it; 0 where the path alone tells. */
  readonly alternatives: number
}

/** A piece of a trace as a path. Points of the trace that are in no matching were outliers. */
export interface Matching extends Measure {
  readonly geometry: Line
  /** 0 to 1: which share of the path is expected to be what was driven. */
  readonly confidence: number
  /** In the order of the trace. */
  readonly points: readonly MatchedPoint[]
  /**
   * From each point to the next, driven on in the heading of both: as long as `measure` says between them. At a point that is
   * exactly a junction it may be longer, as there a trip of `measure` begins and ends on any of the roads that meet.
   */
  readonly legs: readonly RouteLeg[]
}

export interface IsochroneOptions extends ProfileOption {
  /** One area for each, in this order. Seconds. */
  readonly durationsS?: readonly number[] | undefined
  /** Areas by the length of the shortest way, after those by duration. Metres. */
  readonly distancesM?: readonly number[] | undefined
  /** Where one gets to from the point (the default), or from where one gets to it. */
  readonly direction?: 'from' | 'to' | undefined
  readonly signal?: AbortSignal | undefined
}

/** What is within reach, a GeoJSON geometry: closed rings, outer ones anticlockwise, no two of them crossing. */
export interface MultiPolygon {
  readonly type: 'MultiPolygon'
  readonly coordinates: readonly (readonly Line[])[]
}

/** The area within a limit; that of a lesser limit lies within that of a greater. */
export interface Isochrone {
  readonly by: 'duration' | 'distance'
  /** Seconds or metres. */
  readonly limit: number
  readonly geometry: MultiPolygon
}

export type MatchLevel = 'house' | 'interpolated' | 'street' | 'place'

/** An address found by text or by place. */
export interface Match extends Point {
  readonly label: string
  readonly level: MatchLevel
  /** 0 to 1. */
  readonly confidence: number
}

export interface ProfileOption {
  /** Name of a built profile; the region's first one when absent. */
  readonly profile?: string | undefined
}

export interface MatrixOptions extends ProfileOption {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((done: number, total: number) => void) | undefined
  /** A point further than this from any road stays unsnapped. Metres; no limit when absent. */
  readonly maxSnapM?: number | undefined
  /** For all points, or one for each. */
  readonly approach?: Approach | MatrixApproaches | undefined
  /** A matrix of the same size that is no longer needed: its arrays are filled again, as fresh memory can cost more than the work. */
  readonly into?: Pick<Matrix, 'durationS' | 'distanceM'> | undefined
}

export interface MatrixApproaches {
  readonly sources: readonly Approach[]
  readonly targets: readonly Approach[]
}

export interface MeasureOptions extends ProfileOption {
  /** Of both points. */
  readonly approach?: Approach | undefined
}

/** What legs tell beside their measures; what is not asked for costs nothing. */
export interface LegOptions {
  readonly steps?: boolean | undefined
  readonly segments?: boolean | undefined
}

export interface RouteOptions extends ProfileOption, LegOptions {
  /** One for each point. */
  readonly approaches?: readonly Approach[] | undefined
  /** Looked at before each leg. */
  readonly signal?: AbortSignal | undefined
}

export type MatrixPoints =
  | readonly Point[]
  | { readonly sources: readonly Point[]; readonly targets: readonly Point[] }

/** The memory of an opened region. Structured-clone it to a worker thread: nothing is copied. */
export interface RegionHandle {
  readonly info: RegionInfo
  readonly files: Readonly<Record<string, SharedArrayBuffer>>
}

/** An opened region: everything one asks of a map. Answers are pure reads, safe from any number of threads. */
export interface Region extends Disposable {
  readonly info: RegionInfo
  /** Nearest point on a used road, or undefined on a region or coordinate without one. */
  snap(lon: number, lat: number, options?: ProfileOption): Snap | undefined
  /** The nearest points on distinct edges, best first. Asked for no bearing, the first is the snap. */
  nearest(lon: number, lat: number, options?: NearestOptions): readonly NearestRoad[]
  /** What a snap of the same build was for this coordinate; undefined where the profile has no such place. */
  placeAt(lon: number, lat: number, place: PlaceOnEdge, options?: ProfileOption): NearestRoad | undefined
  /**
   * What a picked road of a `RoadChange` stands for; undefined where there is no such way. Reads the whole network once, for all
   * of them together.
   */
  /** Whether any road is meant by a change. Throws `invalid_conditions`. */
  isAnyRoad(change: RoadChange): boolean
  stretches(places: readonly PlaceOnWay[]): readonly (RoadStretch | undefined)[]
  matrix(points: MatrixPoints, options?: MatrixOptions): Matrix
  /**
   * The rows of `matrix` in order, a few at a time, so that a matrix of any size needs memory for its points only. What
   * `onRows` throws ends the work.
   */
  matrixRows(points: MatrixPoints, onRows: (rows: MatrixRows) => void, options?: MatrixOptions): MatrixEnds
  /** Duration and distance of the fastest path; `route` without its geometry. */
  measure(from: Point, to: Point, options?: MeasureOptions): Measure | undefined
  /** Fastest path through the points in order; undefined when a leg has none. */
  route(points: readonly Point[], options?: RouteOptions): Route | undefined
  /**
   * The paths of a recorded drive: several where it was interrupted, none where nothing fits. Takes well below a millisecond a
   * point.
   */
  match(trace: readonly TracePoint[], options?: TraceOptions): readonly Matching[]
  /** What can be reached within each limit; undefined where there is no road. */
  isochrone(point: Point, options: IsochroneOptions): readonly Isochrone[] | undefined
  /** Addresses that fit the text or fields, best first. Accept one unasked only from `ACCEPT_CONFIDENCE` on. */
  search(text: AddressText, options?: SearchOptions): readonly Match[]
  /** The nearest address. */
  reverse(lon: number, lat: number): Match | undefined
  /** A Mapbox vector tile, uncompressed: empty where there is nothing to draw, undefined outside the region. */
  tile(z: number, x: number, y: number): Uint8Array | undefined
  share(): RegionHandle
}
