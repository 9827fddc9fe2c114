import type { Arc, SearchNode } from './road-network.ts'

/** Arcs that may not be driven one right after the other, two or more. */
export interface ForbiddenPath {
  readonly arcs: readonly Arc[]
  /** Who may not, as bits of `Directions`. */
  readonly profiles: number
}

/**
 * What a drive has behind it, as far as that matters for its next turn. Searches that must not drive certain paths (Villeneuve,
 * Desaulniers: "The shortest path problem with forbidden paths", EJOR 2005) move through the states of the automaton that recognises
 * all of these paths at once (Aho, Corasick: "Efficient string matching", CACM 1975). A state is the beginning of a forbidden path, and
 * a drive is in that of the longest one with which it ends. So paths may overlap and share arcs as they like. The beginning of one arc
 * is the arc itself, a longer one a copy of its last arc.
 */
export class ForbiddenPaths {
  /** The arc of each copy, ascending. */
  readonly copiedArc: Uint32Array
  readonly #arcCount: number
  /** Beginnings that are one arc longer, by that arc. */
  readonly #longer = new Map<SearchNode, Map<Arc, SearchNode>>()
  /** By copy: the longest other beginning with which it ends. */
  readonly #shorter: readonly SearchNode[]
  /** Bits of the profiles for which a beginning and one more arc are a forbidden path, by that arc. */
  readonly #forbidden = new Map<SearchNode, Map<Arc, number>>()

  constructor(paths: readonly ForbiddenPath[], arcCount: number) {
    const beginnings = new Map<string, readonly Arc[]>()
    for (const { arcs } of paths) {
      for (let length = 2; length < arcs.length; length++) {
        const beginning = arcs.slice(0, length)
        beginnings.set(beginning.join(), beginning)
      }
    }
    const copies = [...beginnings.values()].toSorted((a, b) => lastOf(a) - lastOf(b))
    const copyOf = new Map(copies.map((arcs, copy) => [arcs.join(), arcCount + copy]))
    const nodeOf = (arcs: readonly Arc[]): SearchNode | undefined =>
      arcs.length === 1 ? arcs[0] : copyOf.get(arcs.join())
    this.#arcCount = arcCount
    this.copiedArc = Uint32Array.from(copies, lastOf)
    this.#shorter = copies.map((arcs) => {
      const ends = arcs.slice(1).map((_, start) => nodeOf(arcs.slice(start + 1)))
      return ends.find((node) => node !== undefined) ?? lastOf(arcs)
    })
    copies.forEach((arcs, copy) => {
      entryOf(this.#longer, nodeOf(arcs.slice(0, -1))).set(lastOf(arcs), arcCount + copy)
    })
    for (const { arcs, profiles } of paths) {
      const known = entryOf(this.#forbidden, nodeOf(arcs.slice(0, -1)))
      known.set(lastOf(arcs), (known.get(lastOf(arcs)) ?? 0) | profiles)
    }
  }

  /** Where a drive is that goes on into an arc. */
  after(node: SearchNode, to: Arc): SearchNode {
    for (let at: SearchNode | undefined = node; at !== undefined; at = this.#shorter[at - this.#arcCount]) {
      const longer = this.#longer.get(at)?.get(to)
      if (longer !== undefined) return longer
    }
    return to
  }

  /** Bits of the profiles that may not go on into an arc. */
  forbidden(node: SearchNode, to: Arc): number {
    let profiles = 0
    for (let at: SearchNode | undefined = node; at !== undefined; at = this.#shorter[at - this.#arcCount]) {
      profiles |= this.#forbidden.get(at)?.get(to) ?? 0
    }
    return profiles
  }
}

function lastOf(arcs: readonly Arc[]): Arc {
  return arcs.at(-1) ?? 0
}

function entryOf<Value>(
  map: Map<SearchNode, Map<Arc, Value>>,
  node: SearchNode | undefined = 0,
): Map<Arc, Value> {
  const known = map.get(node) ?? new Map<Arc, Value>()
  map.set(node, known)
  return known
}
