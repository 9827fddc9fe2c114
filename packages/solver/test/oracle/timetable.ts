import type { Break, Problem, Shift, Window } from '../../src/index.ts'
import { fits, loadsOf } from './loads.ts'
import type { Counter } from './rests.ts'
import { drive, newCounters, stand, work } from './rests.ts'
import { seconds } from './travel.ts'
import type { Stop } from './visits.ts'
import { isVisit, locationOf, workAt } from './visits.ts'

/** One way to drive a sequence. */
export interface Timetable {
  readonly departure: number
  readonly end: number
  /** By stop: start of its work or loading, and the end of it. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  /** When the leg to each stop begins, and the one to the end. */
  readonly leaves: readonly number[]
  readonly drivingS: number
  /** Setup and service. */
  readonly workS: number
  readonly waitS: number
  readonly restS: number
  /** Where the breaks are: as text, one and the same for the same places. */
  readonly breaks: string
}

/** Lower bounds on the start of work, by position. */
export type Bounds = ReadonlyMap<number, number>

interface State extends Omit<Timetable, 'departure' | 'end'> {
  readonly clock: number
  readonly counters: readonly Counter[]
  readonly pauses: readonly number[]
}

/**
 * All timetables that leave at `departure`, keep windows, breaks, rests, releases, docks' hours, pins and rides,
 * and do each thing as early as possible: one for each way of placing the breaks.
 */
export function everyTimetable(
  problem: Problem,
  shift: Shift,
  stops: readonly Stop[],
  departure: number,
  bounds: Bounds,
): Timetable[] {
  const found = drivable(problem, shift, stops, departure, bounds)
  return found.flatMap((timetable) => {
    const kept = keepRides(problem, shift, stops, timetable, bounds)
    return kept === undefined ? [] : [kept]
  })
}

/** Lets work at pickups start later until no ride is too long; undefined where that does not help. */
function keepRides(
  problem: Problem,
  shift: Shift,
  stops: readonly Stop[],
  timetable: Timetable,
  bounds: Bounds,
): Timetable | undefined {
  const lifted = new Map(bounds)
  let now: Timetable | undefined = timetable
  for (;;) {
    const { starts, ends }: Timetable = now
    let isKept = true
    stops.forEach((stop, i) => {
      if (!isVisit(stop) || stop.end !== 'delivery' || !('maxRideS' in stop.task)) return
      const from = stops.findIndex((other) => isVisit(other) && other.task === stop.task)
      const tooLong = starts[i]! - ends[from]! - (stop.task.maxRideS ?? Infinity)
      if (tooLong <= 0) return
      isKept = false
      lifted.set(from, starts[from]! + tooLong)
    })
    if (isKept) return now
    const again = drivable(problem, shift, stops, timetable.departure, lifted)
    now = again.find(({ breaks }) => breaks === timetable.breaks)
    if (now === undefined) return undefined
  }
}

function drivable(
  problem: Problem,
  shift: Shift,
  stops: readonly Stop[],
  departure: number,
  bounds: Bounds,
): Timetable[] {
  const found: Timetable[] = []
  const loads = loadsOf(problem, shift, stops)
  const releases = releasesOf(stops)

  const placeOf = (i: number) =>
    i < 0 ? shift.start : i === stops.length ? shift.end : locationOf(stops[i]!)

  /** Holds breaks there, in every order, none and some and all, and goes on. */
  const pause = (state: State, load: readonly number[], name: string, goOn: (state: State) => void) => {
    goOn(state)
    for (const index of state.pauses) {
      const rule = shift.breaks[index]!
      const from = earliest(windowsOf(rule), state.clock)
      if (from === undefined || !fits(load, rule.maxLoad)) continue
      const counters = stand(stand(state.counters, from - state.clock), rule.durationS)
      pause(
        {
          ...state,
          clock: from + rule.durationS,
          counters,
          waitS: state.waitS + from - state.clock,
          pauses: state.pauses.filter((other) => other !== index),
          breaks: `${state.breaks} ${index} ${name}`,
        },
        load,
        name,
        goOn,
      )
    }
  }

  const wait = (state: State, until: number): State => {
    const idleS = Math.max(0, until - state.clock)
    return {
      ...state,
      clock: state.clock + idleS,
      counters: stand(state.counters, idleS),
      waitS: state.waitS + idleS,
    }
  }

  const arriveAt = (i: number, state: State) => {
    const stop = stops[i]
    if (stop === undefined) {
      const isOwed = (index: number) => {
        const { toS } = shift.breaks[index]!
        return departure < toS && state.clock > toS
      }
      if (state.clock > shift.window[1] || state.pauses.some(isOwed)) return
      found.push({ ...state, departure, end: state.clock })
      return
    }
    pause(state, loads[i]!, `before ${i}`, (rested) => {
      const from = Math.max(rested.clock, bounds.get(i) ?? -Infinity)
      const start = startAt(stop, from)
      if (start === undefined) return
      const ready = wait(rested, start)
      const { setupS, serviceS } = isVisit(stop)
        ? workAt(stop, shift, placeOf(i - 1))
        : { setupS: 0, serviceS: 0 }
      const workS = setupS + serviceS
      const end = start + (isVisit(stop) ? workS : stop.loadingS)
      const done = {
        ...ready,
        clock: end,
        counters: work(ready.counters, workS),
        workS: ready.workS + workS,
        starts: [...ready.starts, start],
        ends: [...ready.ends, end],
      }
      pause(done, loads[i + 1]!, `after ${i}`, (last) => leave(i, wait(last, releases[i + 1]!)))
    })
  }

  const leave = (i: number, state: State) => {
    const next = stops[i + 1]
    const there =
      next !== undefined && isVisit(next) ? workAt(next, shift, placeOf(i)) : { setupS: 0, serviceS: 0 }
    const leg = drive(
      state.counters,
      (at) => seconds(problem, shift, placeOf(i), placeOf(i + 1), at),
      state.clock,
      there.setupS + there.serviceS,
    )
    if (leg === undefined) return
    arriveAt(i + 1, {
      ...state,
      clock: state.clock + leg.restS + leg.drivingS,
      counters: leg.counters,
      restS: state.restS + leg.restS,
      drivingS: state.drivingS + leg.drivingS,
      leaves: [...state.leaves, leg.leavesAt],
    })
  }

  if (departure < releases[0]!) return []
  leave(-1, {
    clock: departure,
    counters: newCounters(shift),
    pauses: shift.breaks.map((_, index) => index),
    starts: [],
    ends: [],
    leaves: [],
    drivingS: 0,
    workS: 0,
    waitS: 0,
    restS: 0,
    breaks: '',
  })
  return found
}

/** When work at a stop starts that it is possible from some moment on. */
function startAt(stop: Stop, from: number): number | undefined {
  if (!isVisit(stop)) return earliest(stop.windows, from)
  const pinned = stop.end === 'delivery' ? undefined : stop.task.pin?.startS
  const start = earliest(stop.place.windows, Math.max(from, pinned ?? -Infinity))
  return pinned === undefined || start === pinned ? start : undefined
}

/** By stop, and 0 for the start: when what is loaded there is at the depot. */
export function releasesOf(stops: readonly Stop[]): number[] {
  const releases = Array.from({ length: stops.length + 1 }, () => -Infinity)
  let trip = 0
  stops.forEach((stop, i) => {
    if (!isVisit(stop)) trip = i + 1
    else if ('releaseS' in stop.task)
      releases[trip] = Math.max(releases[trip]!, stop.task.releaseS ?? -Infinity)
  })
  return releases
}

function windowsOf({ windows, fromS, toS }: Break): readonly Window[] {
  return windows === undefined || windows.length === 0 ? [[fromS, toS]] : windows
}

/** The first moment from `at` on inside a window; any moment where there are none. */
function earliest(windows: readonly Window[], at: number): number | undefined {
  if (windows.length === 0) return at
  const moments = windows.filter(([, to]) => at <= to).map(([from]) => Math.max(from, at))
  return moments.length === 0 ? undefined : Math.min(...moments)
}
