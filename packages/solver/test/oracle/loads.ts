import type { Problem, Shift } from '../../src/index.ts'
import type { Stop, Visit } from './visits.ts'
import { isVisit } from './visits.ts'

/** The visits between two reloads, or a reload and an end of the route. */
export function tripsOf(stops: readonly Stop[]): Visit[][] {
  const trips: Visit[][] = [[]]
  for (const stop of stops) {
    if (isVisit(stop)) trips.at(-1)!.push(stop)
    else trips.push([])
  }
  return trips
}

/** What is on board when a route leaves and after each stop; after a reload the next trip is loaded. */
export function loadsOf(problem: Problem, shift: Shift, stops: readonly Stop[]): number[][] {
  const none = problem.dimensions.map(() => 0)
  const add = (a: readonly number[], b: readonly number[] | undefined) =>
    a.map((figure, d) => figure + (b?.[d] ?? 0))
  return tripsOf(stops).flatMap((trip, index) => {
    const first = trip.reduce<number[]>((sum, { brings }) => add(sum, brings), none)
    const loads = [index === 0 ? add(first, shift.onBoard) : first]
    for (const { change } of trip) loads.push(add(loads.at(-1)!, change))
    return loads
  })
}

/** Whether a load is no more than allowed, with room for sums of decimals. */
export function fits(load: readonly number[], most: readonly number[] | undefined): boolean {
  return most === undefined || load.every((figure, d) => figure <= (most[d] ?? 0) + 1e-9)
}
