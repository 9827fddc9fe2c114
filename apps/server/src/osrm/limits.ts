import type { Query } from './query.ts'

/** How much one request may ask. */
export interface Limits {
  /** Coordinates of a route. */
  readonly maxRoute: number
  /** A table may have the square of this many cells. */
  readonly maxTable: number
  /** Coordinates of a trace. */
  readonly maxMatch: number
  /** Places of a nearest request. */
  readonly maxNearest: number
}

/** OSRM's own, but for tables and traces, which OSRM keeps to 100. */
export const defaultLimits: Limits = { maxRoute: 500, maxTable: 10_000, maxMatch: 1_000, maxNearest: 100 }

/**
 * What a query costs beside one for the nearest road, roughly: the unit of rate limits and of what counts as heavy. A cell of a
 * table is cheap, and so is a coordinate that is in no cell but has to be read and found.
 */
export function costOf(query: Query): number {
  switch (query.service) {
    case 'nearest':
      return 1
    case 'route':
      return Math.ceil(query.points.length / 5)
    case 'match':
      return Math.ceil(query.points.length / 2)
    case 'table':
      return Math.ceil(query.points.length / 100 + (query.sources.length * query.targets.length) / 10_000)
  }
}
