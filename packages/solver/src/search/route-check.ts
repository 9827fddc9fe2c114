import type { ShiftType } from '../model/group-shifts.ts'
import { DELIVERY, SERVICE, SHIPMENT_DELIVERY } from '../model/prepare.ts'
import type { Legs } from '../model/travel/legs.ts'
import { NO_WAY } from '../model/travel/travel-table.ts'
import type { Space } from './space.ts'
import { NEVER } from './space.ts'

/**
 * Says whether a sequence keeps every rule of a shift type and what it costs, with no allocation: the strict
 * form of `evaluateRoute`, for moves that change whole parts of a route. Cost: O(stops * 2^breaks).
 */
export class RouteCheck {
  /** Of the last sequence that kept every rule. */
  distance = 0
  duration = 0
  cost = 0
  private readonly space: Space
  private readonly labels: Float64Array
  private readonly loads: Int32Array

  constructor(space: Space) {
    this.space = space
    this.labels = new Float64Array(space.labelCount)
    this.loads = new Int32Array(space.dimensionCount)
  }

  /** True when the first `count` nodes are a feasible route; then `distance`, `duration` and `cost` are set. */
  check(typeIndex: number, nodes: Int32Array, count: number): boolean {
    this.distance = 0
    this.duration = 0
    this.cost = 0
    if (count === 0) return true
    const { prepared, pricing, timed, durationMatters, hasPairs, hasGaps, taskCost } = this.space
    const type = prepared.types[typeIndex]
    const table = type === undefined ? undefined : prepared.tables[type.table]
    if (type === undefined || table === undefined || count > type.maxStops) return false
    for (let i = 0; i < count; i++) {
      const task = prepared.nodeTask[nodes[i] ?? 0] ?? 0
      if (this.space.compatible[typeIndex * prepared.taskCount + task] !== 1) return false
    }
    if (!this.fits(type, nodes, count)) return false
    if (hasPairs && !this.keepsPairs(nodes, count)) return false
    let from = type.start
    let distance = 0
    for (let i = 0; i < count; i++) {
      const to = prepared.nodeLocation[nodes[i] ?? 0] ?? 0
      distance += table.metres.between(from, to)
      from = to
    }
    distance += table.metres.between(from, type.end)
    if (distance > type.maxDistanceM || (hasGaps && distance >= NO_WAY / 2)) return false
    let served = 0
    if (taskCost.length > 0) {
      for (let i = 0; i < count; i++) {
        const task = prepared.nodeTask[nodes[i] ?? 0] ?? 0
        if (prepared.taskNode[task] === nodes[i])
          served += taskCost[typeIndex * prepared.taskCount + task] ?? 0
      }
    }
    let duration = 0
    if (timed) {
      const end = this.earliestEnd(type, table.seconds, nodes, count)
      if (end >= NEVER) return false
      if (durationMatters) {
        duration = end - this.latestStart(type, table.seconds, nodes, count, end)
        if (duration > type.maxDurationS) return false
      }
    }
    this.distance = distance
    this.duration = duration
    this.cost =
      served +
      (pricing.fixed[typeIndex] ?? 0) +
      (pricing.perDistance[typeIndex] ?? 0) * distance +
      (pricing.perTime[typeIndex] ?? 0) * duration
    return true
  }

  private fits(type: ShiftType, nodes: Int32Array, count: number): boolean {
    const { prepared, dimensionCount } = this.space
    const { nodeKind, nodeLoad } = prepared
    const loads = this.loads.fill(0)
    for (let i = 0; i < count; i++) {
      const node = nodes[i] ?? 0
      if (nodeKind[node] !== DELIVERY) continue
      for (let d = 0; d < dimensionCount; d++) {
        loads[d] = (loads[d] ?? 0) + (nodeLoad[node * dimensionCount + d] ?? 0)
      }
    }
    for (let d = 0; d < dimensionCount; d++) if ((loads[d] ?? 0) > (type.capacity[d] ?? 0)) return false
    for (let i = 0; i < count; i++) {
      const node = nodes[i] ?? 0
      const kind = nodeKind[node] ?? SERVICE
      if (kind === SERVICE) continue
      const gives = kind === DELIVERY || kind === SHIPMENT_DELIVERY
      for (let d = 0; d < dimensionCount; d++) {
        const load = nodeLoad[node * dimensionCount + d] ?? 0
        loads[d] = (loads[d] ?? 0) + (gives ? -load : load)
        if ((loads[d] ?? 0) > (type.capacity[d] ?? 0)) return false
      }
    }
    return true
  }

  /** Every pickup of a shipment has its delivery behind it on the same route. */
  private keepsPairs(nodes: Int32Array, count: number): boolean {
    const { nodePair, nodeKind } = this.space.prepared
    for (let i = 0; i < count; i++) {
      const pair = nodePair[nodes[i] ?? 0] ?? -1
      if (pair < 0) continue
      let found = false
      if (nodeKind[nodes[i] ?? 0] === SHIPMENT_DELIVERY) {
        for (let j = i - 1; j >= 0 && !found; j--) found = nodes[j] === pair
      } else {
        for (let j = i + 1; j < count && !found; j++) found = nodes[j] === pair
      }
      if (!found) return false
    }
    return true
  }

  private earliestEnd(type: ShiftType, seconds: Legs, nodes: Int32Array, count: number): number {
    const { prepared } = this.space
    const { labels } = this
    const sets = 1 << type.breakFrom.length
    for (let set = 0; set < sets; set++) labels[set] = leavingWithout(type, set)
    let from = type.start
    for (let i = 0; i < count; i++) {
      const node = nodes[i] ?? 0
      const to = prepared.nodeLocation[node] ?? 0
      const travel = seconds.between(from, to)
      for (let set = 0; set < sets; set++) labels[set] = (labels[set] ?? 0) + travel
      if (sets > 1) holdBreaks(type, labels, 0, sets)
      let reachable = false
      for (let set = 0; set < sets; set++) {
        const start = serviceStart(this.space, node, labels[set] ?? NEVER)
        if (start < NEVER) reachable = true
        labels[set] = start >= NEVER ? NEVER : start + (prepared.nodeServiceS[node] ?? 0)
      }
      if (!reachable) return NEVER
      if (sets > 1) holdBreaks(type, labels, 0, sets)
      from = to
    }
    const travel = seconds.between(from, type.end)
    let best = NEVER
    for (let set = 0; set < sets; set++) {
      const end = (labels[set] ?? NEVER) + travel
      if (end < best && end <= returningWithout(type, set)) best = end
    }
    return best
  }

  private latestStart(type: ShiftType, seconds: Legs, nodes: Int32Array, count: number, end: number): number {
    const { prepared } = this.space
    const { labels } = this
    const sets = 1 << type.breakFrom.length
    for (let set = 0; set < sets; set++) labels[set] = Math.min(end, returningWithout(type, set))
    let to = type.end
    for (let i = count - 1; i >= 0; i--) {
      const node = nodes[i] ?? 0
      const from = prepared.nodeLocation[node] ?? 0
      const travel = seconds.between(from, to)
      for (let set = 0; set < sets; set++) labels[set] = (labels[set] ?? 0) - travel
      if (sets > 1) allowBreaks(type, labels, 0, sets)
      for (let set = 0; set < sets; set++) {
        labels[set] = latestService(this.space, node, (labels[set] ?? 0) - (prepared.nodeServiceS[node] ?? 0))
      }
      if (sets > 1) allowBreaks(type, labels, 0, sets)
      to = from
    }
    const travel = seconds.between(type.start, to)
    let best = type.fromS
    for (let set = 0; set < sets; set++) {
      const start = (labels[set] ?? 0) - travel
      if (start > best && start >= leavingWithout(type, set)) best = start
    }
    return best
  }
}

/** The earliest departure at which the breaks of the set are no longer owed. */
export function leavingWithout(type: ShiftType, set: number): number {
  let at = type.fromS
  for (let b = 0; b < type.breakTo.length; b++) {
    if ((set & (1 << b)) !== 0) at = Math.max(at, type.breakTo[b] ?? 0)
  }
  return at
}

/** The latest return at which the breaks outside the set are not yet owed. */
export function returningWithout(type: ShiftType, set: number): number {
  let at = type.toS
  for (let b = 0; b < type.breakTo.length; b++) {
    if ((set & (1 << b)) === 0) at = Math.min(at, type.breakTo[b] ?? 0)
  }
  return at
}

/** Completes earliest times by breaks held here: from each set to the sets with one break more. */
export function holdBreaks(
  type: ShiftType,
  labels: Float64Array | Int32Array,
  base: number,
  sets: number,
): void {
  for (let set = 0; set < sets; set++) {
    const at = labels[base + set] ?? NEVER
    if (at >= NEVER) continue
    for (let b = 0; b < type.breakFrom.length; b++) {
      if ((set & (1 << b)) !== 0 || at > (type.breakTo[b] ?? 0)) continue
      const then = Math.max(at, type.breakFrom[b] ?? 0) + (type.breakLength[b] ?? 0)
      const more = base + (set | (1 << b))
      if (then < (labels[more] ?? NEVER)) labels[more] = then
    }
  }
}

/** Completes latest times by breaks held here: the reverse of `holdBreaks`. */
export function allowBreaks(
  type: ShiftType,
  labels: Float64Array | Int32Array,
  base: number,
  sets: number,
): void {
  for (let set = sets - 1; set >= 0; set--) {
    for (let b = 0; b < type.breakFrom.length; b++) {
      if ((set & (1 << b)) !== 0) continue
      const after = (labels[base + (set | (1 << b))] ?? -NEVER) - (type.breakLength[b] ?? 0)
      const start = Math.min(type.breakTo[b] ?? 0, after)
      if (start >= (type.breakFrom[b] ?? 0) && start > (labels[base + set] ?? -NEVER))
        labels[base + set] = start
    }
  }
}

/** The first moment from `at` on inside a window, NEVER after the last. */
export function serviceStart(space: Space, node: number, at: number): number {
  const { windowOffset, windowFrom, windowTo } = space.prepared
  const end = windowOffset[node + 1] ?? 0
  for (let w = windowOffset[node] ?? 0; w < end; w++) {
    if (at <= (windowTo[w] ?? 0)) {
      const from = windowFrom[w] ?? 0
      return at < from ? from : at
    }
  }
  return NEVER
}

/** The last moment up to `by` inside a window, -NEVER before the first. */
export function latestService(space: Space, node: number, by: number): number {
  const { windowOffset, windowFrom, windowTo } = space.prepared
  const first = windowOffset[node] ?? 0
  for (let w = (windowOffset[node + 1] ?? 0) - 1; w >= first; w--) {
    if (by >= (windowFrom[w] ?? 0)) {
      const to = windowTo[w] ?? 0
      return by < to ? by : to
    }
  }
  return -NEVER
}
