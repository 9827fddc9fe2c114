import type { Space } from './space.ts'

/** A plan as links of nodes and sentinels, with the cost of each route. */
export interface LinkedPlan {
  readonly next: Int32Array
  readonly cost: Float64Array
}

/**
 * Brings the better parts of another plan into a plan, both serving everything. Routes of the two that share a
 * stop belong together; a group of routes that is closed in this sense serves the same stops in both plans, so
 * that the cheaper side of each group can be chosen on its own (a partition crossover, after Whitley, Hains &
 * Howe 2009). The result is at least as cheap as both. Needs routes whose costs add up and which keep the rules
 * one by one. Linear in the number of nodes. Returns by how much the plan has become cheaper.
 */
export function mergePlans(space: Space, plan: LinkedPlan, other: LinkedPlan): number {
  const { routeCount, nodeCount } = space
  const groups = new Groups(2 * routeCount)
  const routeOf = new Int32Array(nodeCount)
  forEachStop(space, plan.next, (node, route) => {
    routeOf[node] = route
  })
  forEachStop(space, other.next, (node, route) => groups.join(routeOf[node] ?? 0, routeCount + route))
  const saving = new Float64Array(2 * routeCount)
  for (let route = 0; route < routeCount; route++) {
    for (const [side, sign] of [
      [plan, 1],
      [other, -1],
    ] as const) {
      if (isEmpty(space, side.next, route)) continue
      const group = groups.find(sign > 0 ? route : routeCount + route)
      saving[group] = (saving[group] ?? 0) + sign * (side.cost[route] ?? 0)
    }
  }
  let saved = 0
  for (let group = 0; group < 2 * routeCount; group++) {
    if ((saving[group] ?? 0) <= 0) continue
    const members = (offset: number) =>
      Array.from({ length: routeCount }, (_, route) => route).filter(
        (route) => groups.find(offset + route) === group,
      )
    const isReplaced = replaceRoutes(space, { plan, other }, [
      members(0).filter((route) => !isEmpty(space, plan.next, route)),
      members(routeCount).filter((route) => !isEmpty(space, other.next, route)),
    ])
    if (isReplaced) saved += saving[group] ?? 0
  }
  return saved
}

/** Puts routes of the other plan in the place of routes of this one; false when there are too few slots of a type. */
function replaceRoutes(
  space: Space,
  { plan, other }: { readonly plan: LinkedPlan; readonly other: LinkedPlan },
  [from, to]: readonly [readonly number[], readonly number[]],
): boolean {
  const { routeType, typeFirst, nodeCount } = space
  const taken = new Set<number>()
  const slots = to.map((route) => {
    const type = routeType[route] ?? 0
    for (let slot = typeFirst[type] ?? 0; slot < (typeFirst[type + 1] ?? 0); slot++) {
      if (taken.has(slot) || !(from.includes(slot) || isEmpty(space, plan.next, slot))) continue
      taken.add(slot)
      return slot
    }
    return -1
  })
  if (slots.includes(-1)) return false
  for (const route of from) {
    plan.next[nodeCount + 2 * route] = nodeCount + 2 * route + 1
    plan.cost[route] = 0
  }
  to.forEach((route, index) => {
    const slot = slots[index] ?? 0
    let last = nodeCount + 2 * slot
    for (let node = other.next[nodeCount + 2 * route] ?? 0; node < nodeCount; node = other.next[node] ?? 0) {
      plan.next[last] = node
      last = node
    }
    plan.next[last] = nodeCount + 2 * slot + 1
    plan.cost[slot] = other.cost[route] ?? 0
  })
  return true
}

function isEmpty({ nodeCount }: Space, next: Int32Array, route: number): boolean {
  return (next[nodeCount + 2 * route] ?? 0) >= nodeCount
}

function forEachStop(
  { nodeCount, routeCount }: Space,
  next: Int32Array,
  visit: (node: number, route: number) => void,
): void {
  for (let route = 0; route < routeCount; route++) {
    for (let node = next[nodeCount + 2 * route] ?? 0; node < nodeCount; node = next[node] ?? 0)
      visit(node, route)
  }
}

/** Disjoint sets with path halving. */
class Groups {
  private readonly parent: Int32Array

  constructor(count: number) {
    this.parent = Int32Array.from({ length: count }, (_, index) => index)
  }

  find(member: number): number {
    const { parent } = this
    let at = member
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? 0] ?? 0
      at = parent[at] ?? 0
    }
    return at
  }

  join(a: number, b: number): void {
    this.parent[this.find(a)] = this.find(b)
  }
}
