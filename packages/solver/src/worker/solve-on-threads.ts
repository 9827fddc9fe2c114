import type { SolveOptions, SolveProgress, SolveResult } from '../model/options.ts'
import type { Problem } from '../model/problem.ts'
import { ProblemError } from '../model/problem-error.ts'
import type { Solution } from '../model/solution.ts'
import { compareRanks } from '../search/compare-ranks.ts'
import { islandMemory } from '../search/islands.ts'
import { solve } from '../search/solve.ts'
import { JointProgress } from './joint-progress.ts'
import type { FromWorker, ToWorker, WorkerInput } from './messages.ts'
import { shareMatrices } from './share-matrices.ts'

export interface ThreadOptions extends SolveOptions {
  /** Worker threads, each with its own seed (seed, seed + 1, …), which exchange their best plans. 1 when absent. */
  readonly threads?: number
  /** A thread that has not ended this long after its time limit is ended by force; 15 when absent. */
  readonly graceS?: number
}

/** A started thread. */
export interface Thread {
  readonly post: (message: ToWorker) => void
  readonly end: () => void
}

/** What is done with what a thread says; `onFailure` also when it ends without having answered. */
export interface ThreadEvents {
  readonly onMessage: (message: FromWorker) => void
  readonly onFailure: (error: Error) => void
}

/** Threads that were told to stop are ended by force after this long, when any has reported a plan … */
const CANCEL_MS = 40
/** … and after this long when none has. */
const CANCEL_BEFORE_PLAN_MS = 500
const DEFAULT_LIMIT_S = 10
/** A run bounded by iterations alone is ended after this long. */
const LONGEST_S = 24 * 3600
/** The longest that a timer can wait for; a longer one would go off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/**
 * `solve` on threads of any kind. Where memory can be shared the threads see the matrices without a copy and
 * cooperate as islands; elsewhere there is only one. A cancelled or overdue run answers with the best plan
 * reported so far, as a cancelled `solve` does when there is none.
 * @throws ProblemError as `solve`; Error when a thread fails.
 */
export async function solveOnThreads(
  problem: Problem,
  options: ThreadOptions,
  startThread: (events: ThreadEvents) => Thread,
): Promise<SolveResult> {
  const canShare = typeof SharedArrayBuffer === 'function'
  const count = canShare ? Math.max(1, options.threads ?? 1) : 1
  const { signal, onProgress, threads: _, graceS, ...plain } = options
  const seed = options.seed ?? 1
  const shared = canShare ? shareMatrices(problem) : problem
  const memory = count > 1 ? islandMemory() : undefined
  const joint = new JointProgress(onProgress)
  const unlimited = options.timeLimitS === undefined && options.iterations !== undefined
  const limitS = unlimited ? LONGEST_S : (options.timeLimitS ?? DEFAULT_LIMIT_S) + (graceS ?? 15)
  const running: Thread[] = []
  const ended = await Promise.all(
    Array.from({ length: count }, (__, index) => {
      const island = memory && { memory, index, count }
      const input: WorkerInput = {
        problem: shared,
        options: { ...plain, seed: seed + index, ...(island && { island }) },
      }
      const onReport = (progress: SolveProgress) => joint.take(index, progress)
      const start = (events: ThreadEvents) => {
        const thread = startThread(events)
        running.push(thread)
        return thread
      }
      return runThread(input, start, { limitS, signal, onReport, hasPlan: () => joint.hasPlan })
    }),
  ).finally(() => {
    // Where one has failed the others have nothing to go on for.
    for (const thread of running) thread.end()
  })
  const results = ended.filter((result) => result !== undefined)
  // Before the first plan there may be a start that was given, and the reasons for all that is left out.
  if (results.length === 0) return solve(problem, { ...plain, signal: AbortSignal.abort() })
  const winner = results.reduce((a, b) => (compareRanks(b.rank, a.rank) < 0 ? b : a))
  const iterations = results.reduce((sum, result) => sum + result.iterations, 0)
  return { ...winner, iterations, seed, cancelled: results.some((result) => result.cancelled) }
}

interface RunOptions {
  readonly limitS: number
  readonly signal: AbortSignal | undefined
  readonly onReport: (progress: SolveProgress) => void
  /** Whether any of the threads has reported a plan. */
  readonly hasPlan: () => boolean
}

/** Undefined when it was ended before its first plan. */
function runThread(
  input: WorkerInput,
  startThread: (events: ThreadEvents) => Thread,
  { limitS, signal, onReport, hasPlan }: RunOptions,
): Promise<SolveResult | undefined> {
  return new Promise<SolveResult | undefined>((resolve, reject) => {
    let last: SolveProgress | undefined
    let lastSolution: Solution | undefined
    let forced: ReturnType<typeof setTimeout> | undefined
    let ended = false
    const finish = (settle: () => void) => {
      if (ended) return
      ended = true
      clearTimeout(overdue)
      clearTimeout(forced)
      signal?.removeEventListener('abort', cancel)
      thread.end()
      settle()
    }
    const endByForce = () =>
      finish(() => resolve(last && lastSolution && resultOf(last, lastSolution, input.options.seed ?? 1)))
    const cancel = () => {
      thread.post({ kind: 'cancel' })
      forced = setTimeout(endByForce, hasPlan() ? CANCEL_MS : CANCEL_BEFORE_PLAN_MS)
    }
    const onMessage = (message: FromWorker) => {
      if (ended) return
      switch (message.kind) {
        case 'progress':
          last = message.progress
          lastSolution = message.progress.solution ?? lastSolution
          onReport(message.progress)
          return
        case 'done':
          finish(() => resolve(message.result))
          return
        case 'refused':
          finish(() => reject(new ProblemError(message.field, message.message)))
          return
        case 'failed':
          finish(() => reject(asError(message.error)))
      }
    }
    const thread = startThread({ onMessage, onFailure: (error) => finish(() => reject(error)) })
    const overdue = setTimeout(endByForce, Math.min(1000 * limitS, LONGEST_TIMER_MS))
    thread.post({ kind: 'start', input })
    if (signal?.aborted === true) cancel()
    else signal?.addEventListener('abort', cancel, { once: true })
  })
}

/** What a thread that was ended by force has come to. */
function resultOf(last: SolveProgress, solution: Solution, seed: number): SolveResult {
  const { seconds, iterations, cost, rank } = last
  return { solution, seconds, iterations, seed, rank, trace: [[seconds, cost]], cancelled: true }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(`The solver thread failed: ${String(error)}`)
}
