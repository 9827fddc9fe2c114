import type { SolveResult } from '../model/options.ts'
import type { Problem } from '../model/problem.ts'
import { solveOnThreads } from '../worker/solve-on-threads.ts'
import type { Thread, ThreadEvents, ThreadOptions } from '../worker/solve-on-threads.ts'
import type { FromWorker, ToWorker } from '../worker/messages.ts'

/** The part of a browser's `Worker` that is used here; the package is built without the DOM's types. */
interface BrowserWorker {
  postMessage(message: ToWorker): void
  terminate(): void
  addEventListener(kind: 'message', listener: (event: { readonly data: FromWorker }) => void): void
  addEventListener(kind: 'error', listener: (event: { readonly message?: string }) => void): void
}
declare const Worker: new (url: URL, options: { readonly type: 'module' }) => BrowserWorker

/**
 * `solve` in module workers of a browser; a bundler finds them by their URL. Several threads need shared memory,
 * which browsers give to pages that are isolated (COOP and COEP headers); elsewhere one thread does the work.
 * @throws as `solveOnThreads`.
 */
export async function solveInBrowserWorker(
  problem: Problem,
  options: ThreadOptions = {},
): Promise<SolveResult> {
  return solveOnThreads(problem, options, startThread)
}

function startThread({ onMessage, onFailure }: ThreadEvents): Thread {
  const worker = new Worker(new URL('./solve-worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', ({ data }) => onMessage(data))
  worker.addEventListener('error', ({ message }) =>
    onFailure(new Error(`The solver thread failed: ${message ?? 'it could not be loaded'}`)),
  )
  return {
    post: (message) => worker.postMessage(message),
    end: () => worker.terminate(),
  }
}
