import type { Bounds, Point } from '@cartage/domain'
import type { AddressText, SearchOptions } from '../addresses/address-index.ts'
import type { RoadCounts } from '../graph/count-roads.ts'

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
}

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

export interface RouteLeg extends Measure {
  /** `[lon, lat]` pairs. */
  readonly geometry: readonly (readonly [number, number])[]
}

export interface Route extends RouteLeg {
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
  matrix(points: MatrixPoints, options?: MatrixOptions): Matrix
  /** Duration and distance of the fastest path; `route` without its geometry. */
  measure(from: Point, to: Point, options?: ProfileOption): Measure | undefined
  /** Fastest path through the points in order; undefined when a leg has none. */
  route(points: readonly Point[], options?: ProfileOption): Route | undefined
  /** Addresses that fit the text or fields, best first. Accept one unasked only from `ACCEPT_CONFIDENCE` on. */
  search(text: AddressText, options?: SearchOptions): readonly Match[]
  /** The nearest address. */
  reverse(lon: number, lat: number): Match | undefined
  /** A Mapbox vector tile, uncompressed: empty where there is nothing to draw, undefined outside the region. */
  tile(z: number, x: number, y: number): Uint8Array | undefined
  share(): RegionHandle
}
