import type { Approach, Bearing } from '@cartage/roads'
import type { Service } from './request.ts'

/** A coordinate, with what may be asked of its place on the road. */
export interface AskedPoint {
  readonly lon: number
  readonly lat: number
  /** Metres; for `match` the accuracy of the fix. */
  readonly radiusM: number | undefined
  readonly bearing: Bearing | undefined
  readonly approach: Approach
  /** Where an earlier answer said that the coordinate is. */
  readonly hint: string | undefined
}

interface CommonQuery {
  readonly service: Service
  readonly profile: string
  readonly points: readonly AskedPoint[]
  /** Whether places come with a hint. */
  readonly withHints: boolean
  readonly withWaypoints: boolean
}

export interface NearestQuery extends CommonQuery {
  readonly service: 'nearest'
  readonly count: number
}

/** How a path is written. */
export interface PathFormat {
  readonly geometries: 'polyline' | 'polyline6' | 'geojson'
  readonly overview: 'simplified' | 'full' | 'false'
  readonly steps: boolean
  readonly annotations: readonly Annotation[]
  /** Indices of the coordinates between which the legs run; all when absent. */
  readonly waypoints: readonly number[] | undefined
}

export const annotationNames = ['duration', 'distance', 'speed', 'weight', 'datasources'] as const
export type Annotation = (typeof annotationNames)[number]

export interface RouteQuery extends CommonQuery, PathFormat {
  readonly service: 'route'
  readonly continueStraight: boolean
}

export interface TableQuery extends CommonQuery {
  readonly service: 'table'
  /** Indices of points. */
  readonly sources: readonly number[]
  readonly targets: readonly number[]
  readonly durations: boolean
  readonly distances: boolean
  /** Metres a second in a straight line where there is no way. */
  readonly fallbackMps: number | undefined
  readonly fallbackFrom: 'input' | 'snapped'
  readonly scaleFactor: number
  readonly format: 'json' | 'float32' | 'float64'
}

export interface MatchQuery extends CommonQuery, PathFormat {
  readonly service: 'match'
  /** Seconds, one for each point. */
  readonly timestamps: readonly number[] | undefined
  readonly splitsAtGaps: boolean
  readonly tidy: boolean
}

export type Query = NearestQuery | RouteQuery | TableQuery | MatchQuery
