import { Reweigher, type Region, type RoadChange } from '@cartage/roads'
import { LRUCache } from 'lru-cache'

/** Each holds the weights of one profile: those of this moment, and of the stretches of a day for two kinds of vehicles. */
const KEPT = 16

export interface LiveRequest {
  readonly profile: string
  /** What holds besides the profile, for as long as somebody asks for it. */
  readonly changes: readonly RoadChange[]
}

/**
 * A region with some of its roads closed or at another speed. New weights take a fraction of a second on a thread of their
 * own, while the old ones go on serving, and are kept for the next question under the same conditions.
 */
export class LiveRoads implements AsyncDisposable {
  readonly #region: Region
  readonly #known = new LRUCache<string, Promise<Region>>({ max: KEPT })
  #reweigher: Reweigher | undefined

  constructor(region: Region) {
    this.#region = region
  }

  /** The region as its roads are under these changes. */
  at({ profile, changes }: LiveRequest): Promise<Region> {
    if (changes.length === 0) return Promise.resolve(this.#region)
    const key = JSON.stringify([profile, changes])
    const known = this.#known.get(key)
    if (known !== undefined) return known
    this.#reweigher ??= new Reweigher(this.#region)
    const weighing = this.#reweigher.reweigh({ profile, conditions: { changes }, at: new Date() })
    this.#known.set(key, weighing)
    weighing.catch(() => this.#known.delete(key))
    return weighing
  }

  /** Ends the thread once those who wait have their answers. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled(this.#known.values())
    await this.#reweigher?.[Symbol.asyncDispose]()
  }
}
