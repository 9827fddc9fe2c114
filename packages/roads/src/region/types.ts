import type { Bounds, Point } from '@cartage/domain'
import type { AddressText, SearchOptions } from '../addresses/address-index.ts'
import type { RoadCounts } from '../graph/count-roads.ts'
import type { Step } from '../guidance/step.ts'

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

/** A snap that says where it is. */
export interface NearestRoad extends Snap {
  /** Of the street; empty where it has none. */
  readonly name: string
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
export interface Matrix {
  readonly rows: number
  readonly columns: number
  /** Seconds, row-major. */
  readonly durationS: Float64Array
  /** Metres along the fastest path, row-major. */
  readonly distanceM: Float64Array
  /** Where each source met the road; undefined where none is near enough, and its row is `Infinity`. */
  readonly sourceSnaps: readonly (Snap | undefined)[]
  readonly targetSnaps: readonly (Snap | undefined)[]
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
}

export interface Route extends Measure {
  readonly geometry: Line
  readonly legs: readonly RouteLeg[]
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
}

export interface MatrixApproaches {
  readonly sources: readonly Approach[]
  readonly targets: readonly Approach[]
}

export interface MeasureOptions extends ProfileOption {
  /** Of both points. */
  readonly approach?: Approach | undefined
}

export interface RouteOptions extends ProfileOption {
  /** Whether legs have steps; without, they cost nothing. */
  readonly steps?: boolean | undefined
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
  matrix(points: MatrixPoints, options?: MatrixOptions): Matrix
  /** Duration and distance of the fastest path; `route` without its geometry. */
  measure(from: Point, to: Point, options?: MeasureOptions): Measure | undefined
  /** Fastest path through the points in order; undefined when a leg has none. */
  route(points: readonly Point[], options?: RouteOptions): Route | undefined
  /** Addresses that fit the text or fields, best first. Accept one unasked only from `ACCEPT_CONFIDENCE` on. */
  search(text: AddressText, options?: SearchOptions): readonly Match[]
  /** The nearest address. */
  reverse(lon: number, lat: number): Match | undefined
  /** A Mapbox vector tile, uncompressed: empty where there is nothing to draw, undefined outside the region. */
  tile(z: number, x: number, y: number): Uint8Array | undefined
  share(): RegionHandle
}
