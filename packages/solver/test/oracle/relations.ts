import type { Problem, Relation, Shift } from '../../src/index.ts'
import type { Taste } from './choose-timetable.ts'
import { chooseTimetable } from './choose-timetable.ts'
import type { Wish } from './rank.ts'
import type { Timetable } from './timetable.ts'
import type { Stop } from './visits.ts'
import { isVisit } from './visits.ts'

/** A route of a plan, still without times. */
export interface Route {
  readonly shift: Shift
  readonly stops: readonly Stop[]
}

interface Place {
  readonly route: number
  readonly at: number
}

/** A relation about times with the places that it is about, of which at least two are served. */
interface Tie {
  readonly relation: Relation
  readonly places: readonly Place[]
}

/** The places of a task's visits in a plan, in their order; none when it is not served. */
function placesOf(routes: readonly Route[], task: string): Place[] {
  return routes.flatMap(({ stops }, route) =>
    stops.flatMap((stop, at) => (isVisit(stop) && stop.task.id === task ? [{ route, at }] : [])),
  )
}

/** Positions in `Problem.relations` of those that a plan breaks by which route serves what in which order. */
export function brokenOrders(problem: Problem, routes: readonly Route[]): number[] {
  return (problem.relations ?? []).flatMap((relation, index) => (keepsOrder(relation, routes) ? [] : [index]))
}

function keepsOrder(relation: Relation, routes: readonly Route[]): boolean {
  if (relation.kind === 'before') return true
  const firsts = relation.tasks.flatMap((task) => placesOf(routes, task).slice(0, 1))
  const used = new Set(firsts.map(({ route }) => route))
  const pairs = firsts.slice(1).map((place, i) => [firsts[i]!, place] as const)
  switch (relation.kind) {
    case 'sameVehicle':
      return used.size <= 1
    case 'differentVehicles':
    case 'synchronised':
      return used.size === firsts.length
    case 'sequence':
      return used.size <= 1 && pairs.every(([a, b]) => a.at < b.at)
    case 'directSequence':
      return used.size <= 1 && pairs.every(([a, b]) => a.at + 1 === b.at)
  }
}

/** Positions in `Problem.relations` of those that a plan with times breaks by these. */
export function brokenGaps(
  problem: Problem,
  routes: readonly Route[],
  times: { readonly starts: readonly (readonly number[])[]; readonly ends: readonly (readonly number[])[] },
): number[] {
  const startOf = ({ route, at }: Place) => times.starts[route]![at]!
  return (problem.relations ?? []).flatMap((relation, index) => {
    const places = tiedPlaces(relation, routes)
    if (places.length < 2) return []
    if (relation.kind !== 'before') return new Set(places.map(startOf)).size === 1 ? [] : [index]
    const gap = startOf(places[1]!) - times.ends[places[0]!.route]![places[0]!.at]!
    return gap >= (relation.minGapS ?? 0) && gap <= (relation.maxGapS ?? Infinity) ? [] : [index]
  })
}

/** The visits that a relation about times is about, as far as they are served. */
function tiedPlaces(relation: Relation, routes: readonly Route[]): Place[] {
  if (relation.kind === 'before') {
    return [...placesOf(routes, relation.first).slice(-1), ...placesOf(routes, relation.second).slice(0, 1)]
  }
  if (relation.kind !== 'synchronised') return []
  return relation.tasks.flatMap((task) => placesOf(routes, task).slice(0, 1))
}

/**
 * The timetables of a plan under relations between starts of work: the least fixpoint of bounds, raised from
 * nothing until all hold. Undefined where a route can no longer be driven or a relation stays broken.
 */
export function timesOfPlan(
  problem: Problem,
  routes: readonly Route[],
  taste: Taste,
  wish: Wish,
): Timetable[] | undefined {
  const ties = (problem.relations ?? [])
    .map((relation): Tie => ({ relation, places: tiedPlaces(relation, routes) }))
    .filter(({ places }) => places.length > 1)
  const held = routes.map(
    (_, route) =>
      new Set(ties.flatMap(({ places }) => places.filter((p) => p.route === route).map((p) => p.at))),
  )
  const bounds = routes.map(() => new Map<number, number>())
  for (;;) {
    const times: Timetable[] = []
    for (const [route, { shift, stops }] of routes.entries()) {
      const chosen = chooseTimetable(problem, shift, stops, {
        bounds: bounds[route]!,
        held: held[route]!,
        taste,
        wish,
      })
      if (chosen === undefined) return undefined
      times.push(chosen)
    }
    const startOf = ({ route, at }: Place) => times[route]!.starts[at]!
    const endOf = ({ route, at }: Place) => times[route]!.ends[at]!
    let isStill = true
    const raise = ({ route, at }: Place, bound: number) => {
      if (bound <= startOf({ route, at })) return
      bounds[route]!.set(at, bound)
      isStill = false
    }
    for (const { relation, places } of ties) {
      if (relation.kind === 'before') {
        const [first, second] = [places[0]!, places[1]!]
        raise(second, endOf(first) + (relation.minGapS ?? 0))
        if (relation.maxGapS === undefined) continue
        raise(first, startOf(second) - relation.maxGapS - (endOf(first) - startOf(first)))
      } else {
        const latest = Math.max(...places.map(startOf))
        for (const place of places) raise(place, latest)
      }
    }
    if (isStill) return times
  }
}
