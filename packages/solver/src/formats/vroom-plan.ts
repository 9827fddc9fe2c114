import { chooseTimes } from './choose-times.ts'
import type { OrderedStep } from './choose-times.ts'
import type { ParsedVroom } from './vroom.ts'
import { vroomOutput } from './vroom-answer.ts'
import { vroomRoute } from './vroom-route.ts'
import type { TimedStep, VroomRoute, VroomTask, VroomViolation } from './vroom-route.ts'
import type { VroomVehicle } from './vroom-schema.ts'
import type { VroomStep } from './vroom-steps.ts'
import { VroomTasks, workOf } from './vroom-tasks.ts'
import { vehicleDurations } from './vroom-vehicles.ts'
import { violationsOf } from './vroom-violations.ts'

/**
 * VROOM's plan mode: times for the routes that the steps of the vehicles describe, with the least seconds outside
 * time windows, and every rule that they break. Nothing is searched; unlike `evaluateRoute` it holds breaks where
 * the steps have them, and may begin a task early where that makes others less late.
 * @throws FormatError when `service_at`, `service_after` and `service_before` cannot all be kept, or a leg has no way.
 */
export function vroomPlan(parsed: ParsedVroom): object {
  const startedAt = performance.now()
  const tasks = new VroomTasks(parsed)
  const routes = parsed.steps.flatMap((steps, vehicle): VroomRoute[] =>
    steps.some(({ type }) => type !== 'start' && type !== 'end')
      ? [new PlannedRoute(parsed, tasks, vehicle).answer()]
      : [],
  )
  const served = new Set(parsed.steps.flat().map((step) => taskOf(tasks, step)))
  const absent = tasks.all.filter((task) => !served.has(task)).map((task) => ({ task }))
  return vroomOutput(parsed, routes, absent, (performance.now() - startedAt) / 1000)
}

function taskOf(tasks: VroomTasks, step: VroomStep): VroomTask | undefined {
  if (step.type === 'job') return tasks.job(step.job)
  return step.type === 'pickup' || step.type === 'delivery' ? tasks.end(step.type, step.shipment) : undefined
}

/** A step as given, with the travel to it and the work at it. */
interface Given {
  readonly step: VroomStep
  readonly what: TimedStep['what']
  readonly drivingS: number
  readonly distanceM: number
  readonly setupS: number
  readonly serviceS: number
}

class PlannedRoute {
  private readonly parsed: ParsedVroom
  private readonly vehicle: VroomVehicle
  private readonly vehicleIndex: number
  private readonly given: readonly Given[]

  constructor(parsed: ParsedVroom, tasks: VroomTasks, vehicleIndex: number) {
    const vehicle = parsed.input.vehicles[vehicleIndex]
    if (vehicle === undefined) throw new RangeError(`there is no vehicle ${vehicleIndex}`)
    this.parsed = parsed
    this.vehicle = vehicle
    this.vehicleIndex = vehicleIndex
    this.given = this.travelAlong(tasks)
  }

  answer(): VroomRoute {
    const { parsed, vehicleIndex } = this
    const times = chooseTimes(this.given.map((given) => this.orderedStep(given)))
    if (times === undefined) {
      parsed.fail(['vehicles', vehicleIndex, 'steps'], 'cannot keep all of service_at, _after and _before')
    }
    const steps = this.timedSteps(times ?? [])
    const missing = this.vehicle.breaks.length - this.given.filter(({ what }) => what.type === 'break').length
    const violations = violationsOf([
      ...steps.flatMap((step) => step.violations),
      ...(missing > 0 ? [{ cause: 'missing_break' } as const] : []),
    ])
    return vroomRoute(parsed, vehicleIndex, steps, violations)
  }

  private travelAlong(tasks: VroomTasks): Given[] {
    const { parsed, vehicle, vehicleIndex } = this
    const steps = withEnds(parsed.steps[vehicleIndex] ?? [])
    const way = parsed.travel.get(vehicle.profile)
    if (way === undefined) throw new RangeError(`there is no travel of "${vehicle.profile}"`)
    const durations = vehicleDurations(vehicle, way)
    let from = parsed.places.starts[vehicleIndex]
    return steps.map((step): Given => {
      const still = { step, drivingS: 0, distanceM: 0, setupS: 0, serviceS: 0 }
      if (step.type === 'start') return { ...still, what: { type: step.type } }
      if (step.type === 'break') {
        const pause = vehicle.breaks[step.pause]
        if (pause === undefined) throw new RangeError(`there is no break ${step.pause}`)
        return { ...still, what: { type: step.type, pause }, serviceS: pause.service }
      }
      const task = taskOf(tasks, step)
      const to = task === undefined ? parsed.places.ends[vehicleIndex] : task.row
      const leg = from === undefined || to === undefined ? -1 : from * parsed.places.count + to
      const travel = { drivingS: durations[leg] ?? 0, distanceM: way.distanceM?.[leg] ?? 0 }
      if (travel.drivingS < 0 || travel.distanceM < 0) this.refuseLeg(step)
      if (task === undefined) return { ...still, ...travel, what: { type: 'end' } }
      const work = workOf(task, vehicle, from)
      from = task.row
      return { step, what: task, ...travel, ...work }
    })
  }

  /** VROOM has no violation for a leg without a way, and a plan with one has no times. */
  private refuseLeg(step: VroomStep): never {
    const { parsed, vehicleIndex } = this
    const index = parsed.steps[vehicleIndex]?.indexOf(step) ?? -1
    const path = ['vehicles', vehicleIndex, 'steps', ...(index < 0 ? [] : [index])]
    return parsed.fail(path, `there is no way to its ${step.type}`)
  }

  private orderedStep({ step, what, drivingS, setupS, serviceS }: Given): OrderedStep {
    const { clock } = this.parsed
    const earliest = -clock.originS
    const at = (time: number | undefined) => (time === undefined ? undefined : time - clock.originS)
    const fixed = at(step.service_at)
    return {
      isBreak: what.type === 'break',
      drivingS,
      workS: setupS + serviceS,
      windows: this.windowsOf(what),
      fromS: Math.max(earliest, fixed ?? -Infinity, at(step.service_after) ?? -Infinity),
      toS: Math.min(fixed ?? Infinity, at(step.service_before) ?? Infinity),
    }
  }

  /** A vehicle's hours bind its start from below and its end from above. */
  private windowsOf(what: TimedStep['what']): readonly (readonly [number, number])[] {
    const { clock } = this.parsed
    const hours = this.vehicle.time_window
    if (what.type === 'start') return hours === undefined ? [] : [[clock.window(hours)[0], Infinity]]
    if (what.type === 'end') return hours === undefined ? [] : [[-Infinity, clock.window(hours)[1]]]
    const { time_windows } = 'pause' in what ? what.pause : 'place' in what ? what.place : {}
    return time_windows?.map(clock.window) ?? []
  }

  private timedSteps(times: readonly number[]): TimedStep[] {
    const { parsed, given } = this
    const dimensionCount = parsed.problem.dimensions.length
    const load = Array.from({ length: dimensionCount }, (_, d) =>
      given.reduce((sum, { what }) => sum + (what.type === 'job' ? (what.delivery[d] ?? 0) : 0), 0),
    )
    const precedence = brokenPairs(given)
    const soFar = { stops: 0, drivingS: 0, distanceM: 0 }
    let free = times[0] ?? 0
    let left = { drivingS: 0, distanceM: 0 }
    return given.map((entry, index): TimedStep => {
      const { what, setupS, serviceS } = entry
      const time = times[index] ?? 0
      if (given[index - 1]?.what.type !== 'break') left = wayFrom(given, index)
      // Driving goes on until a break begins, and all of it is done before a task.
      const drivingS = what.type === 'break' ? Math.min(left.drivingS, time - free) : left.drivingS
      const distanceM =
        what.type === 'break' && left.drivingS > 0
          ? Math.round((left.distanceM * drivingS) / left.drivingS)
          : what.type === 'break'
            ? 0
            : left.distanceM
      left = { drivingS: left.drivingS - drivingS, distanceM: left.distanceM - distanceM }
      const arrivalS = free + drivingS
      free = time + setupS + serviceS
      soFar.drivingS += drivingS
      soFar.distanceM += distanceM
      if ('place' in what) {
        soFar.stops++
        for (let d = 0; d < dimensionCount; d++) {
          load[d] = (load[d] ?? 0) + (what.pickup[d] ?? 0) - (what.delivery[d] ?? 0)
        }
      }
      const isEnd = what.type === 'end'
      return {
        what,
        drivingS,
        distanceM,
        arrivalS: isEnd ? time : arrivalS,
        waitingS: isEnd ? 0 : time - arrivalS,
        setupS,
        serviceS,
        load: [...load],
        violations: [
          ...this.timeViolations(what, time),
          ...this.ruleViolations(what, load, soFar),
          ...(precedence.has(index) ? [{ cause: 'precedence' } as const] : []),
        ],
      }
    })
  }

  private timeViolations(what: TimedStep['what'], time: number): VroomViolation[] {
    const windows = this.windowsOf(what)
    if (windows.length === 0) return []
    const outside = windows.map(([from, to]): VroomViolation | undefined => {
      if (time < from) return { cause: 'lead_time', duration: from - time }
      return time > to ? { cause: 'delay', duration: time - to } : undefined
    })
    if (outside.includes(undefined)) return []
    return outside
      .flatMap((violation) => violation ?? [])
      .toSorted((a, b) => (a.duration ?? 0) - (b.duration ?? 0))
      .slice(0, 1)
  }

  private ruleViolations(
    what: TimedStep['what'],
    load: readonly number[],
    soFar: { readonly stops: number; readonly drivingS: number; readonly distanceM: number },
  ): VroomViolation[] {
    const { vehicle } = this
    const exceeds = (most: readonly number[]) => load.some((figure, d) => figure > (most[d] ?? 0))
    const isOver = (figure: number, most: number | undefined) => most !== undefined && figure > most
    const isTask = 'place' in what
    const broken: Readonly<Record<string, boolean>> = {
      load: exceeds(vehicle.capacity),
      max_tasks: isTask && isOver(soFar.stops, vehicle.max_tasks),
      skills: isTask && !what.skills.every((skill) => vehicle.skills.includes(skill)),
      max_travel_time: isOver(soFar.drivingS, vehicle.max_travel_time),
      max_distance: isOver(soFar.distanceM, vehicle.max_distance),
      max_load: what.type === 'break' && what.pause.max_load !== undefined && exceeds(what.pause.max_load),
    }
    const causes = ['load', 'max_tasks', 'skills', 'max_travel_time', 'max_load', 'max_distance'] as const
    return causes.filter((cause) => broken[cause]).map((cause) => ({ cause }))
  }
}

/** A route with the start and the end that its steps may leave out. */
function withEnds(steps: readonly VroomStep[]): VroomStep[] {
  return [
    ...(steps[0]?.type === 'start' ? [] : [{ type: 'start' } as const]),
    ...steps,
    ...(steps.at(-1)?.type === 'end' ? [] : [{ type: 'end' } as const]),
  ]
}

/** The way to the next task or the end from a step on. */
function wayFrom(given: readonly Given[], index: number): { drivingS: number; distanceM: number } {
  const { drivingS = 0, distanceM = 0 } = given.slice(index).find(({ what }) => what.type !== 'break') ?? {}
  return { drivingS, distanceM }
}

/** Pickups without a delivery behind them, and deliveries without a pickup before them. */
function brokenPairs(given: readonly Given[]): ReadonlySet<number> {
  const open = new Map<number, number>()
  const broken = new Set<number>()
  given.forEach(({ step }, index) => {
    if (step.type === 'pickup') open.set(step.shipment, index)
    if (step.type === 'delivery' && !open.delete(step.shipment)) broken.add(index)
  })
  for (const index of open.values()) broken.add(index)
  return broken
}
