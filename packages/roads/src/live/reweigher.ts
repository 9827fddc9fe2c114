import { Worker } from 'node:worker_threads'
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

/**
 * Gives a region's roads other times, on a thread of its own: the region goes on answering with the old ones meanwhile, and for as
 * long as anyone holds it. The thread starts with the first question and ends with `dispose`.
 */
export class Reweigher implements AsyncDisposable {
  readonly #handle: RegionHandle
  #worker: Worker | undefined
  #lastId = 0
  readonly #waiting = new Map<number, PromiseWithResolvers<SharedArrayBuffer | undefined>>()

  /** `region` is as it was built, not one that a reweigher gave. */
  constructor(region: Region) {
    this.#handle = region.share()
  }

  /** The region as its roads are at an instant. Throws `unknown_profile` or `invalid_conditions`. */
  async reweigh({ profile, conditions, at, signal }: Reweighing): Promise<Region> {
    requireProfile(this.#handle, profile)
    const checked = checkConditions(conditions)
    signal?.throwIfAborted()
    const id = ++this.#lastId
    const answer = Promise.withResolvers<SharedArrayBuffer | undefined>()
    this.#waiting.set(id, answer)
    const stop = (): void => answer.reject(signal?.reason)
    signal?.addEventListener('abort', stop, { once: true })
    try {
      this.#start().postMessage({ id, profile, conditions: checked, at } satisfies ReweighRequest)
      const file = await answer.promise
      const files = file ? { ...this.#handle.files, [roadsFile(profile)]: file } : this.#handle.files
      return openShared({ ...this.#handle, files })
    } finally {
      this.#waiting.delete(id)
      signal?.removeEventListener('abort', stop)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    await worker?.terminate()
  }

  #start(): Worker {
    if (this.#worker) return this.#worker
    const worker = new Worker(new URL('./reweigh-worker.ts', import.meta.url), {
      workerData: this.#handle,
      env: {},
    })
    worker.on('message', (answer: ReweighAnswer) => {
      const waiting = this.#waiting.get(answer.id)
      if ('error' in answer) waiting?.reject(answer.error)
      else waiting?.resolve(answer.file)
    })
    const fail = (reason: unknown): void => {
      if (this.#worker === worker) this.#worker = undefined
      for (const waiting of this.#waiting.values()) waiting.reject(reason)
    }
    worker.once('error', fail)
    worker.once('exit', () => fail(new Error('The thread that reweighs roads has ended.')))
    worker.unref()
    this.#worker = worker
    return worker
  }
}
