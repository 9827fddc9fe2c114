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
  const byEnd = new Map<number, number[]>()
  const closed: number[][] = []
  const open: number[][] = []
  ways.forEach((way, index) => {
    if (way.length < 2) used[index] = 1
    else if (way.length >= 4 && way[0] === way[way.length - 1]) {
      used[index] = 1
      closed.push(Array.from(way))
    } else {
      remember(byEnd, way[0] ?? -1, index)
      if (!keepDirection) remember(byEnd, way[way.length - 1] ?? -1, index)
    }
  })

  const extend = (chain: number[]): void => {
    while (chain[0] !== chain[chain.length - 1]) {
      const end = chain[chain.length - 1] ?? -1
      const next = byEnd.get(end)?.find((index) => used[index] === 0)
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
    let chain = Array.from(way)
    extend(chain)
    if (!keepDirection && chain[0] !== chain[chain.length - 1]) {
      chain = chain.toReversed()
      extend(chain)
    }
    if (chain[0] === chain[chain.length - 1] && chain.length >= 4) closed.push(chain)
    else open.push(chain)
  })
  return keepDirection ? { closed, open: joinForward(open) } : { closed, open }
}

function remember(byEnd: Map<number, number[]>, node: number, index: number): void {
  const there = byEnd.get(node)
  if (there) there.push(index)
  else byEnd.set(node, [index])
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
