import { richRules } from '../../model/rich-rules.ts'
import type { RichRules } from '../../model/rich-rules.ts'
import { DELIVERY, PICKUP, SERVICE, SHIPMENT_DELIVERY, SHIPMENT_PICKUP } from '../../model/prepare.ts'
import type { Space } from '../space.ts'

/**
 * What the trips of one route have room for: before each of its positions the highest load of the trip so far and
 * from there on, so that a task that does not fit is refused in constant time.
 */
export class TripRoom {
  private readonly space: Space
  private readonly rules: RichRules
  private typeIndex = 0
  /** By position * dimensionCount + dimension: load there, highest load of the trip up to there and from there. */
  private load: Int32Array
  private before: Int32Array
  private after: Int32Array
  /** What the trip brings before the position, and from it on. */
  private brought: Int32Array
  private toBring: Int32Array

  constructor(space: Space) {
    const size = (space.longestSequence + 2) * space.dimensionCount
    this.space = space
    this.rules = richRules(space.prepared)
    this.load = new Int32Array(size)
    this.before = new Int32Array(size)
    this.after = new Int32Array(size)
    this.brought = new Int32Array(size)
    this.toBring = new Int32Array(size)
  }

  /** Reads a route, whose positions count from 0 then. */
  read(typeIndex: number, sequences: Int32Array, from: number, to: number): void {
    const { nodeCount } = this.space
    this.typeIndex = typeIndex
    for (let first = from; first <= to;) {
      let last = first
      while (last < to && (sequences[last] ?? 0) < nodeCount) last++
      this.readTrip(sequences, first, last, from)
      first = last + 1
    }
  }

  /** Whether a node fits before a position. */
  fits(position: number, node: number): boolean {
    const { space, rules } = this
    const { dimensionCount, prepared } = space
    const kind = prepared.nodeKind[node] ?? SERVICE
    if (kind === SERVICE) return true
    const capacity = prepared.types[this.typeIndex]?.capacity
    const loads = kind === DELIVERY ? this.before : kind === PICKUP ? this.after : this.load
    for (let d = 0; d < dimensionCount; d++) {
      const at = position * dimensionCount + d
      const most = capacity?.[d] ?? 0
      const own = node * dimensionCount + d
      if ((loads[at] ?? 0) + (prepared.nodeLoad[own] ?? 0) > most) return false
      if (kind === DELIVERY && (this.after[at] ?? 0) + (rules.takes[own] ?? 0) > most) return false
    }
    return true
  }

  /** Whether what a delivery brings fits a trip that begins with it, or ends with it. */
  fitsFirst(position: number, node: number): boolean {
    return this.fitsPart(this.toBring, position, node)
  }

  fitsLast(position: number, node: number): boolean {
    return this.fitsPart(this.brought, position, node)
  }

  private fitsPart(loads: Int32Array, position: number, node: number): boolean {
    const { dimensionCount, prepared } = this.space
    if (prepared.nodeKind[node] !== DELIVERY) return true
    const capacity = prepared.types[this.typeIndex]?.capacity
    for (let d = 0; d < dimensionCount; d++) {
      const load =
        (loads[position * dimensionCount + d] ?? 0) + (prepared.nodeLoad[node * dimensionCount + d] ?? 0)
      if (load > (capacity?.[d] ?? 0)) return false
    }
    return true
  }

  private readTrip(sequences: Int32Array, first: number, last: number, from: number): void {
    const { space, rules, load, before, after, brought, toBring } = this
    const { dimensionCount, prepared } = space
    const { nodeKind, nodeLoad } = prepared
    for (let d = 0; d < dimensionCount; d++) {
      let sum = first === from ? (rules.types[this.typeIndex]?.onBoard[d] ?? 0) : 0
      const end = (last - from) * dimensionCount + d
      brought[(first - from) * dimensionCount + d] = sum
      for (let i = first; i < last; i++) {
        const node = sequences[i] ?? 0
        if (nodeKind[node] === DELIVERY) sum += nodeLoad[node * dimensionCount + d] ?? 0
        brought[(i + 1 - from) * dimensionCount + d] = sum
      }
      const whole = sum
      let peak = sum
      load[(first - from) * dimensionCount + d] = sum
      before[(first - from) * dimensionCount + d] = sum
      for (let i = first; i < last; i++) {
        const node = sequences[i] ?? 0
        const own = node * dimensionCount + d
        const kind = nodeKind[node] ?? SERVICE
        const at = (i - from) * dimensionCount + d
        toBring[at] = whole - (brought[at] ?? 0)
        if (kind === DELIVERY || kind === SHIPMENT_DELIVERY) sum -= nodeLoad[own] ?? 0
        else if (kind === PICKUP || kind === SHIPMENT_PICKUP) sum += nodeLoad[own] ?? 0
        sum += rules.takes[own] ?? 0
        if (sum > peak) peak = sum
        load[at + dimensionCount] = sum
        before[at + dimensionCount] = peak
      }
      toBring[end] = 0
      peak = sum
      after[end] = sum
      for (let i = last - 1; i >= first; i--) {
        const at = (i - from) * dimensionCount + d
        peak = Math.max(peak, load[at] ?? 0)
        after[at] = peak
      }
    }
  }
}
