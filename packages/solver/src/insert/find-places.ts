import type { RouteSequence } from '../model/options.ts'
import type { Prepared } from '../model/prepare.ts'
import { openPlan } from './open-plan.ts'
import type { OpenPlanOptions, PlaceOptions } from './open-plan.ts'
import type { Place } from './place-finder.ts'

export type FindPlacesOptions = OpenPlanOptions & PlaceOptions

/**
 * The best places for a task in a plan, cheapest first, with exact prices: of every position (of a shipment every
 * pair) of every route and of one empty shift of each type those that legs, loads, times or the ride do not rule
 * out are simulated, the nearest first, until what is left costs more by its way alone. A task that is served is
 * tried elsewhere and where it is. To ask more than once about a plan, keep it open with `openPlan`.
 * @throws ProblemError for a shift or an id that the problem does not have.
 */
export function findPlaces(
  prepared: Prepared,
  routes: readonly RouteSequence[],
  task: string,
  options: FindPlacesOptions = {},
): Place[] {
  return openPlan(prepared, routes, options).findPlaces(task, options)
}
