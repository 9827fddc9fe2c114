import type { Problem, RoutePlan, Shift, Solution, Window } from '../src/index.ts'
import { lastingFaults } from './oracle/lasting-rules.ts'
import { fits, loadsOf } from './oracle/loads.ts'
import type { Figures } from './oracle/price.ts'
import { figuresOf } from './oracle/price.ts'
import type { Wish } from './oracle/rank.ts'
import { objectiveRank, termsOf } from './oracle/rank.ts'
import type { Route } from './oracle/relations.ts'
import { brokenGaps, brokenOrders } from './oracle/relations.ts'
import type { Counter } from './oracle/rests.ts'
import { drive, newCounters, stand, work } from './oracle/rests.ts'
import { releasesOf } from './oracle/timetable.ts'
import { metres, seconds } from './oracle/travel.ts'
import type { Stop } from './oracle/visits.ts'
import { isVisit, locationOf, readStops, workAt } from './oracle/visits.ts'

/**
 * Checks a plan by the definitions of the model alone: nothing of the solver's code is used. Returns what is
 * wrong, in words; an empty list means that every figure and every rule holds.
 */
export function checkPlan(problem: Problem, solution: Solution, wish: Wish = {}): string[] {
  const faults: string[] = []
  const ids = solution.routes.map(({ shift }) => shift)
  if (new Set(ids).size < ids.length) faults.push('a shift has two routes')
  const routes = solution.routes.map((plan) => readRoute(problem, plan))
  solution.routes.forEach((plan, i) => {
    faults.push(...new RouteCheck(problem, routes[i]!, plan).faults.map((fault) => `${plan.shift}: ${fault}`))
  })
  const starts = solution.routes.map(({ stops }) => stops.map(({ serviceStartS }) => serviceStartS))
  const ends = solution.routes.map(({ stops }, i) =>
    stops.map(({ serviceStartS }, at) => serviceStartS + workOf(routes[i]!, at)),
  )
  faults.push(...brokenOrders(problem, routes).map((index) => `relation ${index} is broken`))
  faults.push(
    ...brokenGaps(problem, routes, { starts, ends }).map((index) => `relation ${index} is broken in time`),
  )
  faults.push(...checkService(problem, solution))
  const figures = solution.routes.map((plan, i) =>
    figuresOf(problem, routes[i]!.shift, routes[i]!.stops, timesOf(plan)),
  )
  const levels = objectiveRank(problem, sequencesOf(solution), figures, wish)
  const isOneFigure =
    levels.length === 1 && termsOf(wish.objective ?? 'cost').every(({ weight }) => weight === 1)
  if (isOneFigure && Math.abs(levels[0]! - solution.cost) > 1e-6) {
    faults.push(`cost is ${solution.cost}, not ${levels[0]}`)
  }
  return faults
}

/** The figures of the routes of a plan by the times that it reports. */
export function figuresOfPlan(problem: Problem, solution: Solution): Figures[] {
  return solution.routes.map((plan) => {
    const { shift, stops } = readRoute(problem, plan)
    return figuresOf(problem, shift, stops, timesOf(plan))
  })
}

export function sequencesOf(solution: Solution) {
  return solution.routes.map(({ shift, stops }) => ({ shift, jobs: stops.map(({ job }) => job) }))
}

/** The money a plan costs by the shifts' prices, wishes and prizes. */
export function moneyOf(problem: Problem, solution: Solution): number {
  return objectiveRank(problem, sequencesOf(solution), figuresOfPlan(problem, solution), {})[0]!
}

function readRoute(problem: Problem, { shift, stops }: RoutePlan): Route {
  return {
    shift: problem.shifts.find(({ id }) => id === shift)!,
    stops: readStops(
      problem,
      stops.map(({ job }) => job),
    ),
  }
}

function timesOf(plan: RoutePlan) {
  return {
    departure: plan.startS,
    end: plan.endS,
    starts: plan.stops.map(({ serviceStartS }) => serviceStartS),
    ends: [],
    leaves: [plan.startS, ...plan.stops.map(({ departureS }) => departureS)],
    drivingS: plan.drivingS,
    workS: plan.serviceS,
    waitS: plan.waitS,
    restS: plan.restS,
    breaks: '',
  }
}

function workOf({ shift, stops }: Route, at: number): number {
  const stop = stops[at]!
  if (!isVisit(stop)) return stop.loadingS
  const before = at === 0 ? shift.start : locationOf(stops[at - 1]!)
  const { setupS, serviceS } = workAt(stop, shift, before)
  return setupS + serviceS
}

/** Every task is served once or listed as left out, unless another of its group is served. */
function checkService(problem: Problem, solution: Solution): string[] {
  const served = solution.routes.flatMap(({ stops }) => stops.map(({ job }) => job))
  const left = solution.unassigned.map(({ job }) => job)
  const tasks = [
    ...problem.jobs.map((task) => ({ task, visits: 1 })),
    ...(problem.shipments ?? []).map((task) => ({ task, visits: 2 })),
  ]
  return tasks.flatMap(({ task: { id, group }, visits }) => {
    const rivals = tasks.filter(({ task }) => task.id !== id && task.group === group && group !== undefined)
    const isRepresented = rivals.some(({ task }) => served.includes(task.id))
    const times = served.filter((other) => other === id).length
    const isLeft = left.includes(id)
    if (isRepresented && (times > 0 || isLeft)) return [`${id} is of a group that is served`]
    if (times !== (isLeft || isRepresented ? 0 : visits)) return [`${id} is visited ${times} times`]
    return []
  })
}

/** Follows one route through its day. */
class RouteCheck {
  readonly faults: string[]
  private readonly problem: Problem
  private readonly shift: Shift
  private readonly stops: readonly Stop[]
  private readonly plan: RoutePlan
  private readonly loads: readonly number[][]
  private clock: number
  private counters: readonly Counter[]

  constructor(problem: Problem, { shift, stops }: Route, plan: RoutePlan) {
    this.problem = problem
    this.shift = shift
    this.stops = stops
    this.plan = plan
    this.faults = lastingFaults(problem, shift, stops).map((name) => `${name} is broken`)
    this.loads = loadsOf(problem, shift, stops)
    this.clock = plan.startS
    this.counters = newCounters(shift)
    this.equal('load at the start', plan.loadAtStart, this.loads[0]!)
    stops.forEach((stop, i) => this.visit(stop, i))
    const rests = plan.stops.reduce((sum, { restS }) => sum + restS, 0)
    this.go(stops.length, {
      restS: plan.restS - rests,
      drivingS: plan.returnDrivingS,
      distanceM: plan.returnDistanceM,
    })
    this.equal('end', plan.endS, this.clock)
    this.checkBreaksOwed()
    this.checkRides()
    this.checkLimits()
  }

  private expect(name: string, isRight: boolean): void {
    if (!isRight) this.faults.push(name)
  }

  private equal(name: string, found: number | readonly number[], right: number | readonly number[]): void {
    const [some, others] = [[found].flat(), [right].flat()]
    const isSame = some.length === others.length && some.every((one, i) => Math.abs(one - others[i]!) < 1e-6)
    this.expect(`${name} is ${some.join()}, not ${others.join()}`, isSame)
  }

  private placeOf(i: number): number | undefined {
    if (i < 0) return this.shift.start
    return i === this.stops.length ? this.shift.end : locationOf(this.stops[i]!)
  }

  private idle(until: number): void {
    this.counters = stand(this.counters, until - this.clock)
    this.clock = Math.max(this.clock, until)
  }

  /** The leg to a stop, with the rests that it makes necessary. */
  private go(i: number, leg: { restS: number; drivingS: number; distanceM: number }): void {
    const { problem, shift } = this
    const [from, to] = [this.placeOf(i - 1), this.placeOf(i)]
    const next = this.stops[i]
    const needed = drive(
      this.counters,
      (at) => seconds(problem, shift, from, to, at),
      this.clock,
      next !== undefined && isVisit(next) ? workOf({ shift, stops: this.stops }, i) : 0,
    )
    this.expect(`no rest is enough on the way to ${i}`, needed !== undefined)
    if (needed === undefined) return
    this.equal(`rest before ${i}`, leg.restS, needed.restS)
    this.equal(`driving to ${i}`, leg.drivingS, needed.drivingS)
    this.equal(`distance to ${i}`, leg.distanceM, metres(problem, shift, from, to, needed.leavesAt))
    this.counters = needed.counters
    this.clock += needed.restS + needed.drivingS
  }

  private visit(stop: Stop, i: number): void {
    const planned = this.plan.stops[i]!
    const workS = workOf({ shift: this.shift, stops: this.stops }, i)
    this.go(i, planned)
    this.equal(`place of ${i}`, planned.location, locationOf(stop))
    this.equal(`arrival at ${i}`, planned.arrivalS, this.clock)
    const restingBefore = this.holdBreaks(i, 'beforeService')
    this.expect(`work at ${i} overlaps travel or a break`, planned.serviceStartS >= this.clock)
    this.idle(planned.serviceStartS)
    const windows = isVisit(stop) ? stop.place.windows : stop.windows
    this.expect(`work at ${i} starts outside its windows`, isInside(windows, planned.serviceStartS))
    if (isVisit(stop)) {
      this.counters = work(this.counters, workS)
      const pinned = stop.end === 'delivery' ? undefined : stop.task.pin?.startS
      this.expect(
        `${i} is not when it is pinned`,
        (pinned ?? planned.serviceStartS) === planned.serviceStartS,
      )
      const setupS = workAt(stop, this.shift, this.placeOf(i - 1)).setupS
      this.equal(`setup at ${i}`, planned.setupS, setupS)
    }
    this.clock += workS
    const resting = restingBefore + this.holdBreaks(i, 'afterService')
    this.expect(`leaves ${i} before it is done`, planned.departureS >= this.clock)
    this.idle(planned.departureS)
    this.equal(`waiting at ${i}`, planned.waitS, planned.departureS - planned.arrivalS - workS - resting)
    this.equal(`load after ${i}`, planned.loadAfter, this.loads[i + 1]!)
    this.expect(
      `${i} is left before the goods are there`,
      planned.departureS >= releasesOf(this.stops)[i + 1]!,
    )
  }

  /** Breaks in their order; returns their seconds. */
  private holdBreaks(i: number, when: 'beforeService' | 'afterService'): number {
    const held = this.plan.breaks.filter((pause) => pause.stop === i && pause.when === when)
    for (const { index, startS, endS } of held) {
      const rule = this.shift.breaks[index]!
      this.expect(`break ${index} overlaps`, startS >= this.clock)
      this.idle(startS)
      this.expect(
        `break ${index} starts outside its window`,
        isInside(rule.windows ?? [[rule.fromS, rule.toS]], startS),
      )
      this.equal(`length of break ${index}`, endS - startS, rule.durationS)
      const load = this.loads[when === 'beforeService' ? i : i + 1]!
      this.expect(`break ${index} is held with too much on board`, fits(load, rule.maxLoad))
      this.idle(endS)
    }
    return held.reduce((sum, { startS, endS }) => sum + endS - startS, 0)
  }

  private checkBreaksOwed(): void {
    const { startS, endS, breaks } = this.plan
    this.shift.breaks.forEach(({ toS }, index) => {
      const held = breaks.filter((pause) => pause.index === index).length
      const isOwed = startS < toS && endS > toS
      this.expect(`break ${index} is held ${held} times`, held === 1 || (held === 0 && !isOwed))
    })
  }

  private checkRides(): void {
    this.stops.forEach((stop, i) => {
      if (!isVisit(stop) || stop.end !== 'delivery' || !('maxRideS' in stop.task)) return
      const from = this.stops.findIndex((other) => isVisit(other) && other.task === stop.task)
      const left =
        this.plan.stops[from]!.serviceStartS + workOf({ shift: this.shift, stops: this.stops }, from)
      const ride = this.plan.stops[i]!.serviceStartS - left
      this.expect(`the ride to ${i} lasts too long`, ride <= (stop.task.maxRideS ?? Infinity))
    })
  }

  private checkLimits(): void {
    const { shift, plan, problem, stops } = this
    const sum = (one: (stop: RoutePlan['stops'][number]) => number) =>
      plan.stops.reduce((total, stop) => total + one(stop), 0)
    const visits = stops.map((stop, i) => (isVisit(stop) ? workOf({ shift, stops }, i) : 0))
    const figures = figuresOf(problem, shift, stops, timesOf(plan))
    this.equal('duration', plan.durationS, plan.endS - plan.startS)
    this.equal('distance', plan.distanceM, figures.distance)
    this.equal('driving', plan.drivingS, sum(({ drivingS }) => drivingS) + plan.returnDrivingS)
    this.equal(
      'waiting',
      plan.waitS,
      sum(({ waitS }) => waitS),
    )
    this.equal(
      'service',
      plan.serviceS,
      visits.reduce((total, one) => total + one, 0),
    )
    this.equal('overtime', plan.overtimeS, figures.overtime)
    this.equal('lateness', plan.latenessS, figures.lateness)
    this.expect('leaves before the shift', plan.startS >= shift.window[0])
    this.expect('leaves too late', plan.startS <= (shift.latestStartS ?? Infinity))
    this.expect('leaves before its goods are there', plan.startS >= releasesOf(stops)[0]!)
    this.expect('returns after the shift', plan.endS <= shift.window[1])
    this.expect('goes too far', plan.distanceM <= (shift.maxDistanceM ?? Infinity))
    this.expect('takes too long', plan.durationS <= (shift.maxDurationS ?? Infinity))
    this.expect('drives too long', plan.drivingS <= (shift.maxDrivingS ?? Infinity))
    this.expect('works too long', plan.drivingS + plan.serviceS <= (shift.maxWorkS ?? Infinity))
  }
}

function isInside(windows: readonly Window[], at: number): boolean {
  return windows.length === 0 || windows.some(([from, to]) => at >= from && at <= to)
}
