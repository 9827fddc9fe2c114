import type { Break, Problem, RoutePlan, Shift, Solution, Window } from '../src/index.ts'

/**
 * Checks a plan by the definitions of the model alone: nothing of the solver's code is used. Returns what is
 * wrong, in words; an empty list means that every figure and every rule holds.
 */
export function checkPlan(problem: Problem, solution: Solution): string[] {
  const faults: string[] = []
  const seen = new Map<string, number>()
  const shifts = new Set<string>()
  for (const route of solution.routes) {
    if (shifts.has(route.shift)) faults.push(`shift ${route.shift} has two routes`)
    shifts.add(route.shift)
    faults.push(...checkRoute(problem, route).map((fault) => `${route.shift}: ${fault}`))
    for (const stop of route.stops) seen.set(stop.job, (seen.get(stop.job) ?? 0) + 1)
  }
  const left = new Set(solution.unassigned.map(({ job }) => job))
  for (const job of problem.jobs) checkCount(job.id, 1, seen, left, faults)
  for (const shipment of problem.shipments ?? []) checkCount(shipment.id, 2, seen, left, faults)
  return faults
}

function checkCount(
  id: string,
  visits: number,
  seen: Map<string, number>,
  left: Set<string>,
  faults: string[],
) {
  const expected = left.has(id) ? 0 : visits
  if ((seen.get(id) ?? 0) !== expected)
    faults.push(`${id} is visited ${seen.get(id) ?? 0} times, not ${expected}`)
}

function checkRoute(problem: Problem, route: RoutePlan): string[] {
  const faults: string[] = []
  const shift = problem.shifts.find(({ id }) => id === route.shift)!
  const matrix = problem.matrices[shift.profile]!
  const travel = (from: number | undefined, to: number | undefined) => {
    if (from === undefined || to === undefined) return { seconds: 0, metres: 0 }
    const seconds = matrix.durationS[from * problem.locationCount + to]!
    const metres = matrix.distanceM[from * problem.locationCount + to]!
    if (seconds < 0 || metres < 0) faults.push(`no way from ${from} to ${to}`)
    return { seconds: Math.round(seconds / (shift.speedFactor ?? 1)), metres }
  }
  let clock = route.startS
  let location = shift.start
  let metres = 0
  const load = problem.dimensions.map((_, d) =>
    route.stops.reduce((sum, stop) => {
      const job = problem.jobs.find(({ id }) => id === stop.job)
      return sum + (job?.kind === 'delivery' ? (job.load[d] ?? 0) : 0)
    }, 0),
  )
  const checkLoad = (where: string) => {
    load.forEach((amount, d) => {
      if (amount > shift.capacity[d]! + 1e-9) faults.push(`overloaded ${where}`)
    })
  }
  checkLoad('at the start')
  const onBoard = new Set<string>()
  route.stops.forEach((stop, index) => {
    const job = problem.jobs.find(({ id }) => id === stop.job)
    const shipment = problem.shipments?.find(({ id }) => id === stop.job)
    const source = (job ?? shipment)!
    const isDelivery = shipment !== undefined && onBoard.has(stop.job)
    const end = job ?? (isDelivery ? shipment!.delivery : shipment!.pickup)
    const leg = travel(location, end.location)
    metres += leg.metres
    if (stop.location !== end.location) faults.push(`stop ${index} is at the wrong place`)
    if (stop.arrivalS !== clock + leg.seconds)
      faults.push(`arrival ${index}: ${stop.arrivalS}, not ${clock + leg.seconds}`)
    const before = route.breaks.filter((pause) => pause.stop === index && pause.when === 'beforeService')
    const after = route.breaks.filter((pause) => pause.stop === index && pause.when === 'afterService')
    clock = checkBreaks(before, shift.breaks, stop.arrivalS, faults)
    if (stop.serviceStartS < clock) faults.push(`service ${index} overlaps travel or a break`)
    if (!isInside(end.windows, stop.serviceStartS)) faults.push(`service ${index} starts outside its windows`)
    clock = checkBreaks(after, shift.breaks, stop.serviceStartS + end.serviceS, faults)
    if (stop.departureS < clock) faults.push(`departure ${index} is before service and breaks end`)
    clock = stop.departureS
    for (const skill of source.skills) if (!shift.skills.includes(skill)) faults.push(`${skill} is missing`)
    const sign = job?.kind === 'service' ? 0 : job?.kind === 'delivery' || isDelivery ? -1 : 1
    load.forEach((_, d) => (load[d] = load[d]! + sign * (source.load[d] ?? 0)))
    load.forEach((amount, d) => {
      if (Math.abs(amount - stop.loadAfter[d]!) > 1e-9) faults.push(`load after ${index} is wrong`)
    })
    checkLoad(`after stop ${index}`)
    if (shipment !== undefined) {
      if (isDelivery) onBoard.delete(stop.job)
      else onBoard.add(stop.job)
    }
    location = end.location
  })
  if (onBoard.size > 0) faults.push('a shipment is not delivered')
  const leg = travel(location, shift.end)
  metres += leg.metres
  if (route.endS !== clock + leg.seconds) faults.push(`ends at ${route.endS}, not ${clock + leg.seconds}`)
  if (route.distanceM !== metres) faults.push(`distance ${route.distanceM}, not ${metres}`)
  if (route.startS < shift.window[0] || route.endS > shift.window[1]) faults.push('outside the shift')
  if (route.durationS !== route.endS - route.startS) faults.push('duration is wrong')
  if (route.stops.length > (shift.maxStops ?? Infinity)) faults.push('too many stops')
  if (metres > (shift.maxDistanceM ?? Infinity)) faults.push('too far')
  if (route.durationS > (shift.maxDurationS ?? Infinity)) faults.push('too long')
  shift.breaks.forEach((pause, index) => {
    const isOwed = route.startS < pause.toS && route.endS > pause.toS
    const held = route.breaks.filter((planned) => planned.index === index).length
    if (held > 1 || (isOwed && held === 0)) faults.push(`break ${index} is held ${held} times`)
  })
  return faults
}

function checkBreaks(
  held: RoutePlan['breaks'],
  breaks: readonly Break[],
  from: number,
  faults: string[],
): number {
  let clock = from
  for (const pause of held) {
    const rule = breaks[pause.index]!
    if (pause.startS < clock) faults.push('a break overlaps')
    if (pause.startS < rule.fromS || pause.startS > rule.toS) faults.push('a break starts outside its window')
    if (pause.endS - pause.startS !== rule.durationS) faults.push('a break has the wrong length')
    clock = pause.endS
  }
  return clock
}

function isInside(windows: readonly Window[], at: number): boolean {
  return windows.length === 0 || windows.some(([from, to]) => at >= from && at <= to)
}

/** The money a plan costs by the shifts' prices. */
export function moneyOf(problem: Problem, solution: Solution): number {
  return solution.routes.reduce((sum, route) => {
    const { costs } = problem.shifts.find(({ id }) => id === route.shift) as Shift
    return (
      sum + costs.fixed + (costs.perHour * route.durationS) / 3600 + (costs.perKm * route.distanceM) / 1000
    )
  }, 0)
}
