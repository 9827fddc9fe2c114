import type { OpenPlan } from '../insert/open-plan.ts'
import type { Blocker, Reason } from '../model/reason.ts'
import type { Violation } from '../model/solution.ts'
import type { Trials } from '../insert/trials.ts'
import { comparePrices } from '../insert/price.ts'
import type { Price } from '../insert/price.ts'
import { newlyBroken } from '../insert/newly-broken.ts'
import { sourceOf } from '../model/source-of.ts'
import { besideWords, mostTelling } from './violation-codes.ts'
import { visitsOf } from '../insert/visits-of.ts'

const MOST_NAMED = 20

/** The obstacle of one shift, or, where there is none, what serving the task there costs if that was asked. */
type Trial =
  | { readonly shift: string; readonly positions: readonly number[]; readonly violation: Violation }
  | { readonly shift: string; readonly price?: Price | undefined }

export interface BesideOptions {
  /** Shift types that could serve the task alone. */
  readonly able: readonly number[]
  /** Whether other routes or plans may stand in the way, so that whole plans are tried. */
  readonly isTied: boolean
  readonly trials: Trials
}

/**
 * Tries a task at every place of the shifts that could serve it alone, and says what stands in the way: for each
 * shift the rule that the least bad place breaks.
 */
export function explainBeside(plan: OpenPlan, job: string, options: BesideOptions): Reason {
  const { able, isTied, trials } = options
  const { prepared } = plan
  const shiftLists = able.map((type) => prepared.types[type]?.shifts ?? [])
  const shiftCount = shiftLists.reduce((sum, { length }) => sum + length, 0)
  const tried: Trial[] = []
  for (const shifts of shiftLists) {
    for (let i = 0; i < shifts.length && !trials.areOver; i++) {
      tried.push(tryShift(plan, shifts[i] ?? 0, job, isTied, trials))
    }
  }
  const isWhole = tried.length === shiftCount
  const free = tried.flatMap((trial) => ('violation' in trial ? [] : [trial]))
  const blockers = tried.flatMap((trial): Blocker[] =>
    'violation' in trial
      ? [{ shifts: [trial.shift], positions: trial.positions, violation: trial.violation }]
      : [],
  )
  const data = { ...countKinds(blockers), shifts: shiftCount, of: prepared.problem.shifts.length }
  const [cheapest] = free.flatMap(({ price }) => price ?? []).toSorted(comparePrices)
  if (isOptional(plan, job) && isWhole && cheapest !== undefined && isNoGain(cheapest)) {
    const leavingOut = plan.prizeOf(plan.taskOf(job)).cost
    const serving = cheapest.price + leavingOut
    const costs = `serving it costs ${money(serving)}, leaving it out ${money(leavingOut)}`
    return {
      code: 'NOT_WORTH_IT',
      // Money may say the contrary of the levels.
      text:
        cheapest.levels === undefined
          ? `Not worth its price: ${costs}.`
          : 'Not worth its price: by the levels of the objective the plan is better without it.',
      data: { ...data, free: free.length, serving, leavingOut },
      blockers: blockers.slice(0, MOST_NAMED),
    }
  }
  const parts = [...countWords(plan, job, blockers)].map(
    ([words, count]) => `${plural(count, 'shift')} ${words}`,
  )
  const after = parts.length > 0 ? `: ${parts.join(', ')}` : ''
  const full = isWhole
    ? `Fits an empty vehicle, but not beside what is planned${after}.`
    : `Fits an empty vehicle; the search has found no room for it (${tried.length} of ${plural(shiftCount, 'shift')} tried)${after}.`
  const room = `There is room for it on ${plural(free.length, 'shift')} beside what is planned: plan longer.`
  return {
    code: 'NO_ROOM',
    text: free.length > 0 ? room : full,
    data: { ...data, tried: tried.length, free: free.length },
    blockers: blockers.slice(0, MOST_NAMED),
  }
}

function tryShift(plan: OpenPlan, shiftIndex: number, job: string, isTied: boolean, trials: Trials): Trial {
  const shift = plan.shiftId(shiftIndex)
  const isPair = visitsOf(plan.prepared, job).length > 1
  // Where only the places with both ends together are judged below, or prices count, all are looked at first.
  if (isPair || isOptional(plan, job)) {
    const found = findFree(plan, shiftIndex, job, trials)
    if (found !== undefined) return found
  }
  const judged = plan.judgePlaces(job, shiftIndex).toSorted((a, b) => a.badness - b.badness)
  trials.left -= judged.reduce((sum, { jobs }) => sum + jobs.length, 0) / SIMULATED
  let obstacle: Trial | undefined
  for (const { badness, jobs: sequence } of judged) {
    // Places that keep the rules of the route may break others; of the rest the least bad says enough.
    if (obstacle !== undefined && badness > 0) break
    trials.left -= isTied ? 2 * plan.stopCount() : sequence.length
    const violations = isTied
      ? plan.tryRoute(shift, sequence).violations
      : newlyBroken(plan.evaluated(shiftIndex).violations, plan.evaluate(shiftIndex, sequence).violations)
    const violation = mostTelling(violations)
    if (violation === undefined) return { shift }
    const positions = sequence.flatMap((id, position) => (id === job ? [position] : []))
    obstacle ??= { shift, positions, violation }
    if (trials.areOver) break
  }
  if (obstacle === undefined) return { shift }
  // A reload makes room for loads and goods, and lets goods that come later be fetched: never time.
  const isOfTime = 'violation' in obstacle && LATE.has(obstacle.violation.kind) && !isReleased(plan, job)
  if (isOfTime || !mayReload(plan, shiftIndex)) return obstacle
  return findFree(plan, shiftIndex, job, trials) ?? obstacle
}

/** The cheapest place of a shift, reloads beside it included. */
function findFree(plan: OpenPlan, shiftIndex: number, job: string, trials: Trials): Trial | undefined {
  const shift = plan.shiftId(shiftIndex)
  const stops = (plan.routes[shiftIndex]?.jobs.length ?? 0) + 1
  const ends = visitsOf(plan.prepared, job).length
  const reloads = mayReload(plan, shiftIndex) ? 4 : 1
  // Most sequences are refused before they are simulated to their end.
  trials.left -= (reloads * stops ** (ends + 1)) / (4 * SIMULATED)
  const [place] = plan.findPlaces(job, { k: 1, shifts: [shift] })
  return place && { shift, price: place }
}

const LATE: ReadonlySet<Violation['kind']> = new Set<Violation['kind']>(['late', 'overShift', 'overDuration'])

/** Whether a plan is no better with a change than without it. */
function isNoGain(price: Price): boolean {
  const { levels } = price
  return (levels === undefined ? price.price : (levels.find((more) => more !== 0) ?? 0)) >= 0
}

/** Whether it may be left out where serving it costs more than its prize. */
function isOptional({ prepared }: OpenPlan, job: string): boolean {
  return sourceOf(prepared, job)?.prize !== undefined
}

function isReleased({ prepared }: OpenPlan, job: string): boolean {
  return prepared.problem.jobs[prepared.taskById.get(job) ?? -1]?.releaseS !== undefined
}

/** A simulation takes so much less than an evaluation. */
const SIMULATED = 6

function mayReload({ prepared, trial }: OpenPlan, shiftIndex: number): boolean {
  return (trial.space.reloads[prepared.shiftType[shiftIndex] ?? 0] ?? []).length > 0
}

/** How many shifts are ruled out by each kind of rule, as figures; with the dimensions that are full. */
function countKinds(blockers: readonly Blocker[]): Record<string, number | readonly string[]> {
  const counts: Record<string, number> = {}
  for (const { violation } of blockers) counts[violation.kind] = (counts[violation.kind] ?? 0) + 1
  const dimensions = blockers.flatMap(({ violation }) =>
    violation.kind === 'overCapacity' ? [violation.dimension] : [],
  )
  return { ...counts, dimensions: [...new Set(dimensions)] }
}

function countWords({ prepared }: OpenPlan, job: string, blockers: readonly Blocker[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { violation } of blockers) {
    const words = besideWords(prepared, job, violation)
    counts.set(words, (counts.get(words) ?? 0) + 1)
  }
  return counts
}

function plural(count: number, word: string): string {
  return count === 1 ? `1 ${word}` : `${count} ${word}s`
}

function money(figure: number): string {
  return (Math.round(100 * figure) / 100).toFixed(2).replace(/\.00$/, '')
}
