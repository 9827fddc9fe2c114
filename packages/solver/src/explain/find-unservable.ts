import type { OpenPlan, OpenPlanOptions } from '../insert/open-plan.ts'
import { openPlan } from '../insert/open-plan.ts'
import { Trials } from '../insert/trials.ts'
import type { Prepared } from '../model/prepare.ts'
import type { Job, Relation, Shipment } from '../model/problem.ts'
import type { RouteRule } from '../model/solution.ts'
import { sourceOf } from '../model/source-of.ts'
import { findAlone } from './explain-alone.ts'
import type { Obstacle } from './find-obstacle.ts'
import { phraseAlone } from './phrase-alone.ts'

/** Stops evaluated at most to say what rules tasks out: about a tenth of a second. */
const MOST_TRIALS = 20_000

/** What no plan can serve, whatever else is in it. */
export interface Unservable {
  /** The path to what contradicts, such as `jobs[3].load`. */
  readonly field: string
  /** The task; absent where a relation asks for too much. */
  readonly job?: string
  /** Sentences that are true of every shift together. */
  readonly message: string
}

/**
 * Names before a search what it can only leave out: each task that no shift could serve even alone, and relations that
 * ask for more shifts than there are. Where these are very many, only the first are explained. Alone means alone: where legs
 * are missing, or a break has no place to be held, another stop on the way may still make a task possible.
 * @throws ProblemError for an option that cannot be right.
 */
export function findUnservable(prepared: Prepared, options: OpenPlanOptions = {}): Unservable[] {
  const { shifts, relations = [] } = prepared.problem
  const plan = openPlan(prepared, [], options)
  if (shifts.length === 0) {
    return prepared.taskCount === 0
      ? []
      : [{ field: 'shifts', message: 'There is no shift to serve anything.' }]
  }
  const trials = new Trials(MOST_TRIALS)
  return [
    ...prepared.taskIds.flatMap((job, task) =>
      isServable(plan, task) ? [] : explainTask(plan, job, fieldOf(prepared, task), trials),
    ),
    ...relations.flatMap((relation, index) => explainRelation(prepared, relation, `relations[${index}]`)),
  ]
}

/** Whether some shift serves it alone, by the check of the search, which takes next to no time. */
function isServable({ prepared, trial }: OpenPlan, task: number): boolean {
  const node = prepared.taskNode[task] ?? 0
  const nodes = (prepared.nodePair[node] ?? -1) < 0 ? [node] : [node, node + 1]
  const route = Int32Array.from(nodes)
  return prepared.types.some((_, type) => trial.check.check(type, route, route.length))
}

/** Whether a shift serves a task alone on its only trip or not at all, so that `isServable` has said everything. */
function isPlain({ types }: Prepared): boolean {
  return types.every(({ shift: { prefix = [], reloads = [] } }) => prefix.length + reloads.length === 0)
}

function fieldOf({ problem: { jobs } }: Prepared, task: number): string {
  return task < jobs.length ? `jobs[${task}]` : `shipments[${task - jobs.length}]`
}

function explainTask(plan: OpenPlan, job: string, field: string, trials: Trials): Unservable[] {
  const { prepared } = plan
  const { findings, able, isWhole } = findAlone(plan, job, trials)
  const source = sourceOf(prepared, job)
  if (source === undefined || able.length > 0) return []
  // Another task ahead may bring it to its position.
  if (findings.some(({ obstacle }) => breaks(obstacle, 'pinnedPosition'))) return []
  if (!isWhole) {
    const isKnown = isPlain(prepared) && source.pin === undefined
    return isKnown ? [{ field, job, message: 'No shift can serve it even alone.' }] : []
  }
  // That it is bound to one shift is no contradiction, and what rules it out there is; else what most shifts say.
  const [first, ...others] = findings.toSorted(
    (a, b) =>
      Number(breaks(a.obstacle, 'pinnedShift')) - Number(breaks(b.obstacle, 'pinnedShift')) ||
      b.shifts.length - a.shifts.length,
  )
  if (first === undefined) return []
  const message = [first, ...others].map((finding) => phraseAlone(prepared, job, finding).text).join(' ')
  if (first.obstacle.cause === 'promised') {
    return [{ field: `shifts[${first.shifts[0] ?? 0}].prefix`, job, message }]
  }
  return [{ field: field + partOf(source, first.obstacle), job, message }]
}

function breaks({ violation }: Obstacle, rule: RouteRule): boolean {
  return violation.kind === 'ruleBroken' && violation.rule === rule
}

/** The field of a task that an obstacle is about; none where it is about all that serving it takes. */
function partOf(source: Job | Shipment, { violation, cause }: Obstacle): string {
  switch (violation.kind) {
    case 'missingSkill':
      return '.skills'
    case 'overCapacity':
      return cause === 'takes' ? '.takes' : '.load'
    case 'noWay':
      return `${endOf(source, violation.stop)}.location`
    case 'late':
      return `${endOf(source, violation.stop)}.windows`
    case 'overShift':
      return partOfWaiting(source, cause)
    case 'ruleBroken':
      return RULES[violation.rule] ?? ''
    default:
      return ''
  }
}

const RULES: { readonly [Rule in RouteRule]?: string } = {
  forbiddenSkill: '.forbiddenSkills',
  zone: '.zone',
  goods: '.goods',
  releaseTime: '.releaseS',
  maxRide: '.maxRideS',
  pinnedShift: '.pin.shift',
  pinnedPosition: '.pin.position',
  pinnedTime: '.pin.startS',
}

function partOfWaiting(source: Job | Shipment, cause: Obstacle['cause']): string {
  if (cause === 'release') return '.releaseS'
  if (cause === 'pin') return '.pin.startS'
  if (cause !== 'window') return ''
  const isAtEnd = !('pickup' in source) || source.delivery.windows.length > 0
  return `${endOf(source, isAtEnd ? 1 : 0)}.windows`
}

/** The end of a shipment that a stop of its route is, or the way back belongs to. */
function endOf(source: Job | Shipment, stop: number): string {
  if (!('pickup' in source)) return ''
  return stop === 0 ? '.pickup' : '.delivery'
}

/** Tasks that must be on shifts of their own, and are more than those. */
function explainRelation({ problem, taskById }: Prepared, relation: Relation, field: string): Unservable[] {
  if (relation.kind !== 'differentVehicles' && relation.kind !== 'synchronised') return []
  const tasks = [...problem.jobs, ...(problem.shipments ?? [])]
  const owed = relation.tasks.filter((id) => {
    const { prize, group } = tasks[taskById.get(id) ?? -1] ?? {}
    return prize === undefined && group === undefined
  })
  const { length: count } = problem.shifts
  if (owed.length <= count) return []
  const there = count === 1 ? 'there is only one' : `there are only ${count}`
  return [{ field, message: `Its tasks need ${owed.length} different shifts, and ${there}.` }]
}
