import type { OpenPlan } from '../insert/open-plan.ts'
import { comparePrices, priceBetween } from '../insert/price.ts'
import type { Price } from '../insert/price.ts'
import type { Place } from '../insert/place-finder.ts'
import type { Relaxation } from './relaxation.ts'
import type { Trials } from '../insert/trials.ts'

/** How many of the best are evaluated with the whole plan. */
const MOST_VERIFIED = 3

/** The cheapest ways to serve a task by leaving out one of lower priority on the same route. */
export function leaveOut(plan: OpenPlan, task: string, trials: Trials): Relaxation[] {
  const { prepared } = plan
  const priorityOf = (id: string) => prepared.taskPriority[prepared.taskById.get(id) ?? -1] ?? Infinity
  const own = priorityOf(task)
  const found: { place: Place; other: string; price: Price }[] = []
  for (const { shiftIndex, jobs } of plan.routes) {
    const before = plan.evaluated(shiftIndex)
    const shift = plan.shiftId(shiftIndex)
    for (const other of new Set(jobs.filter((id) => priorityOf(id) < own))) {
      if (trials.left <= 0) break
      // Places are tried without allocation, at about a tenth of what a full evaluation takes.
      trials.left -= (jobs.length * jobs.length) / 10
      plan.setRoute(
        shift,
        jobs.filter((id) => id !== other),
      )
      const [place] = plan.findPlaces(task, { k: 1, shifts: [shift] })
      if (place === undefined) continue
      const after = plan.evaluate(shiftIndex, place.routes[0]?.jobs ?? [])
      found.push({ place, other, price: priceBetween([before], [after]) })
    }
    plan.setRoute(shift, jobs)
  }
  return found
    .toSorted((a, b) => comparePrices(a.price, b.price))
    .slice(0, MOST_VERIFIED)
    .map(({ place, other }) => ({
      patches: [{ kind: 'leaveOut', task: other }],
      size: 0,
      ...priceBetween([plan.now()], [plan.evaluatePlan(place.routes)]),
      shift: place.shift,
      positions: place.positions,
      routes: place.routes,
    }))
}
