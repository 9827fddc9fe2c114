import type { Prepared } from '../../model/prepare.ts'
import type { Relation } from '../../model/problem.ts'

/** Relations that bind tasks to one route, or keep them on different ones. */
type Tie = 'together' | 'apart'

interface Group {
  readonly tie: Tie
  readonly tasks: readonly number[]
}

interface Order {
  readonly isDirect: boolean
  /** First nodes of the tasks, in the order in which they are to be served. */
  readonly nodes: readonly number[]
}

/** Tasks of larger relations are not taken out together: that would be whole routes in every ruin. */
const MOST_PARTNERS = 40

/** What relations say of the routes and the order of tasks, their times left aside. */
export class Ties {
  private readonly prepared: Prepared
  private readonly groups: readonly Group[]
  private readonly groupsOf: readonly (readonly number[])[]
  private readonly orders: readonly Order[]
  private readonly ordersOf: readonly (readonly number[])[]
  private readonly partners: readonly (readonly number[])[]
  private readonly position: Int32Array
  private readonly seen: Int32Array
  private readonly checked: Int32Array
  private round = 0

  constructor(prepared: Prepared) {
    const relations = prepared.problem.relations ?? []
    this.prepared = prepared
    this.groups = relations.flatMap((relation) => toGroup(prepared, relation))
    this.orders = relations.flatMap((relation) => toOrder(prepared, relation))
    this.groupsOf = index(prepared.taskCount, this.groups, ({ tasks }) => tasks)
    this.ordersOf = index(prepared.nodeCount, this.orders, ({ nodes }) => nodes)
    this.partners = findPartners(prepared, relations)
    this.position = new Int32Array(prepared.nodeCount)
    this.seen = new Int32Array(prepared.nodeCount)
    this.checked = new Int32Array(this.orders.length)
  }

  /** Whether the tasks that are served let this one join a route. */
  mayJoin(task: number, route: number, routeOf: Int32Array): boolean {
    const groups = this.groupsOf[task] ?? []
    for (let i = 0; i < groups.length; i++) {
      const group = this.groups[groups[i] ?? 0]
      if (group === undefined) continue
      for (let k = 0; k < group.tasks.length; k++) {
        const other = group.tasks[k] ?? 0
        const at = other === task ? -1 : (routeOf[this.prepared.taskNode[other] ?? 0] ?? -1)
        if (at >= 0 && (at === route) !== (group.tie === 'together')) return false
      }
    }
    return true
  }

  /** Tasks that have a relation of few with this one. */
  partnersOf(task: number): readonly number[] {
    return this.partners[task] ?? []
  }

  /** Whether the served tasks of all relations are on routes that the relations allow. */
  areKept(routeOf: Int32Array): boolean {
    for (let i = 0; i < this.groups.length; i++) {
      const { tasks = [] } = this.groups[i] ?? {}
      for (let k = 0; k < tasks.length; k++) {
        const task = tasks[k] ?? 0
        const route = routeOf[this.prepared.taskNode[task] ?? 0] ?? -1
        if (route >= 0 && !this.mayJoin(task, route, routeOf)) return false
      }
    }
    return true
  }

  /** Whether the tasks of a route stand in the order of their relations. */
  keepsOrder(sequence: Int32Array, count: number): boolean {
    const { orders, ordersOf, position, seen, checked, prepared } = this
    if (orders.length === 0) return true
    this.round++
    for (let i = 0; i < count; i++) {
      const node = sequence[i] ?? 0
      if (node >= prepared.nodeCount) continue
      position[node] = i
      seen[node] = this.round
    }
    for (let i = 0; i < count; i++) {
      const node = sequence[i] ?? 0
      if (node >= prepared.nodeCount) continue
      const own = ordersOf[node] ?? []
      for (let k = 0; k < own.length; k++) {
        const order = own[k] ?? 0
        if (checked[order] === this.round) continue
        checked[order] = this.round
        if (!this.keeps(order)) return false
      }
    }
    return true
  }

  private keeps(index: number): boolean {
    const { isDirect = false, nodes = [] } = this.orders[index] ?? {}
    let last = -1
    for (let k = 0; k < nodes.length; k++) {
      const node = nodes[k] ?? 0
      if (this.seen[node] !== this.round) continue
      const at = this.position[node] ?? 0
      if (last >= 0 && (isDirect ? at !== last + 1 : at < last)) return false
      last = at
    }
    return true
  }
}

function toGroup(prepared: Prepared, relation: Relation): Group[] {
  if (relation.kind === 'before') return []
  const isApart = relation.kind === 'differentVehicles' || relation.kind === 'synchronised'
  const tasks = relation.tasks.map((id) => prepared.taskById.get(id) ?? 0)
  return [{ tie: isApart ? 'apart' : 'together', tasks }]
}

function toOrder(prepared: Prepared, relation: Relation): Order[] {
  if (relation.kind !== 'sequence' && relation.kind !== 'directSequence') return []
  const nodes = relation.tasks.map((id) => prepared.taskNode[prepared.taskById.get(id) ?? 0] ?? 0)
  return [{ isDirect: relation.kind === 'directSequence', nodes }]
}

function findPartners(prepared: Prepared, relations: readonly Relation[]): number[][] {
  const partners = Array.from({ length: prepared.taskCount }, () => new Set<number>())
  for (const relation of relations) {
    const ids = relation.kind === 'before' ? [relation.first, relation.second] : relation.tasks
    if (ids.length > MOST_PARTNERS) continue
    const tasks = ids.map((id) => prepared.taskById.get(id) ?? 0)
    for (const task of tasks) for (const other of tasks) if (other !== task) partners[task]?.add(other)
  }
  return partners.map((others) => [...others])
}

function index<T>(size: number, items: readonly T[], membersOf: (item: T) => readonly number[]): number[][] {
  const result: number[][] = Array.from({ length: size }, () => [])
  items.forEach((item, at) => {
    for (const member of membersOf(item)) result[member]?.push(at)
  })
  return result
}
