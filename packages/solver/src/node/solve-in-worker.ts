import { Worker } from 'node:worker_threads'
import type { SolveOptions, SolveProgress, SolveResult } from '../model/options.ts'
import type { Matrix, Problem } from '../model/problem.ts'
import { ProblemError } from '../model/problem-error.ts'
import type { Solution } from '../model/solution.ts'
import type { FromWorker, ToWorker, WorkerInput } from './worker-messages.ts'

export interface SolveInWorkerOptions extends SolveOptions {
  /** Worker threads, each with its own seed (seed, seed + 1, …); the best plan wins. 1 when absent. */
  readonly threads?: number
  /** Largest JavaScript heap of a thread; 1024 when absent. */
  readonly memoryMb?: number
  /** A thread that has not ended this long after its time limit is ended by force; 15 when absent. */
  readonly graceS?: number
}

/** A thread that was told to stop is ended by force after this long. */
const CANCEL_MS = 500
const DEFAULT_LIMIT_S = 10
/** A run bounded by iterations alone is ended after this long. */
const LONGEST_S = 24 * 3600

/**
 * `solve` on worker threads. Matrices are shared, not copied; threads get the problem and nothing else, no
 * environment, and end at their time and memory limits. A cancelled or overdue run answers with the best plan
 * it has reported.
 * @throws ProblemError as `solve`; Error when a thread fails, or is overdue before it has reported any plan.
 */
export async function solveInWorker(
  problem: Problem,
  options: SolveInWorkerOptions = {},
): Promise<SolveResult> {
  const threads = Math.max(1, options.threads ?? 1)
  const seed = options.seed ?? 1
  const shared = shareMatrices(problem)
  const best = new BestProgress(options.onProgress)
  const results = await Promise.all(
    Array.from({ length: threads }, (_, index) =>
      runThread(shared, { ...options, seed: seed + index }, best),
    ),
  )
  const winner = results.reduce((a, b) => (isBetter(b.solution, a.solution) ? b : a))
  const iterations = results.reduce((sum, result) => sum + result.iterations, 0)
  return { ...winner, iterations, seed, cancelled: results.some((result) => result.cancelled) }
}

/** Passes on progress of several threads as if it were one: only improvements of the whole. */
class BestProgress {
  private best: SolveProgress | undefined
  private readonly iterations = new Map<number, number>()
  private readonly onProgress: ((progress: SolveProgress) => void) | undefined

  constructor(onProgress: ((progress: SolveProgress) => void) | undefined) {
    this.onProgress = onProgress
  }

  take(thread: number, progress: SolveProgress): void {
    this.iterations.set(thread, progress.iterations)
    const iterations = [...this.iterations.values()].reduce((sum, count) => sum + count, 0)
    const { solution, ...figures } = progress
    const isNews =
      solution !== undefined && (this.best?.solution === undefined || isBetter(solution, this.best.solution))
    if (isNews) this.best = progress
    const { cost, routes, unassigned } = this.best ?? figures
    const merged = { ...figures, iterations, cost, routes, unassigned }
    this.onProgress?.(isNews ? { ...merged, solution } : merged)
  }
}

function runThread(
  problem: Problem,
  options: SolveInWorkerOptions,
  best: BestProgress,
): Promise<SolveResult> {
  const { signal, onProgress: _, threads: __, memoryMb, graceS, ...plain } = options
  const input: WorkerInput = { problem, options: plain }
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: input,
    env: {},
    argv: [],
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb ?? 1024 },
  })
  const unlimited = options.timeLimitS === undefined && options.iterations !== undefined
  const limitS = unlimited ? LONGEST_S : (options.timeLimitS ?? DEFAULT_LIMIT_S) + (graceS ?? 15)
  const seed = options.seed ?? 1
  let last: SolveProgress | undefined
  let lastSolution: Solution | undefined
  let ended = false
  return new Promise<SolveResult>((resolve, reject) => {
    const finish = (settle: () => void) => {
      if (ended) return
      ended = true
      clearTimeout(overdue)
      clearTimeout(forced)
      signal?.removeEventListener('abort', cancel)
      void worker.terminate()
      settle()
    }
    const endByForce = (why: string) =>
      finish(() => {
        if (lastSolution === undefined || last === undefined) reject(new Error(why))
        else {
          const { seconds, iterations, cost } = last
          resolve({
            solution: lastSolution,
            seconds,
            iterations,
            seed,
            trace: [[seconds, cost]],
            cancelled: true,
          })
        }
      })
    let forced: NodeJS.Timeout | undefined
    const overdue = setTimeout(() => endByForce(`The solver did not end within ${limitS} s.`), limitS * 1000)
    const cancel = () => {
      const message: ToWorker = { kind: 'cancel' }
      worker.postMessage(message)
      forced = setTimeout(() => endByForce('The solver was cancelled before its first plan.'), CANCEL_MS)
    }
    worker.on('message', (message: FromWorker) => {
      switch (message.kind) {
        case 'progress':
          last = message.progress
          lastSolution = message.progress.solution ?? lastSolution
          if (!ended) best.take(seed, message.progress)
          return
        case 'done':
          finish(() => resolve(message.result))
          return
        case 'refused':
          finish(() => reject(new ProblemError(message.field, message.message)))
      }
    })
    worker.on('error', (error) => finish(() => reject(error)))
    worker.on('exit', () => finish(() => reject(new Error('The solver thread ended without an answer.'))))
    if (signal?.aborted === true) cancel()
    else signal?.addEventListener('abort', cancel, { once: true })
  })
}

/** The problem with its matrices in shared memory, so that a thread sees them without a copy. */
function shareMatrices(problem: Problem): Problem {
  const matrices = Object.entries(problem.matrices).map(([profile, matrix]): [string, Matrix] => {
    const durationS = share(matrix.durationS)
    const distanceM = matrix.distanceM === matrix.durationS ? durationS : share(matrix.distanceM)
    return [profile, { durationS, distanceM }]
  })
  return { ...problem, matrices: Object.fromEntries(matrices) }
}

function share(figures: Int32Array | readonly number[]): Int32Array | readonly number[] {
  if (figures instanceof Int32Array) {
    if (figures.buffer instanceof SharedArrayBuffer) return figures
  } else if (!figures.every((figure) => Number.isInteger(figure) && Math.abs(figure) < 2 ** 31)) {
    // Left as it is for `prepare` to refuse with the place named.
    return figures
  }
  const shared = new Int32Array(new SharedArrayBuffer(4 * figures.length))
  shared.set(figures)
  return shared
}

function isBetter(a: Solution, b: Solution): boolean {
  if (a.unassigned.length !== b.unassigned.length) return a.unassigned.length < b.unassigned.length
  return a.cost < b.cost
}
