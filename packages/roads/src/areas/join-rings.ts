/** Ways of an area's outline joined end to end. Numbers are node indices. */
export interface JoinedRings {
  /** First and last node are the same. */
  readonly closed: readonly (readonly number[])[]
  /** What did not close, because the extract does not hold the rest. */
  readonly open: readonly (readonly number[])[]
}

/**
 * Joins ways that meet at their ends into rings, in whatever order and direction they come: each way is taken once and extended
 * at its end by an unused way that begins or ends there. O(n). With `keepDirection` a way is never turned round (coastlines, whose
 * direction says where the water is).
 */
export function joinRings(
  ways: readonly ArrayLike<number>[],
  options: { readonly keepDirection?: boolean } = {},
): JoinedRings {
  const keepDirection = options.keepDirection ?? false
  const used = new Uint8Array(ways.length)
  const closed: number[][] = []
  const open: number[][] = []
  ways.forEach((way, index) => {
    if (way.length < 2) used[index] = 1
    else if (way.length >= 4 && way[0] === way[way.length - 1]) {
      used[index] = 1
      closed.push(copyOf(way))
    }
  })
  const ends = new WayEnds(ways, used, keepDirection)

  const extend = (chain: number[]): void => {
    while (chain[0] !== chain[chain.length - 1]) {
      const end = chain[chain.length - 1] ?? -1
      const next = ends.unusedAt(end)
      if (next === undefined) return
      used[next] = 1
      const way = ways[next] ?? []
      if (way[0] === end) for (let i = 1; i < way.length; i++) chain.push(way[i] ?? 0)
      else for (let i = way.length - 2; i >= 0; i--) chain.push(way[i] ?? 0)
    }
  }
  ways.forEach((way, index) => {
    if (used[index] === 1) return
    used[index] = 1
    const chain = copyOf(way)
    extend(chain)
    if (!keepDirection && chain[0] !== chain[chain.length - 1]) {
      chain.reverse()
      extend(chain)
    }
    if (chain[0] === chain[chain.length - 1] && chain.length >= 4) closed.push(chain)
    else open.push(chain)
  })
  return keepDirection ? { closed, open: joinForward(open) } : { closed, open }
}

/** Which unused ways begin or end at a node: lists linked through an array, in the order of the ways. */
class WayEnds {
  readonly #used: Uint8Array
  /** The first entry of each node's list: `2 w` is way `w` at its beginning, `2 w + 1` at its end. */
  readonly #first = new Map<number, number>()
  readonly #next: Int32Array

  constructor(ways: readonly ArrayLike<number>[], used: Uint8Array, onlyBeginnings: boolean) {
    this.#used = used
    this.#next = new Int32Array(2 * ways.length)
    // From the last to the first, since each goes before what its node has.
    for (let way = ways.length - 1; way >= 0; way--) {
      const nodes = ways[way] ?? []
      if (used[way] === 1) continue
      if (!onlyBeginnings) this.#add(nodes[nodes.length - 1] ?? -1, 2 * way + 1)
      this.#add(nodes[0] ?? -1, 2 * way)
    }
  }

  unusedAt(node: number): number | undefined {
    let entry = this.#first.get(node) ?? -1
    while (entry >= 0 && this.#used[entry >> 1] === 1) entry = this.#next[entry] ?? -1
    this.#first.set(node, entry)
    return entry < 0 ? undefined : entry >> 1
  }

  #add(node: number, entry: number): void {
    this.#next[entry] = this.#first.get(node) ?? -1
    this.#first.set(node, entry)
  }
}

/** As `Array.from`, which walks a typed array by its iterator. */
function copyOf(way: ArrayLike<number>): number[] {
  const copy: number[] = []
  for (let i = 0; i < way.length; i++) copy.push(way[i] ?? 0)
  return copy
}

/** Chains begun in their middle: puts each behind the one that ends where it starts. */
function joinForward(chains: readonly number[][]): number[][] {
  const byStart = new Map(chains.map((chain) => [chain[0] ?? -1, chain]))
  const followers = new Set<number[]>()
  for (const chain of chains) {
    const follower = byStart.get(chain[chain.length - 1] ?? -2)
    if (follower && follower !== chain) followers.add(follower)
  }
  return chains
    .filter((chain) => !followers.has(chain))
    .map((head) => {
      const joined = [...head]
      let follower = byStart.get(joined[joined.length - 1] ?? -2)
      while (follower && followers.delete(follower)) {
        for (let i = 1; i < follower.length; i++) joined.push(follower[i] ?? 0)
        follower = byStart.get(joined[joined.length - 1] ?? -2)
      }
      return joined
    })
}
