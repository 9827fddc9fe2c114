import type { Neighbours } from './neighbours.ts'
import type { Plan } from './plan.ts'
import type { Space } from './space.ts'
import type { Steps } from './steps.ts'

/** Neighbours considered for a join. */
const WIDTH = 100
const MOST_TYPES = 8

/**
 * A first plan by parallel savings (Clarke & Wright 1964): every job begins on a route of its own, and routes
 * are joined end to start, largest saving first, where the joined route keeps every rule. Works on one shift type;
 * what does not fit it, and shipments, stay absent for insertion. When there are more
 * routes than shifts the smallest are given up. Cost: O(n k log nk) for k neighbours, one check for each join.
 */
export function* constructBySavings(plan: Plan, near: Neighbours, type: number): Steps {
  const { space } = plan
  const chains = new Chains(plan, type)
  const savings = yield* listSavings(space, near, type)
  for (const i of savings.largestFirst()) {
    chains.join(savings.from[i] ?? 0, savings.to[i] ?? 0)
    yield
  }
  chains.giveTo(plan)
}

/** The most numerous shift types, among which a fleet may be chosen: worth a first plan each. */
export function savingsTypes({ prepared }: Space): number[] {
  const most = prepared.types.reduce((count, type) => Math.max(count, type.shifts.length), 0)
  const types = [...prepared.types.keys()].filter((type) => prepared.types[type]?.shifts.length === most)
  return types.slice(0, most > 1 ? MOST_TYPES : 1)
}

/** Joins of a node with one of its neighbours that save anything. */
class Savings {
  count = 0
  readonly from: Int32Array
  readonly to: Int32Array
  private readonly metres: Float64Array
  private most = 0

  constructor(room: number) {
    this.from = new Int32Array(room)
    this.to = new Int32Array(room)
    this.metres = new Float64Array(room)
  }

  /** In the order in which those that save alike are joined. */
  add(from: number, to: number, metres: number): void {
    const i = this.count++
    this.from[i] = from
    this.to[i] = to
    this.metres[i] = metres
    if (metres > this.most) this.most = metres
  }

  /** Their numbers, the largest saving first: sorted as plain numbers, a million in a tenth of a second. */
  *largestFirst(): Generator<number, void> {
    const { count, metres, most } = this
    const keys = Float64Array.from({ length: count }, (_, i) => (most - (metres[i] ?? 0)) * count + i)
    for (const key of keys.sort()) yield key % count
  }
}

function* listSavings(space: Space, near: Neighbours, typeIndex: number): Generator<undefined, Savings> {
  const { prepared, at } = space
  const width = Math.min(near.width, WIDTH)
  const savings = new Savings(space.nodeCount * width)
  const type = prepared.types[typeIndex]
  const table = type === undefined ? undefined : prepared.tables[type.table]
  if (type === undefined || table === undefined) return savings
  const { metres } = table
  for (let from = 0; from < space.nodeCount; from++) {
    const row = at[from] ?? 0
    const own = from * near.width
    for (const to of near.nodes.slice(own, own + width).sort()) {
      const column = at[to] ?? 0
      const saving =
        metres.between(row, type.end) + metres.between(type.start, column) - metres.between(row, column)
      if (saving > 0) savings.add(from, to, saving)
    }
    yield
  }
  return savings
}

/** Routes while they are being joined, as sequences by their first node. */
class Chains {
  private readonly type: number
  private readonly plan: Plan
  private readonly chainOf: Int32Array
  private readonly chains: (Int32Array | undefined)[] = []
  private readonly loads: Int32Array
  private readonly reversible: boolean

  constructor(plan: Plan, type: number) {
    const { space } = plan
    const { nodePair, nodeLoad } = space.prepared
    this.type = type
    this.plan = plan
    this.chainOf = new Int32Array(space.nodeCount).fill(-1)
    this.loads = new Int32Array(space.nodeCount)
    this.reversible = !space.timed && (space.prepared.tables[0]?.symmetric ?? false)
    for (let node = 0; node < space.nodeCount; node++) {
      if ((nodePair[node] ?? -1) >= 0 || (plan.routeOf[node] ?? -1) >= 0) continue
      const alone = Int32Array.of(node)
      if (!plan.check.check(type, alone, 1)) continue
      this.chainOf[node] = this.chains.length
      this.loads[this.chains.length] = nodeLoad[node * space.dimensionCount] ?? 0
      this.chains.push(alone)
    }
  }

  join(from: number, to: number): void {
    const { plan, type, chainOf, chains, loads } = this
    const a = chainOf[from] ?? -1
    const b = chainOf[to] ?? -1
    if (a < 0 || b < 0 || a === b) return
    const head = chains[a]
    const tail = chains[b]
    if (head === undefined || tail === undefined) return
    const room = plan.space.prepared.types[type]?.capacity[0] ?? Infinity
    if (plan.space.plainLoads && (loads[a] ?? 0) + (loads[b] ?? 0) > room) return
    const first =
      head.at(-1) === from ? head : this.reversible && head[0] === from ? head.toReversed() : undefined
    const second =
      tail[0] === to ? tail : this.reversible && tail.at(-1) === to ? tail.toReversed() : undefined
    if (first === undefined || second === undefined) return
    const joined = new Int32Array(first.length + second.length)
    joined.set(first)
    joined.set(second, first.length)
    if (!plan.check.check(type, joined, joined.length)) return
    chains[a] = joined
    chains[b] = undefined
    loads[a] = (loads[a] ?? 0) + (loads[b] ?? 0)
    for (const node of second) chainOf[node] = a
  }

  /** Fills empty slots of the type, the longest routes first. */
  giveTo(plan: Plan): void {
    const longestFirst = this.chains
      .filter((chain) => chain !== undefined)
      .toSorted((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0))
    for (const chain of longestFirst) {
      const slot = plan.emptySlot(this.type)
      if (slot < 0) return
      plan.clearRoute(slot)
      plan.fillRoute(slot, chain, chain.length)
    }
  }
}
