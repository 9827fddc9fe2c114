import { Worker } from 'node:worker_threads'
import type { SolveResult } from '../model/options.ts'
import type { Problem } from '../model/problem.ts'
import type { FromWorker } from '../worker/messages.ts'
import { solveOnThreads } from '../worker/solve-on-threads.ts'
import type { Thread, ThreadEvents, ThreadOptions } from '../worker/solve-on-threads.ts'

export interface SolveInWorkerOptions extends ThreadOptions {
  /** Largest JavaScript heap of a thread; 1024 when absent. */
  readonly memoryMb?: number
}

/**
 * `solve` on worker threads of Node. They get the problem and nothing else, no secret of the environment, and end at their time
 * and memory limits.
 * @throws as `solveOnThreads`.
 */
export async function solveInWorker(
  problem: Problem,
  { memoryMb = 1024, ...options }: SolveInWorkerOptions = {},
): Promise<SolveResult> {
  return solveOnThreads(problem, options, (events) => startThread(events, memoryMb))
}

function startThread({ onMessage, onFailure }: ThreadEvents, memoryMb: number): Thread {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    env: threadEnvironment(process.env),
    argv: [],
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  })
  worker.on('message', (message: FromWorker) => onMessage(message))
  worker.on('error', onFailure)
  worker.on('exit', () => onFailure(new Error('The solver thread ended without an answer.')))
  return {
    post: (message) => worker.postMessage(message),
    end: () => void worker.terminate(),
  }
}

/** Where compiled code is kept: with it a thread begins in half the time. */
const threadEnvironment = ({ NODE_COMPILE_CACHE }: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }
