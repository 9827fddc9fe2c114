import { Worker } from 'node:worker_threads'
import { threadEnvironment } from '@cartage/domain'
import { RoadsError } from '../errors.ts'
import { openShared, requireProfile } from '../region/open-region.ts'
import { roadsFile } from '../region/region-files.ts'
import type { Region, RegionHandle } from '../region/types.ts'
import { checkConditions } from './road-change.ts'
import type { CheckedConditions, RoadConditions } from './road-change.ts'

export interface Reweighing {
  readonly profile: string
  readonly conditions: RoadConditions
  readonly at: Date
  readonly signal?: AbortSignal | undefined
}

/** What the thread is asked; it answers with the profile's new file, or undefined where nothing changes. */
export interface ReweighRequest {
  readonly id: number
  readonly profile: string
  readonly conditions: CheckedConditions
  readonly at: Date
}

export type ReweighAnswer = { readonly id: number } & (
  | { readonly file: SharedArrayBuffer | undefined }
  | { readonly error: unknown }
)

/** A thread and who waits for it. */
interface Thread {
  readonly worker: Worker
  readonly waiting: Map<number, PromiseWithResolvers<SharedArrayBuffer | undefined>>
}

/**
 * Gives a region's roads other times, on a thread of its own: the region goes on answering with the old ones meanwhile, and for as
 * long as anyone holds it. The thread starts with the first question and ends with `dispose`; it keeps the process alive only while
 * someone waits for it.
 */
export class Reweigher implements AsyncDisposable {
  readonly #handle: RegionHandle
  #thread: Thread | undefined
  #lastId = 0

  /** `region` is as it was built, not one that a reweigher gave. */
  constructor(region: Region) {
    this.#handle = region.share()
  }

  /** The region as its roads are at an instant. Throws `unknown_profile` or `invalid_conditions`. */
  async reweigh({ profile, conditions, at, signal }: Reweighing): Promise<Region> {
    requireProfile(this.#handle, profile)
    const checked = checkConditions(conditions)
    if (Number.isNaN(at.getTime())) {
      throw new RoadsError('invalid_conditions', 'The instant of the road conditions is no valid date.')
    }
    signal?.throwIfAborted()
    const { worker, waiting } = (this.#thread ??= this.#start())
    const id = ++this.#lastId
    const answer = Promise.withResolvers<SharedArrayBuffer | undefined>()
    waiting.set(id, answer)
    const stop = (): void => answer.reject(signal?.reason)
    signal?.addEventListener('abort', stop, { once: true })
    try {
      worker.ref()
      worker.postMessage({ id, profile, conditions: checked, at } satisfies ReweighRequest)
      const file = await answer.promise
      const files = file ? { ...this.#handle.files, [roadsFile(profile)]: file } : this.#handle.files
      return openShared({ ...this.#handle, files })
    } finally {
      waiting.delete(id)
      if (waiting.size === 0) worker.unref()
      signal?.removeEventListener('abort', stop)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const thread = this.#thread
    this.#thread = undefined
    await thread?.worker.terminate()
  }

  #start(): Thread {
    const worker = new Worker(new URL('./reweigh-worker.ts', import.meta.url), {
      workerData: this.#handle,
      env: threadEnvironment(process.env),
    })
    const waiting: Thread['waiting'] = new Map()
    const thread = { worker, waiting }
    worker.on('message', (answer: ReweighAnswer) => {
      if ('error' in answer) waiting.get(answer.id)?.reject(answer.error)
      else waiting.get(answer.id)?.resolve(answer.file)
    })
    const fail = (reason: unknown): void => {
      if (this.#thread === thread) this.#thread = undefined
      for (const { reject } of waiting.values()) reject(reason)
    }
    worker.once('error', fail)
    worker.once('exit', () => fail(new Error('The thread that reweighs roads has ended.')))
    return thread
  }
}
