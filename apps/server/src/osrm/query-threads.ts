import { Worker } from 'node:worker_threads'
import { threadEnvironment } from '@cartage/domain'
import type { Region, RegionHandle } from '@cartage/roads'
import { OsrmError } from './osrm-error.ts'
import type { OsrmErrorCode } from './osrm-error.ts'
import type { Query } from './query.ts'

/** What a thread is given: data only, no credentials and no environment. */
export interface QueryQuestion {
  readonly id: number
  /** Names an opened region for as long as it is open. */
  readonly key: number
  readonly handle: RegionHandle
  readonly query: Query
  /** `control` of this question, as int32. */
  readonly control: SharedArrayBuffer
}

/** Fields of a question's control: whether nobody waits any more, and how many chunks are on their way. */
export const control = { isCancelled: 0, underway: 1 } as const

/** So many chunks may wait for a slow client before the thread does. */
export const maxUnderway = 4

export type QueryMessage =
  | { readonly id: number; readonly kind: 'head'; readonly head: AnswerHead }
  | { readonly id: number; readonly kind: 'chunk'; readonly bytes: Uint8Array }
  | { readonly id: number; readonly kind: 'end' }
  | { readonly id: number; readonly kind: 'refused'; readonly code: OsrmErrorCode; readonly message: string }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string }

export interface AnswerHead {
  readonly contentType: string
  /** Bytes of the whole answer, where they are known before. */
  readonly length?: number | undefined
}

export interface Answer {
  readonly head: AnswerHead
  /** All of it, or its chunks as they are made. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array>
}

export interface AskOptions {
  /** Heavy ones wait for each other, so that light ones need not wait for them. */
  readonly isHeavy: boolean
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal
}

/** So many may wait for a thread; more is refused. */
const maxWaiting = 1_000
/** A thread that makes nothing, or a client that takes nothing, for this long is given up. */
const stallMs = 30_000
/** How long a thread gets to see that it was cancelled. */
const obeyMs = 2_000

/**
 * Threads that answer queries over the shared memory of regions, so that the thread of the server is never held up. One of
 * them takes light queries only.
 */
export class QueryThreads implements AsyncDisposable {
  readonly #threads: Thread[]
  readonly #waiting: Job[] = []
  readonly #keys = new WeakMap<Region, number>()
  #nextKey = 1
  #nextId = 1
  #isClosed = false

  /** @param count at least 2 */
  constructor(count: number) {
    this.#threads = Array.from({ length: Math.max(2, count) }, (_, index) => ({
      takesHeavy: index > 0,
      worker: undefined,
      job: undefined,
    }))
    // Ready before the first question comes.
    for (const thread of this.#threads) thread.worker = this.#start(thread)
  }

  /** The answer, or what there is to refuse; rejects with the signal's reason when it is aborted before the answer begins. */
  async ask(region: Region, query: Query, { isHeavy, signal }: AskOptions): Promise<Answer> {
    signal.throwIfAborted()
    if (this.#waiting.length >= maxWaiting) {
      throw new OsrmError('TooManyRequests', 'Too many requests wait already. Try again in a moment.', 1)
    }
    const job = new Job(this.#nextId++, isHeavy, () => ({
      key: this.#keyOf(region),
      handle: region.share(),
      query,
    }))
    const onAbort = (): void => this.#cancel(job, signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    void job.ended.then(() => signal.removeEventListener('abort', onAbort))
    this.#waiting.push(job)
    this.#assign()
    return job.answer
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true
    const closed = new OsrmError('Timeout', 'The server is shutting down.', 5)
    for (const job of this.#waiting.splice(0)) job.fail(closed)
    await Promise.all(
      this.#threads.map(async (thread) => {
        thread.job?.fail(closed)
        await thread.worker?.terminate()
      }),
    )
  }

  #keyOf(region: Region): number {
    const known = this.#keys.get(region)
    if (known !== undefined) return known
    const key = this.#nextKey++
    this.#keys.set(region, key)
    return key
  }

  /** Gives waiting jobs to idle threads: whoever may take heavy ones prefers them, since the first thread never does. */
  #assign(): void {
    if (this.#isClosed) return
    for (const thread of this.#threads) {
      if (thread.job) continue
      const index = this.#waiting.findIndex((job) => thread.takesHeavy || !job.isHeavy)
      const [job] = index < 0 ? [] : this.#waiting.splice(index, 1)
      if (!job) continue
      thread.job = job
      const worker = (thread.worker ??= this.#start(thread))
      job.onStall = () => this.#replace(thread, new OsrmError('Timeout', 'The answer took too long.'))
      worker.postMessage(job.begin())
    }
  }

  #start(thread: Thread): Worker {
    const worker = new Worker(new URL('./query-worker.ts', import.meta.url), {
      env: threadEnvironment(process.env),
    })
    worker.unref()
    worker.on('message', (message: QueryMessage) => {
      const job = thread.job
      if (job?.id !== message.id) return
      if (!job.take(message)) return
      thread.job = undefined
      this.#assign()
    })
    const onEnd = (error: unknown): void => {
      if (thread.worker === worker) this.#replace(thread, error)
    }
    worker.on('error', onEnd)
    worker.on('exit', (code) => onEnd(new Error(`A query thread ended with code ${code}.`)))
    return worker
  }

  /** Gives up a thread and what it works on; the next job starts another. */
  #replace(thread: Thread, error: unknown): void {
    const { worker, job } = thread
    thread.worker = undefined
    thread.job = undefined
    void worker?.terminate()
    job?.fail(error)
    this.#assign()
  }

  #cancel(job: Job, reason: unknown): void {
    const waiting = this.#waiting.indexOf(job)
    if (waiting >= 0) {
      this.#waiting.splice(waiting, 1)
      return job.fail(reason)
    }
    job.cancel(reason)
    const thread = this.#threads.find((candidate) => candidate.job === job)
    if (!thread) return
    const timer = setTimeout(() => {
      if (thread.job === job) this.#replace(thread, reason)
    }, obeyMs)
    timer.unref()
  }
}

interface Thread {
  readonly takesHeavy: boolean
  worker: Worker | undefined
  job: Job | undefined
}

/** One question on its way through a thread, and its answer as it comes. */
class Job {
  readonly id: number
  readonly isHeavy: boolean
  readonly answer: Promise<Answer>
  readonly ended: Promise<void>
  onStall: () => void = () => undefined
  readonly #question: () => Pick<QueryQuestion, 'key' | 'handle' | 'query'>
  readonly #control = new Int32Array(new SharedArrayBuffer(8))
  readonly #chunks: Uint8Array[] = []
  readonly #resolve: (answer: Answer) => void
  readonly #reject: (error: unknown) => void
  readonly #end: () => void
  #head: AnswerHead | undefined
  #isStreaming = false
  #isComplete = false
  #failure: { readonly error: unknown } | undefined
  #wake: () => void = () => undefined
  #stall: NodeJS.Timeout | undefined

  constructor(id: number, isHeavy: boolean, question: () => Pick<QueryQuestion, 'key' | 'handle' | 'query'>) {
    this.id = id
    this.isHeavy = isHeavy
    this.#question = question
    const answer = Promise.withResolvers<Answer>()
    this.answer = answer.promise
    this.#resolve = answer.resolve
    this.#reject = answer.reject
    const ended = Promise.withResolvers<void>()
    this.ended = ended.promise
    this.#end = ended.resolve
  }

  begin(): QueryQuestion {
    this.#watch()
    return { id: this.id, ...this.#question(), control: this.#control.buffer }
  }

  /** True when the thread is through with it. */
  take(message: QueryMessage): boolean {
    this.#watch()
    switch (message.kind) {
      case 'head':
        this.#head = message.head
        return false
      case 'chunk':
        this.#chunks.push(message.bytes)
        // What comes in one piece is sent in one piece.
        if (this.#chunks.length > 1 && !this.#isStreaming) this.#stream()
        this.#wake()
        return false
      case 'end':
        this.#isComplete = true
        if (!this.#isStreaming && this.#head) {
          this.#resolve({ head: this.#head, body: this.#chunks[0] ?? new Uint8Array(0) })
        }
        break
      case 'refused':
        this.#fail(new OsrmError(message.code, message.message))
        break
      case 'failed':
        this.#fail(new Error(message.message))
        break
    }
    this.#finish()
    return true
  }

  cancel(reason: unknown): void {
    Atomics.store(this.#control, control.isCancelled, 1)
    Atomics.notify(this.#control, control.underway)
    this.#fail(reason)
  }

  fail(error: unknown): void {
    this.cancel(error)
    this.#finish()
  }

  #fail(error: unknown): void {
    this.#failure ??= { error }
    this.#reject(error)
    this.#wake()
  }

  #finish(): void {
    clearTimeout(this.#stall)
    this.#wake()
    this.#end()
  }

  #watch(): void {
    clearTimeout(this.#stall)
    this.#stall = setTimeout(() => this.onStall(), stallMs)
    this.#stall.unref()
  }

  #stream(): void {
    if (!this.#head) return
    this.#isStreaming = true
    this.#resolve({ head: this.#head, body: this.#read() })
  }

  async *#read(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        if (this.#failure) throw this.#failure.error
        const chunk = this.#chunks.shift()
        if (chunk) {
          yield chunk
          Atomics.sub(this.#control, control.underway, 1)
          Atomics.notify(this.#control, control.underway)
        } else if (this.#isComplete) {
          return
        } else {
          await new Promise<void>((resolve) => {
            this.#wake = resolve
          })
        }
      }
    } finally {
      // Whoever stops reading wants no more of it.
      if (!this.#isComplete) this.cancel(new Error('The reader has gone.'))
    }
  }
}
