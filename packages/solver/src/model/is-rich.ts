import type { SolveOptions } from './options.ts'
import type { Break, Problem, Shift, VisitRules } from './problem.ts'

/** The options of a run that bear on the rules. */
export type PlanRules = Pick<SolveOptions, 'objective' | 'reference' | 'mostChanges'>

/**
 * Whether a problem has a rule or a price that the constant-time labels of the fast search do not cover, so that
 * every route has to be simulated. What only says which shift may serve what, and prizes and groups, do not.
 */
export function isRich(problem: Problem, rules: PlanRules): boolean {
  return (
    typeof (rules.objective ?? 'cost') !== 'string' ||
    rules.mostChanges !== undefined ||
    (problem.relations ?? []).length > 0 ||
    hasRichGoods(problem) ||
    Object.values(problem.matrices).some(({ slices = [] }) => slices.length > 0) ||
    problem.jobs.some((job) => isRichVisit(job) || job.takes !== undefined || job.releaseS !== undefined) ||
    (problem.shipments ?? []).some(
      ({ pickup, delivery, maxRideS }) =>
        maxRideS !== undefined || isRichVisit(pickup) || isRichVisit(delivery),
    ) ||
    [...problem.jobs, ...(problem.shipments ?? [])].some(
      ({ pin }) => pin?.position !== undefined || pin?.startS !== undefined,
    ) ||
    problem.shifts.some(isRichShift)
  )
}

function hasRichGoods({ incompatibleGoods = [], jobs, shipments = [] }: Problem): boolean {
  return incompatibleGoods.length > 0 && [...jobs, ...shipments].some(({ goods = [] }) => goods.length > 0)
}

function isRichVisit(visit: VisitRules): boolean {
  return (
    (visit.softWindows ?? []).length > 0 ||
    (visit.setupS ?? 0) > 0 ||
    visit.serviceByVehicleS !== undefined ||
    visit.setupByVehicleS !== undefined
  )
}

function isRichShift(shift: Shift): boolean {
  const { costs } = shift
  return (
    shift.latestStartS !== undefined ||
    shift.onBoard !== undefined ||
    (shift.workRules ?? []).length > 0 ||
    shift.maxDrivingS !== undefined ||
    shift.maxWorkS !== undefined ||
    shift.overtimeAfterS !== undefined ||
    (shift.reloads ?? []).length > 0 ||
    (shift.prefix ?? []).length > 0 ||
    (costs.perWaitingHour ?? 0) > 0 ||
    (costs.perTaskHour ?? 0) > 0 ||
    (costs.perDrivingHour ?? 0) > 0 ||
    shift.breaks.some(isRichBreak)
  )
}

function isRichBreak(pause: Break): boolean {
  return (pause.windows ?? []).length > 0 || pause.maxLoad !== undefined
}
