import type { RoadNetwork } from '../graph/road-network.ts'
import { readPooled } from '../string-pool.ts'

/** What a way is called and what it is. */
export interface RoadLabel {
  readonly name: string
  readonly ref: string
  readonly roadClass: string
  /** `wayFlags`. */
  readonly flags: number
}

/** The labels of a network's ways, each text read once. */
export class RoadLabels {
  readonly #ways: RoadNetwork['ways']
  readonly #texts = new Map<number, string>()

  constructor({ ways }: RoadNetwork) {
    this.#ways = ways
  }

  of(way: number): RoadLabel {
    const { name, ref, roadClass, flags } = this.#ways
    return {
      name: this.text(name[way] ?? 0),
      ref: this.text(ref[way] ?? 0),
      roadClass: this.text(roadClass[way] ?? 0),
      flags: flags[way] ?? 0,
    }
  }

  /** Number of the text that is its name, else its number; 0 where it has neither. */
  titleIndex(way: number): number {
    return this.#ways.name[way] || (this.#ways.ref[way] ?? 0)
  }

  text(index: number): string {
    const known = this.#texts.get(index)
    if (known !== undefined) return known
    const text = readPooled(this.#ways.texts, index)
    this.#texts.set(index, text)
    return text
  }
}
