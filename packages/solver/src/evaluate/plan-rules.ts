import type { Prepared } from '../model/prepare.ts'
import type { Relation } from '../model/problem.ts'
import type { RoutePlan, Violation } from '../model/solution.ts'
import { workSeconds } from '../model/work-seconds.ts'

interface Visit {
  readonly route: number
  readonly stop: number
  readonly startS: number
  readonly endS: number
}

/** What a plan as a whole breaks, relations and groups, for the routes on which it shows. */
export function planViolations(prepared: Prepared, routes: readonly RoutePlan[]): Violation[][] {
  const found: Violation[][] = routes.map(() => [])
  const { relations = [], jobs, shipments = [] } = prepared.problem
  const visits = new Map<string, Visit[]>()
  routes.forEach((route, index) => {
    route.stops.forEach((stop, at) => {
      const before = visits.get(stop.job) ?? []
      // Work ends where the breaks and waiting behind it begin.
      const endS = stop.serviceStartS + workOf(prepared, route, at)
      visits.set(stop.job, [...before, { route: index, stop: at, startS: stop.serviceStartS, endS }])
    })
  })
  relations.forEach((relation, index) => {
    const broken = brokenBy(relation, visits)
    if (broken === undefined) return
    found[broken.at.route]?.push({
      kind: 'ruleBroken',
      rule: 'relation',
      stop: broken.at.stop,
      job: routes[broken.at.route]?.stops[broken.at.stop]?.job ?? '',
      by: broken.by,
      relation: index,
    })
  })
  const served = new Map<string, string>()
  for (const { id, group } of [...jobs, ...shipments]) {
    const at = visits.get(id)?.[0]
    if (group === undefined || at === undefined) continue
    if (served.has(group)) {
      found[at.route]?.push({ kind: 'ruleBroken', rule: 'group', stop: at.stop, job: id, by: 1 })
    }
    served.set(group, id)
  }
  return found
}

function workOf(prepared: Prepared, route: RoutePlan, at: number): number {
  const stop = route.stops[at]
  if (stop === undefined) return 0
  const type = prepared.types[prepared.shiftType[route.shiftIndex] ?? 0]
  const task = prepared.taskById.get(stop.job)
  if (task === undefined) return 0
  const { jobs, shipments = [] } = prepared.problem
  const shipment = shipments[task - jobs.length]
  const isSecond = route.stops.findIndex(({ job }) => job === stop.job) < at
  const visit = jobs[task] ?? (isSecond ? shipment?.delivery : shipment?.pickup)
  return stop.setupS + (visit === undefined ? 0 : workSeconds(visit, type?.shift.vehicleType).serviceS)
}

function brokenBy(
  relation: Relation,
  visits: ReadonlyMap<string, readonly Visit[]>,
): { at: Visit; by: number } | undefined {
  if (relation.kind === 'before') {
    const first = visits.get(relation.first)?.at(-1)
    const second = visits.get(relation.second)?.[0]
    if (first === undefined || second === undefined) return undefined
    const gap = second.startS - first.endS
    const short = (relation.minGapS ?? 0) - gap
    const long = gap - (relation.maxGapS ?? Infinity)
    return Math.max(short, long) > 0 ? { at: second, by: Math.max(short, long) } : undefined
  }
  const all = relation.tasks.flatMap((id) => visits.get(id)?.slice(0, 1) ?? [])
  const [head] = all
  if (head === undefined) return undefined
  switch (relation.kind) {
    case 'sameVehicle':
      return count(all.filter((visit) => visit.route !== head.route))
    case 'differentVehicles':
      return count(all.filter((visit, i) => all.findIndex((other) => other.route === visit.route) < i))
    case 'synchronised': {
      const together = count(
        all.filter((visit, i) => all.findIndex((other) => other.route === visit.route) < i),
      )
      const spread =
        Math.max(...all.map(({ startS }) => startS)) - Math.min(...all.map(({ startS }) => startS))
      return spread > 0
        ? { at: all.find(({ startS }) => startS !== head.startS) ?? head, by: spread }
        : together
    }
    case 'sequence':
    case 'directSequence': {
      const wrong = all.filter((visit, i) => {
        const before = all[i - 1]
        if (before === undefined) return false
        if (visit.route !== before.route || visit.stop < before.stop) return true
        return relation.kind === 'directSequence' && visit.stop !== before.stop + 1
      })
      return count(wrong)
    }
  }
}

function count(wrong: readonly Visit[]): { at: Visit; by: number } | undefined {
  const [first] = wrong
  return first === undefined ? undefined : { at: first, by: wrong.length }
}
