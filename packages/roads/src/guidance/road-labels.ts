import type { RoadNetwork } from '../graph/road-network.ts'
import { plainName, plainRefs } from './plain-name.ts'
import { rankOf } from './road-rank.ts'
import { readPooled } from '../string-pool.ts'

/** What a way is called and what it is. */
export interface RoadLabel {
  readonly name: string
  readonly ref: string
  readonly roadClass: string
  /** `wayFlags`. */
  readonly flags: number
  /** By `rankOf`. */
  readonly rank: number
  /** Its name by `plainName`, and its numbers by `plainRefs`. */
  readonly plainName: string
  readonly plainRefs: readonly string[]
}

/** The labels of a network's ways, each made once. */
export class RoadLabels {
  readonly #ways: RoadNetwork['ways']
  readonly #texts = new Map<number, string>()
  readonly #labels = new Map<number, RoadLabel>()

  constructor({ ways }: RoadNetwork) {
    this.#ways = ways
  }

  of(way: number): RoadLabel {
    const known = this.#labels.get(way)
    if (known) return known
    const { name, ref, roadClass, flags } = this.#ways
    const label = labelOf({
      name: this.text(name[way] ?? 0),
      ref: this.text(ref[way] ?? 0),
      roadClass: this.text(roadClass[way] ?? 0),
      flags: flags[way] ?? 0,
    })
    this.#labels.set(way, label)
    return label
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

function labelOf(tags: Pick<RoadLabel, 'name' | 'ref' | 'roadClass' | 'flags'>): RoadLabel {
  return {
    ...tags,
    rank: rankOf(tags.roadClass),
    plainName: plainName(tags.name),
    plainRefs: plainRefs(tags.ref),
  }
}
