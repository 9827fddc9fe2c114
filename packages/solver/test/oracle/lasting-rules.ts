import type { Problem, RouteSequence, Shift } from '../../src/index.ts'
import { fits, loadsOf, tripsOf } from './loads.ts'
import { metres } from './travel.ts'
import type { Stop, Visit } from './visits.ts'
import { isVisit, locationOf } from './visits.ts'

/** Rules that a sequence breaks at whatever time it is driven; by name, empty when it keeps them all. */
export function lastingFaults(problem: Problem, shift: Shift, stops: readonly Stop[]): string[] {
  const visits = stops.filter(isVisit)
  if (visits.length === 0) return []
  const faults: string[] = []
  const check = (name: string, isKept: boolean) => {
    if (!isKept) faults.push(name)
  }
  const trips = tripsOf(stops)
  const reloads = stops.flatMap((stop) => (isVisit(stop) ? [] : [stop.id]))
  const distance = distanceOf(problem, shift, stops)
  check('way', distance < Infinity)
  check('distance', distance <= (shift.maxDistanceM ?? Infinity))
  check('stops', visits.length <= (shift.maxStops ?? Infinity))
  check('trips', trips.length <= (shift.maxTrips ?? (shift.reloads === undefined ? 1 : 8)))
  check(
    'depot',
    reloads.every((id) => shift.reloads?.includes(id)),
  )
  check(
    'capacity',
    loadsOf(problem, shift, stops).every((load) => fits(load, shift.capacity)),
  )
  check('pairs', trips.every(isComplete))
  check(
    'goods',
    trips.every((trip) => keepsGoodsApart(problem, trip)),
  )
  check(
    'prefix',
    (shift.prefix ?? []).every((id, i) => visits[i]?.task.id === id),
  )
  const others = problem.shifts.filter((other) => other.id !== shift.id)
  visits.forEach((visit, position) => {
    const { task, end } = visit
    check('first trip', task.pin?.onFirstTrip !== true || trips[0]?.includes(visit) === true)
    check(
      'skill',
      task.skills.every((skill) => shift.skills.includes(skill)),
    )
    check('forbidden skill', !(task.forbiddenSkills ?? []).some((skill) => shift.skills.includes(skill)))
    check('zone', shift.allowedZones === undefined || shift.allowedZones.includes(task.zone!))
    check('pinned shift', (task.pin?.shift ?? shift.id) === shift.id)
    check('prefix of another', !others.some(({ prefix }) => prefix?.includes(task.id)))
    const pinned = task.pin?.position
    // Of a shipment the pickup is at its position, but what is last is its delivery.
    if (pinned === -1) check('position', end === 'pickup' || position === visits.length - 1)
    else check('position', pinned === undefined || end === 'delivery' || position === pinned)
  })
  return [...new Set(faults)]
}

/** Metres of a route whose legs are begun at these moments; the fewest of the day without them. */
export function distanceOf(
  problem: Problem,
  shift: Shift,
  stops: readonly Stop[],
  leaves: readonly number[] = [],
): number {
  const places = [shift.start, ...stops.map(locationOf), shift.end]
  return places
    .slice(1)
    .reduce<number>((sum, to, i) => sum + metres(problem, shift, places[i], to, leaves[i]), 0)
}

/** Each shipment of a trip is picked up and then delivered. */
function isComplete(trip: readonly Visit[]): boolean {
  return trip.every(
    (visit, i) =>
      visit.end === 'only' ||
      (visit.end === 'pickup' ? trip.slice(i + 1) : trip.slice(0, i)).some(
        (other) => other.task === visit.task,
      ),
  )
}

function keepsGoodsApart(problem: Problem, trip: readonly Visit[]): boolean {
  const goods = new Set(trip.flatMap(({ task }) => task.goods ?? []))
  return !(problem.incompatibleGoods ?? []).some(([a, b]) => goods.has(a) && goods.has(b))
}

/** Tasks whose shift has changed since the reference, among those that it serves. */
export function changesOf(reference: readonly RouteSequence[], routes: readonly RouteSequence[]): number {
  const shiftOf = new Map(routes.flatMap(({ shift, jobs }) => jobs.map((id) => [id, shift] as const)))
  return reference.reduce((count, { shift, jobs }) => {
    const tasks = new Set(jobs.filter((id) => !id.startsWith('@')))
    return count + [...tasks].filter((id) => shiftOf.get(id) !== shift).length
  }, 0)
}
