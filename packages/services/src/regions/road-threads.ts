import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { CartageError, threadEnvironment } from '@cartage/domain'
import { RoadsError, type Region, type RegionHandle, type RoadsErrorCode } from '@cartage/roads'

/** What takes so long that other requests should not wait for it. */
type HeavyMethod = 'matrix' | 'isochrone' | 'match'

/** A call of a method of a region; its arguments are data, so a signal is not among them. */
export type RoadQuestion = {
  [Method in HeavyMethod]: { readonly method: Method; readonly args: Parameters<Region[Method]> }
}[HeavyMethod]

/** What a thread is given: data only, no credentials and no environment. */
export type ThreadQuestion = RoadQuestion & { readonly handle: RegionHandle }

export type ThreadAnswer =
  | { readonly kind: 'answer'; readonly answer: unknown }
  | { readonly kind: 'refused'; readonly code: RoadsErrorCode; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string }

export interface AskOptions {
  /** Aborts when nobody waits for the answer any more. */
  readonly signal?: AbortSignal | undefined
  /** Waits however many others do, as work of a queue may, which has a bound of its own. */
  readonly isPatient?: boolean | undefined
}

export interface RoadThreadsOptions {
  /** One less than there are cores, 4 at most, when absent. */
  readonly threads?: number | undefined
  /** So many may wait for a thread, 100 when absent; more is refused. */
  readonly maxWaiting?: number | undefined
}

interface Thread {
  worker: Worker | undefined
  job: Job | undefined
  /** Runs while there is nothing to do. */
  idle: NodeJS.Timeout | undefined
}

interface Job {
  readonly question: ThreadQuestion
  readonly resolve: (answer: unknown) => void
  readonly reject: (reason: unknown) => void
}

const MOST_THREADS = 4
/** A thread without work ends after this long, and gives back the memory that its last answers took. */
const IDLE_MS = 60_000
const RETRY_AFTER_S = 2

/**
 * A few threads that answer heavy questions about roads over the shared memory of regions, in the order asked, so that the thread of
 * the server is free for everything else. A thread is started when it is needed and opens the region of each question anew, which
 * takes milliseconds: so an answer is always about the very region that was asked, as its roads are now, and no thread keeps an old
 * one in memory. Whoever goes away has the thread ended, however deep it is in its work.
 */
export class RoadThreads implements AsyncDisposable {
  readonly #threads: readonly Thread[]
  readonly #waiting: Job[] = []
  readonly #maxWaiting: number
  #isClosed = false

  constructor({ threads, maxWaiting = 100 }: RoadThreadsOptions = {}) {
    const length = threads ?? Math.min(MOST_THREADS, Math.max(1, availableParallelism() - 1))
    this.#threads = Array.from({ length }, () => ({ worker: undefined, job: undefined, idle: undefined }))
    this.#maxWaiting = maxWaiting
  }

  /**
   * What the region answers. Rejects with the signal's reason when it is aborted, with UNAVAILABLE `ROADS_BUSY` when too many wait
   * already, and as the region would.
   */
  async ask<Method extends HeavyMethod>(
    region: Region,
    question: Extract<RoadQuestion, { method: Method }>,
    { signal, isPatient = false }: AskOptions = {},
  ): Promise<ReturnType<Region[Method]>> {
    signal?.throwIfAborted()
    if (this.#isClosed) throw closed()
    if (!isPatient && this.#waiting.length >= this.#maxWaiting) throw busy(this.#waiting.length)
    const { promise, resolve, reject } = Promise.withResolvers<ReturnType<Region[Method]>>()
    const job: Job = {
      question: { ...question, handle: region.share() },
      resolve: resolve as (answer: unknown) => void,
      reject,
    }
    const onAbort = (): void => this.#cancel(job, signal?.reason)
    signal?.addEventListener('abort', onAbort, { once: true })
    this.#waiting.push(job)
    this.#assign()
    return promise.finally(() => signal?.removeEventListener('abort', onAbort))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true
    for (const { reject } of this.#waiting.splice(0)) reject(closed())
    await Promise.all(this.#threads.map((thread) => this.#end(thread, closed())))
  }

  /** Gives waiting jobs to idle threads, running ones first. */
  #assign(): void {
    for (const thread of this.#threads.toSorted((a, b) => Number(!a.worker) - Number(!b.worker))) {
      if (thread.job) continue
      const job = this.#waiting.shift()
      if (!job) return
      clearTimeout(thread.idle)
      thread.job = job
      thread.worker ??= this.#start(thread)
      thread.worker.ref()
      try {
        thread.worker.postMessage(job.question)
      } catch (error) {
        this.#settle(thread, () => job.reject(error))
      }
    }
  }

  #start(thread: Thread): Worker {
    const worker = new Worker(new URL('./road-worker.ts', import.meta.url), {
      env: threadEnvironment(process.env),
    })
    worker.on('message', (message: ThreadAnswer) => {
      const { job } = thread
      if (thread.worker === worker && job) this.#settle(thread, () => tell(job, message))
    })
    const onEnd = (error: unknown): void => {
      if (thread.worker !== worker) return
      void this.#end(thread, error)
      this.#assign()
    }
    worker.on('error', onEnd)
    worker.on('exit', (code) => onEnd(new Error(`A road thread ended with code ${code}.`)))
    return worker
  }

  /** The thread is through with its job. */
  #settle(thread: Thread, tellIt: () => void): void {
    thread.job = undefined
    thread.worker?.unref()
    thread.idle = setTimeout(() => void this.#end(thread, closed()), IDLE_MS).unref()
    tellIt()
    this.#assign()
  }

  /** Gives up a thread and what it works on; its next job starts another. */
  async #end(thread: Thread, reason: unknown): Promise<void> {
    const { worker, job, idle } = thread
    clearTimeout(idle)
    thread.worker = undefined
    thread.job = undefined
    job?.reject(reason)
    await worker?.terminate()
  }

  #cancel(job: Job, reason: unknown): void {
    const index = this.#waiting.indexOf(job)
    if (index >= 0) {
      this.#waiting.splice(index, 1)
      return job.reject(reason)
    }
    const thread = this.#threads.find((candidate) => candidate.job === job)
    if (!thread) return
    void this.#end(thread, reason)
    this.#assign()
  }
}

function tell({ resolve, reject }: Job, message: ThreadAnswer): void {
  switch (message.kind) {
    case 'answer':
      return resolve(message.answer)
    case 'refused':
      return reject(new RoadsError(message.code, message.message))
    case 'failed':
      return reject(new Error(message.message))
  }
}

function busy(waiting: number): CartageError {
  return new CartageError(
    'UNAVAILABLE',
    'Too many questions about roads wait for an answer already. Try again in a moment.',
    { reason: 'ROADS_BUSY', retryAfterS: RETRY_AFTER_S, detail: `${waiting} wait` },
  )
}

function closed(): Error {
  return new CartageError('UNAVAILABLE', 'The server is shutting down.', { reason: 'SHUTTING_DOWN' })
}
