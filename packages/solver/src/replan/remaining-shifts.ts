import type { Problem, Shift, WorkRule } from '../model/problem.ts'
import type { DayState, ShiftState, SinceRest } from './day-state.ts'
import { isReload, mayReload } from './done-day.ts'
import type { DoneDay } from './done-day.ts'
import type { RemainingTasks } from './remaining-tasks.ts'
import { HAS_LEFT, skillOf } from './bars.ts'

/**
 * The shifts as they go on: from where they are, from when they are free, with what they have on board and what
 * of their limits is left. A shift that is out, or whose window has closed before it left, is gone.
 */
export function remainingShifts(
  problem: Problem,
  day: DayState,
  done: DoneDay,
  tasks: RemainingTasks,
): Shift[] {
  const all = [...tasks.jobs, ...tasks.shipments]
  const context = {
    problem,
    done,
    ids: new Set(all.map(({ id }) => id)),
    barred: new Set(all.flatMap(({ forbiddenSkills = [] }) => forbiddenSkills)),
  }
  return problem.shifts.flatMap((shift) => {
    if (done.gone.has(shift.id)) return []
    const state = done.stateOf.get(shift.id)
    return [state === undefined ? notLeft(shift, day.nowS, context) : underWay(shift, state, context)]
  })
}

interface Context {
  readonly problem: Problem
  readonly done: DoneDay
  /** Tasks that are left, and skills that some of them forbid. */
  readonly ids: ReadonlySet<string>
  readonly barred: ReadonlySet<string>
}

function notLeft(shift: Shift, nowS: number, context: Context): Shift {
  const window = [Math.max(shift.window[0], nowS), shift.window[1]] as const
  return { ...shift, ...sharedRules(shift, [], context), window }
}

function underWay(shift: Shift, state: ShiftState, context: Context): Shift {
  const { leftS, freeFromS, done, breaksHeld = [], sinceRest } = state
  const goneS = freeFromS - leftS
  const visits = done.filter(({ job }) => !isReload(job)).length
  const workS = done.reduce((sum, { startS, endS }) => sum + endS - startS, state.drivingS ?? 0)
  const onBoard = onBoardOf(context, state)
  return {
    ...shift,
    ...sharedRules(shift, mayReload(shift) ? [] : [HAS_LEFT], context),
    start: state.location,
    window: [freeFromS, Math.max(shift.window[1], freeFromS)],
    // It is out already: time spent waiting there counts, and nothing more can be loaded there.
    latestStartS: isStartBound(shift) ? freeFromS : undefined,
    // Where nothing is on board either: a load that is stated may be changed at a depot before any stop.
    onBoard: mayReload(shift) || onBoard.some((load) => load > 0) ? onBoard : undefined,
    breaks: shift.breaks.filter((pause, index) => !breaksHeld.includes(index) && pause.toS >= freeFromS),
    workRules: shift.workRules?.map((rule) =>
      sinceRest === undefined ? rule : startedRule(rule, sinceRest),
    ),
    costs: { ...shift.costs, fixed: 0 },
    maxStops: less(shift.maxStops, visits),
    maxDistanceM: less(shift.maxDistanceM, state.distanceM ?? 0),
    maxDurationS: less(shift.maxDurationS, goneS),
    maxDrivingS: less(shift.maxDrivingS, state.drivingS ?? 0),
    maxWorkS: less(shift.maxWorkS, workS),
    overtimeAfterS: less(shift.overtimeAfterS, goneS),
    maxTrips: shift.maxTrips === undefined ? undefined : Math.max(1, shift.maxTrips - (done.length - visits)),
    prefix: state.next?.filter((id) => context.ids.has(id) || isReload(id)),
  }
}

/** Whether it makes a difference when a shift begins to wait where it is. */
function isStartBound(shift: Shift): boolean {
  const { costs, maxDurationS, overtimeAfterS, workRules = [] } = shift
  return (
    mayReload(shift) ||
    costs.perHour > 0 ||
    (costs.perWaitingHour ?? 0) > 0 ||
    maxDurationS !== undefined ||
    overtimeAfterS !== undefined ||
    workRules.length > 0
  )
}

/** What of a limit is left. */
function less(limit: number | undefined, used: number): number | undefined {
  return limit === undefined ? undefined : Math.max(0, limit - used)
}

/** Skills, costs and promises with what is left of the day's tasks. */
function sharedRules(shift: Shift, skills: readonly string[], { ids, barred }: Context): Partial<Shift> {
  const own = skillOf(shift.id)
  return {
    skills: [...shift.skills, ...skills, ...(barred.has(own) ? [own] : [])],
    prefix: shift.prefix?.filter((id) => ids.has(id) || isReload(id)),
    taskCosts:
      shift.taskCosts && Object.fromEntries(Object.entries(shift.taskCosts).filter(([id]) => ids.has(id))),
  }
}

/** What was picked up or taken along on the trip and goods that could not be delivered. */
function onBoardOf({ problem, done }: Context, state: ShiftState): number[] {
  const jobs = new Map(problem.jobs.map((job) => [job.id, job]))
  const taken = done.currentTrip(state).map(({ job }) => {
    const source = jobs.get(job)
    return source?.kind === 'pickup' ? source.load : (source?.takes ?? [])
  })
  const failed = (state.failed ?? []).map((id) => jobs.get(id)?.load ?? [])
  return problem.dimensions.map((_, d) =>
    [...taken, ...failed].reduce((sum, load) => Math.round((sum + (load[d] ?? 0)) * 1e6) / 1e6, 0),
  )
}

/** A rule that goes on counting where it is. */
function startedRule(rule: WorkRule, { drivingS, workS, pauseS = 0 }: SinceRest): WorkRule {
  return {
    ...rule,
    sinceS: rule.measure === 'driving' ? drivingS : workS,
    isHalfRested: rule.splitS !== undefined && pauseS >= rule.splitS[0],
  }
}
