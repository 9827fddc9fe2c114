import { priceSolution } from '../evaluate/evaluate-solution.ts'
import { openPlan } from '../insert/open-plan.ts'
import type { OpenPlan, OpenPlanOptions } from '../insert/open-plan.ts'
import { comparePrices, priceBetween } from '../insert/price.ts'
import type { RouteSequence } from '../model/options.ts'
import { prepare } from '../model/prepare.ts'
import type { Prepared } from '../model/prepare.ts'
import { applyPatches } from './apply-patches.ts'
import { addShift } from './add-shift.ts'
import { leaveOut } from './leave-out.ts'
import { movePinned } from './move-pinned.ts'
import { tiedTasks } from '../model/part-problem.ts'
import { ShiftRelaxer } from './relax-shift.ts'
import { Trials } from '../insert/trials.ts'
import type { Relaxation } from './relaxation.ts'

export interface RelaxOptions extends OpenPlanOptions {
  /** How many at most, 10 when absent; of one kind at most 3. */
  readonly most?: number | undefined
  /** Stops evaluated at most, 200,000 when absent: some tenths of a second. */
  readonly mostTrials?: number | undefined
}

const MOST_OF_A_KIND = 3
/** The whole problem is prepared anew for each. */
const MOST_PRICED = 30
/** Shifts on which several changes together are tried when one alone is never enough. */
const MOST_TOGETHER = 3

/**
 * The smallest changes that would let a plan serve a task, cheapest first, each found and verified by evaluation:
 * windows, loads, skills, shifts and their limits, one more shift, another task left out or unpinned. For a task
 * that the plan serves already, what would put its stop right where it stands.
 * @throws ProblemError for a shift or an id that the problem does not have.
 */
export function suggestRelaxations(
  prepared: Prepared,
  routes: readonly RouteSequence[],
  task: string,
  options: RelaxOptions = {},
): Relaxation[] {
  const { most = 10, mostTrials = 200_000 } = options
  const plan = openPlan(prepared, routes, options)
  const tied = tiedTasks(prepared.problem)
  const trials = new Trials(mostTrials)
  const server = plan.shiftServing(plan.taskOf(task))
  const shifts = server >= 0 ? [plan.shiftId(server)] : shiftsToTry(plan)
  const relaxers = shifts
    .flatMap((shift) =>
      trials.left > mostTrials / 2 ? [new ShiftRelaxer(plan, tied, shift, task, trials)] : [],
    )
    .toSorted((a, b) => a.badness - b.badness)
  const found: Relaxation[] = []
  // Of what is asked of a customer only the least over all shifts counts.
  const least = new Map<string, Relaxation>()
  for (const relaxer of relaxers) {
    if (trials.left <= 0) break
    for (const { key, isOfTask, relaxation } of relaxer.relax(least)) {
      if (isOfTask) least.set(key, relaxation)
      else found.push(relaxation)
    }
  }
  found.push(...least.values())
  if (found.length === 0) {
    for (const relaxer of relaxers.slice(0, MOST_TOGETHER)) found.push(...relaxer.relaxTogether())
  }
  if (server < 0) {
    found.push(...addShift(plan, tied, task))
    found.push(...leaveOut(plan, task, trials))
    found.push(...movePinned(plan, tied, task, trials))
  }
  const kept = found.filter((relaxation) => plan.keepsChanges(relaxation.routes))
  const isOfParts = plan.trial.space.pricing.planTerms.length === 0
  return choose(isOfParts ? kept : priceWhole(plan, kept), most)
}

/**
 * The cheapest by their parts, with prices of the whole plan: what balances a part, or ends it early, need not do so
 * for all routes.
 */
function priceWhole(plan: OpenPlan, found: readonly Relaxation[]): Relaxation[] {
  return found
    .toSorted(comparePrices)
    .slice(0, MOST_PRICED)
    .map((relaxation) => {
      const { patches, routes } = relaxation
      // Without a task the plan is priced as it is: there is no problem without it to compare with.
      if (patches.some(({ kind }) => kind === 'leaveOut')) return relaxation
      const prepared = prepare(applyPatches(plan.prepared.problem, patches))
      const shifts = new Set(routes.map(({ shift }) => shift))
      const sequences = [...plan.sequences().filter(({ shift }) => !shifts.has(shift)), ...routes]
      const { objective, reference } = plan
      const after = priceSolution(prepared, sequences, { objective, reference })
      return { ...relaxation, ...priceBetween([plan.now()], [after]) }
    })
}

/** Routes with stops, and one empty shift of each type. */
function shiftsToTry(plan: ReturnType<typeof openPlan>): string[] {
  const opened = new Set<number>()
  return plan.routes.flatMap(({ shiftIndex, type, jobs }) => {
    if (jobs.length === 0 && opened.has(type)) return []
    if (jobs.length === 0) opened.add(type)
    return [plan.shiftId(shiftIndex)]
  })
}

function choose(found: readonly Relaxation[], most: number): Relaxation[] {
  const ofKind = new Map<string, number>()
  return found
    .toSorted((a, b) => comparePrices(a, b) || a.size - b.size)
    .filter(({ patches }) => {
      const kind = patches.map((patch) => patch.kind).join(' ')
      const count = (ofKind.get(kind) ?? 0) + 1
      ofKind.set(kind, count)
      return count <= MOST_OF_A_KIND
    })
    .slice(0, most)
}
