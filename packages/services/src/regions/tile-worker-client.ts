import { Worker } from 'node:worker_threads'
import { threadEnvironment } from '@cartage/domain'
import type { RegionHandle } from '@cartage/roads'

export interface TileQuestion {
  readonly id: number
  /** Names the region and its build. */
  readonly key: string
  readonly handle: RegionHandle
  readonly z: number
  readonly x: number
  readonly y: number
}
export type TileAnswer =
  | { readonly id: number; readonly tile: Uint8Array | undefined }
  | { readonly id: number; readonly failure: string }

export interface TileRequest extends Omit<TileQuestion, 'id' | 'handle'> {
  readonly handle: () => RegionHandle
}

interface Waiting {
  readonly resolve: (tile: Uint8Array | undefined) => void
  readonly reject: (error: Error) => void
}

/** Drawn tiles are kept up to this many bytes. */
const CACHE_BYTES = 64 * 1024 * 1024
/** An empty tile costs this much to remember. */
const ENTRY_BYTES = 100

/** Draws tiles on one thread, which starts with the first of them, and keeps those most lately used. */
export class TileWorker implements AsyncDisposable {
  readonly #waiting = new Map<number, Waiting>()
  readonly #cache = new Map<string, Promise<Uint8Array | undefined>>()
  readonly #sizes = new Map<string, number>()
  #bytes = 0
  #nextId = 1
  #worker: Worker | undefined

  /** The tile; undefined where there is nothing to draw. The same tile asked for twice is drawn once. */
  draw({ key, handle, z, x, y }: TileRequest): Promise<Uint8Array | undefined> {
    const name = `${key} ${z}/${x}/${y}`
    const known = this.#cache.get(name)
    if (known !== undefined) {
      this.#cache.delete(name)
      this.#cache.set(name, known)
      return known
    }
    const drawing = this.#ask({ key, handle: handle(), z, x, y })
    this.#cache.set(name, drawing)
    drawing.then(
      (tile) => this.#keep(name, tile?.byteLength ?? 0),
      () => this.#cache.delete(name),
    )
    return drawing
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker?.terminate()
  }

  #ask(question: Omit<TileQuestion, 'id'>): Promise<Uint8Array | undefined> {
    const id = this.#nextId++
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array | undefined>()
    this.#waiting.set(id, { resolve, reject })
    this.#thread().postMessage({ id, ...question } satisfies TileQuestion)
    return promise
  }

  #thread(): Worker {
    if (this.#worker !== undefined) return this.#worker
    const worker = new Worker(new URL('./tile-worker.ts', import.meta.url), {
      env: threadEnvironment(process.env),
    })
    worker.unref()
    worker.on('message', (answer: TileAnswer) => {
      const waiting = this.#waiting.get(answer.id)
      this.#waiting.delete(answer.id)
      if ('failure' in answer) waiting?.reject(new Error(answer.failure))
      else waiting?.resolve(answer.tile)
    })
    worker.on('error', (error) => this.#fail(error))
    worker.on('exit', (code) => this.#fail(new Error(`The tile thread ended with code ${code}.`)))
    this.#worker = worker
    return worker
  }

  /** Lets everybody know who waits; the next question starts another thread. */
  #fail(error: Error): void {
    this.#worker = undefined
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject } of waiting) reject(error)
  }

  #keep(name: string, size: number): void {
    this.#sizes.set(name, size + ENTRY_BYTES)
    this.#bytes += size + ENTRY_BYTES
    for (const oldest of this.#cache.keys()) {
      if (this.#bytes <= CACHE_BYTES) break
      this.#cache.delete(oldest)
      this.#bytes -= this.#sizes.get(oldest) ?? 0
      this.#sizes.delete(oldest)
    }
  }
}
