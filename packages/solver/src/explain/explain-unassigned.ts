import { countChanges } from '../insert/count-changes.ts'
import { openPlan } from '../insert/open-plan.ts'
import type { OpenPlan } from '../insert/open-plan.ts'
import type { Objective, RouteSequence } from '../model/options.ts'
import type { Prepared } from '../model/prepare.ts'
import type { Reason } from '../model/reason.ts'
import { tiedTasks } from '../model/part-problem.ts'
import { explainAlone } from './explain-alone.ts'
import { explainBeside } from './explain-beside.ts'
import { Trials } from '../insert/trials.ts'

export interface ExplainOptions {
  /** What the plan was made for; `cost` when absent. */
  readonly objective?: Objective | undefined
  /** As in `SolveOptions`. */
  readonly reference?: readonly RouteSequence[] | undefined
  readonly mostChanges?: number | undefined
  /** Stops evaluated at most to see what is in the way; 100,000 when absent, a fraction of a second. */
  readonly mostTrials?: number | undefined
  /** Milliseconds after which nothing more is tried; none when absent, so that reasons do not depend on the clock. */
  readonly withinMs?: number | undefined
}

/**
 * Why tasks were left out, each reason checked by trying: first alone on an empty vehicle of every shift type,
 * then beside what is planned. Several reasons together cover all shifts; `data.shifts` says how many each does,
 * `blockers` which rule each of them breaks, where and by how much. What needs no trial, such as a missing skill, is told however
 * little may be tried.
 */
export function explainUnassigned(
  prepared: Prepared,
  routes: readonly RouteSequence[],
  jobs: readonly string[],
  options: ExplainOptions = {},
): Map<string, Reason[]> {
  const from = performance.now()
  const { withinMs = Infinity } = options
  const plan = openPlan(prepared, routes, options)
  const mostTrials = options.mostTrials ?? 100_000
  const alone = new Trials(mostTrials / 2, from + withinMs / 2)
  const tied = tiedTasks(prepared.problem)
  const rivals = servedGroups(plan)
  const known = jobs.map((job) => ({
    job,
    rival: rivals.get(groupOf(plan, job)),
    alone: explainAlone(plan, job, alone),
  }))
  const trials = new Trials(alone.left + mostTrials / 2, from + withinMs)
  const spent = changesSpent(options, plan)
  let open = known.filter(({ rival, alone }) => rival === undefined && alone.able.length > 0).length
  return new Map(
    known.map(({ job, rival, alone }) => {
      if (rival !== undefined) return [job, [groupServed(rival)]]
      if (prepared.problem.shifts.length === 0) return [job, [NO_VEHICLE]]
      if (!alone.isWhole) return [job, [notTried(jobs.length), ...alone.reasons]]
      if (alone.able.length === 0) return [job, [...alone.reasons]]
      // What is left is shared out evenly, so that every task gets some.
      const share = new Trials(trials.left / open--, from + withinMs)
      const granted = share.left
      const isTied = tied.has(job)
      const beside = explainBeside(plan, job, { able: alone.able, isTied, trials: share })
      trials.left -= granted - share.left
      return [job, [beside, ...alone.reasons, ...spent]]
    }),
  )
}

const NO_VEHICLE: Reason = { code: 'NO_VEHICLE', text: 'There is no shift to serve it.', data: { shifts: 0 } }

/** The tasks that the plan serves of groups, by group. */
function servedGroups(plan: OpenPlan): Map<number, string> {
  const served = new Map<number, string>()
  plan.trial.space.absence.group.forEach((group, task) => {
    if (group >= 0 && plan.shiftServing(task) >= 0) served.set(group, plan.prepared.taskIds[task] ?? '')
  })
  return served
}

function groupOf(plan: OpenPlan, job: string): number {
  return plan.trial.space.absence.group[plan.taskOf(job)] ?? -1
}

function groupServed(rival: string): Reason {
  return {
    code: 'GROUP_SERVED',
    text: `"${rival}" of the same group is served instead.`,
    data: { job: rival },
  }
}

function notTried(left: number): Reason {
  return {
    code: 'NOT_TRIED',
    text: `Left out by the search; with ${left} left out, not each was tried again for its reasons.`,
    data: { left },
  }
}

function changesSpent({ reference, mostChanges }: ExplainOptions, plan: OpenPlan): Reason[] {
  if (reference === undefined || mostChanges === undefined) return []
  const changes = countChanges(reference, plan.sequences())
  if (changes < mostChanges) return []
  return [
    {
      code: 'NO_MORE_CHANGES',
      text: `No more tasks may change their shift to make room: ${changes} of ${mostChanges} have done so.`,
      data: { changes, mostChanges },
    },
  ]
}
