import type { RouteSequence } from './options.ts'
import type { RoutePlan } from './solution.ts'

/** Evaluated routes as they are given: the shift and its stops in order. */
export function sequencesOf(routes: readonly RoutePlan[]): RouteSequence[] {
  return routes.map(({ shift, stops }) => ({ shift, jobs: stops.map(({ job }) => job) }))
}
