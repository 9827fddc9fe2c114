import type { SolveProgress } from '@cartage/domain'
import type { Solution } from '@cartage/solver'

export interface ProgressWriterOptions {
  /** Writes how the search stands, with its routes where there are new ones; false when the plan is another's now. */
  readonly write: (progress: SolveProgress, solution: Solution | undefined) => Promise<boolean>
  readonly onSuperseded: () => void
  /** A write that failed; the next one tries again. */
  readonly onError: (error: unknown) => void
}

/** At most four writes a second. */
const PROGRESS_MS = 250
/** Routes are stored this often, or more seldom where that takes long. */
const STORE_MS = 1_500
/** Storing takes at most this share of the time. */
const STORE_SHARE = 0.1

/** Writes the newest progress of a search at a bearable rate: what comes in while one is written replaces what waits. */
export class ProgressWriter {
  readonly #options: ProgressWriterOptions
  #progress: SolveProgress | undefined
  #solution: Solution | undefined
  #nextStoreAt = 0
  #pump: Promise<void> | undefined
  #hasEnded = false
  #wake: (() => void) | undefined

  constructor(options: ProgressWriterOptions) {
    this.#options = options
  }

  /** Takes the newest figures, and the routes where they are new. Never waits, never throws. */
  offer(progress: SolveProgress, solution?: Solution): void {
    if (this.#hasEnded) return
    this.#progress = progress
    this.#solution = solution ?? this.#solution
    this.#pump ??= this.#run().finally(() => {
      this.#pump = undefined
    })
  }

  /** Takes no more, and resolves once nothing is being written. */
  async end(): Promise<void> {
    this.#hasEnded = true
    this.#progress = undefined
    this.#wake?.()
    await this.#pump
  }

  async #run(): Promise<void> {
    while (this.#progress !== undefined) {
      const progress = this.#progress
      this.#progress = undefined
      const startedAt = performance.now()
      const solution = startedAt >= this.#nextStoreAt ? this.#solution : undefined
      try {
        if (!(await this.#options.write(progress, solution))) {
          this.#hasEnded = true
          this.#options.onSuperseded()
          return
        }
        if (solution !== undefined) {
          const now = performance.now()
          this.#nextStoreAt = now + Math.max(STORE_MS, (now - startedAt) / STORE_SHARE)
          if (this.#solution === solution) this.#solution = undefined
        }
      } catch (error) {
        this.#options.onError(error)
      }
      if (!this.#hasEnded) await this.#pause()
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, PROGRESS_MS)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
