import { priceSolution } from '../evaluate/evaluate-solution.ts'
import { withReasons } from '../explain/with-reasons.ts'
import type { Objective, RouteSequence, SolveOptions, SolveResult } from '../model/options.ts'
import type { Prepared } from '../model/prepare.ts'
import { layOut } from '../model/prepare.ts'
import { arrangeProblem } from '../model/arrange-problem.ts'
import { countsChanges, validateOptions } from '../model/checks/validate-options.ts'
import { validateProblem } from '../model/checks/validate-problem.ts'
import type { Problem } from '../model/problem.ts'
import { sequencesOf } from '../model/sequences-of.ts'
import type { Solution } from '../model/solution.ts'
import { reportedPrices } from '../model/prices/reported-prices.ts'
import { Breather } from './breather.ts'
import { Islands } from './islands.ts'
import { Neighbourhood } from './neighbourhood.ts'
import { Search } from './search.ts'
import { searchSpace } from './space.ts'
import type { Steps } from './steps.ts'

const DEFAULT_LIMIT_S = 10
/** The first plan may take so long, however short the limit: one that leaves out nearly all helps nobody. */
const FIRST_PLAN_MS = 10_000
/** A cancel is noticed after at most this long. */
const SLICE_MS = 20
/** Steps between two looks at the clock. */
const STEPS = 16
/** What is left out is tried once more when the search is over, until this share of the time limit is used up. */
const COMPLETED_BY = 1.05
const SLOW_BURST_MS = 4
const TRACE_EVERY_S = 0.05
/** As if a run bounded by iterations alone took so long. */
const MOMENTS_S = 10
/** Whoever cancels does not wait for reasons that take long to find … */
const HASTY = { mostTrials: 5000, withinMs: 20 }
/** … and when the time limit is over they may take this share of it, and so many milliseconds at least. */
const REASONS_SHARE = 0.05
const REASONS_MS = 100
/** The share of the time that may be spent on evaluating plans for the trace. */
const MOST_ON_TRACE = 0.02
/** With so few tasks the search is over when it has tried this often. */
const FEW_TASKS = 12
const TRIES_PER_TASK = 1000

/**
 * Plans a problem. Anytime: reports improvements as they come, stops at the time or iteration limit or at once
 * when aborted, and always answers with the best plan found, which may leave out all that there was no time to try.
 * With `iterations` and no `timeLimitS` the same seed gives the same plan bit for bit. Unserved jobs carry reasons
 * that were checked by trying.
 * @throws ProblemError naming the field of a problem, or the option, that cannot be right.
 */
export async function solve(problem: Problem, options: SolveOptions = {}): Promise<SolveResult> {
  const startedAt = performance.now()
  validateProblem(problem)
  validateOptions(problem, options)
  const apart = countsChanges(options) ? shiftsOf(options.reference) : undefined
  const arranged = arrangeProblem(problem)
  const prepared = layOut(arranged, apart)
  let given = arranged === problem ? prepared : undefined
  const space = searchSpace(prepared, options.objective ?? 'cost', options)
  const neighbourhood = new Neighbourhood(space)
  using breather = new Breather()
  await take(neighbourhood.list(), breather, () => options.signal?.aborted === true)
  const search = new Search(space, options.seed ?? 1, neighbourhood)
  const run = new Run({ search, given: () => (given ??= layOut(problem, apart)), options, startedAt })
  return await run.toEnd(breather)
}

/** Takes steps while some are left and it is not over, and gives way to other work now and then. */
async function take(steps: Steps, breather: Breather, isOver: () => boolean): Promise<void> {
  let slice = performance.now() + SLICE_MS
  while (steps.next().done !== true) {
    if (performance.now() >= slice) {
      await breather.pause()
      slice = performance.now() + SLICE_MS
    }
    if (isOver()) steps.return()
  }
}

interface RunParts {
  readonly search: Search
  /** The problem as it was given, laid out when it is asked for. */
  readonly given: () => Prepared
  readonly options: SolveOptions
  readonly startedAt: number
}

class Run {
  /** As the search sees the problem. */
  private readonly prepared: Prepared
  /** As it was given, by whose order and numbers plans are reported. */
  private readonly given: () => Prepared
  private readonly options: SolveOptions
  private readonly objective: Objective
  private readonly startedAt: number
  private readonly search: Search
  private readonly islands: Islands | undefined
  private readonly seed: number
  private readonly limitMs: number
  private readonly mostIterations: number
  private readonly hasLevels: boolean
  private readonly trace: (readonly [seconds: number, figure: number | RouteSequence[]])[] = []
  private traceEveryS = TRACE_EVERY_S
  /** When the last entry of the trace came, and the one before. */
  private tracedAt = -Infinity
  private settledAt = -Infinity
  private reportedAt = -Infinity
  private improved = true
  private known: { readonly rank: string; readonly solution: Solution } | undefined
  private burst = STEPS

  constructor({ search, given, options, startedAt }: RunParts) {
    const { prepared } = search.space
    this.prepared = prepared
    this.given = given
    this.options = options
    this.objective = options.objective ?? 'cost'
    this.hasLevels = reportedPrices(prepared, this.objective).levels.length > 0
    this.startedAt = startedAt
    this.seed = options.seed ?? 1
    const few = prepared.taskCount <= FEW_TASKS ? TRIES_PER_TASK * prepared.taskCount : Infinity
    this.mostIterations = Math.min(options.iterations ?? Infinity, few)
    const unlimited = options.timeLimitS === undefined && options.iterations !== undefined
    this.limitMs = unlimited ? Infinity : 1000 * (options.timeLimitS ?? DEFAULT_LIMIT_S)
    this.search = search
    this.islands = options.island && new Islands(options.island, search.best)
  }

  async toEnd(breather: Breather): Promise<SolveResult> {
    const { search, options } = this
    // Within few changes of a plan given there is no way but to begin with it.
    const start = options.start ?? (options.mostChanges === undefined ? undefined : options.reference)
    if (start !== undefined) search.begin(start)
    await take(search.construct(), breather, () => this.isAborted() || this.isOver(1))
    this.record()
    if (!this.isAborted()) this.report()
    let done = this.prepared.taskCount === 0 || this.prepared.problem.shifts.length === 0
    while (!done && !this.isAborted()) {
      done = this.slice()
      this.meet()
      if (!this.isAborted()) this.report()
      await breather.pause()
    }
    if (!this.isAborted()) {
      const { cost } = search.best
      await take(search.complete(), breather, () => this.isAborted() || this.isOver(COMPLETED_BY))
      if (search.best.cost !== cost) this.record()
    }
    this.islands?.leave(search.best)
    return this.answer()
  }

  /** Whether so much of the time limit is used up; the first plan may take longer. */
  private isOver(share: number): boolean {
    const limit = share * this.limitMs
    return (
      performance.now() - this.startedAt >= (this.search.hasPlan ? limit : Math.max(limit, FIRST_PLAN_MS))
    )
  }

  /** Searches for a moment; true when a limit is reached. */
  private slice(): boolean {
    const from = performance.now()
    for (let now = from; now < from + SLICE_MS;) {
      if (this.progress(now) >= 1) return true
      for (let i = 0; i < this.burst && this.search.iterations < this.mostIterations; i++) {
        if (this.search.step(this.progress(now))) this.record()
      }
      const then = performance.now()
      // Slow steps are watched one by one, so that a cancel is noticed as soon in a large problem.
      this.burst = then - now > SLOW_BURST_MS ? 1 : STEPS
      now = then
    }
    return false
  }

  /** Exchanges plans with the other islands, where there are any. */
  private meet(): void {
    const { islands, search } = this
    if (islands !== undefined && search.meet(islands, this.progress(performance.now()))) this.record()
  }

  /** The share of the budget that is used up. */
  private progress(now: number): number {
    const byIterations = this.mostIterations === 0 ? 1 : this.search.iterations / this.mostIterations
    // Without a time limit the clock plays no part, so that a run can be repeated exactly.
    return this.limitMs === Infinity
      ? byIterations
      : Math.max(byIterations, (now - this.startedAt) / this.limitMs)
  }

  private isAborted(): boolean {
    return this.options.signal?.aborted ?? false
  }

  private seconds(): number {
    return (performance.now() - this.startedAt) / 1000
  }

  private record(): void {
    this.improved = true
    // Of entries close together the last one stays; the first of all always does.
    const now = this.moment()
    if (now - this.settledAt < this.traceEveryS && this.trace.length > 1) this.trace.pop()
    else {
      this.settleTrace()
      this.settledAt = this.tracedAt
    }
    this.tracedAt = now
    this.trace.push([this.seconds(), this.hasLevels ? this.sequences() : this.search.figure()])
  }

  /** When things happen, for what is kept of them: in seconds, or in a run that can be repeated by its iterations. */
  private moment(): number {
    return this.limitMs < Infinity ? this.seconds() : MOMENTS_S * this.progress(0)
  }

  /** Prices the last plan of the trace, where the search itself knows no figure of it. */
  private settleTrace(): void {
    const [seconds, plan] = this.trace.pop() ?? []
    if (seconds === undefined || plan === undefined) return
    const from = performance.now()
    this.trace.push([seconds, typeof plan === 'number' ? plan : this.evaluate(plan).cost])
    const tookS = (performance.now() - from) / 1000
    if (this.limitMs < Infinity) this.traceEveryS = Math.max(TRACE_EVERY_S, tookS / MOST_ON_TRACE)
  }

  private report(): void {
    const { options, search } = this
    const seconds = this.seconds()
    if (options.onProgress === undefined || seconds - this.reportedAt < (options.progressEveryS ?? 0.5))
      return
    this.reportedAt = seconds
    const solution = this.improved || this.hasLevels ? this.plain() : undefined
    options.onProgress({
      seconds,
      iterations: search.iterations,
      iterationsPerS: search.iterations / Math.max(seconds, 1e-3),
      cost: this.hasLevels ? (solution?.cost ?? 0) : search.figure(),
      routes: search.best.routes,
      unassigned: search.best.unserved,
      rank: search.best.rank(),
      ...(this.improved && solution !== undefined ? { solution } : {}),
    })
    this.improved = false
  }

  /** The best plan without reasons, worked out once: plans of one rank are equally good. */
  private plain(): Solution {
    const rank = this.search.best.rank().join()
    if (this.known?.rank !== rank) this.known = { rank, solution: this.evaluate(this.sequences()) }
    return this.known.solution
  }

  private explained(): Solution {
    const { objective } = this
    const { reference, mostChanges } = this.options
    const plain = this.plain()
    return withReasons(this.given(), sequencesOf(plain.routes), plain, {
      objective,
      reference,
      mostChanges,
      ...(this.isAborted() ? HASTY : { withinMs: Math.max(REASONS_MS, REASONS_SHARE * this.limitMs) }),
    })
  }

  private sequences(): RouteSequence[] {
    return this.search.best.toSequences(this.options.start ?? this.options.reference)
  }

  private evaluate(sequences: readonly RouteSequence[]): Solution {
    const { reference, mostChanges } = this.options
    return priceSolution(this.given(), sequences, { objective: this.objective, reference, mostChanges })
  }

  private answer(): SolveResult {
    this.settleTrace()
    return {
      solution: this.explained(),
      seconds: this.seconds(),
      iterations: this.search.iterations,
      seed: this.seed,
      rank: this.search.best.rank(),
      trace: this.trace.map(([seconds, figure]) => [seconds, Number(figure)]),
      cancelled: this.isAborted(),
    }
  }
}

function shiftsOf(reference: readonly RouteSequence[] = []): ReadonlySet<string> {
  return new Set(reference.map(({ shift }) => shift))
}
