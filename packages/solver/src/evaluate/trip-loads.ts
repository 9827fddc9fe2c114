import { DELIVERY, SERVICE, SHIPMENT_DELIVERY, SHIPMENT_PICKUP } from '../model/prepare.ts'
import type { Prepared } from '../model/prepare.ts'
import type { RichRules } from '../model/rich-rules.ts'

/**
 * What is on board along a sequence of one or more trips, whether it fits, which goods meet, and which breaks the
 * loads allow where. No allocation once it has room.
 */
export class TripLoads {
  /** Whole loads over capacity, goods that meet, reloads and pairs that are wrong; 0 when all is right. */
  excess = 0
  trips = 1
  /** Of the fullest dimension on the fullest trip, whole percent of the capacity. */
  fullestPercent = 0
  /** On board on leaving the start, and after each position: position * dimensionCount + dimension. */
  readonly atStart: Int32Array
  after = new Int32Array(64)
  private readonly prepared: Prepared
  private readonly rules: RichRules
  private readonly board: Int32Array
  private readonly peak: Int32Array
  private readonly pickedIn: Int32Array
  private typeIndex = 0

  constructor(prepared: Prepared, rules: RichRules) {
    this.prepared = prepared
    this.rules = rules
    this.atStart = new Int32Array(prepared.dimensionCount)
    this.board = new Int32Array(prepared.dimensionCount)
    this.peak = new Int32Array(prepared.dimensionCount)
    this.pickedIn = new Int32Array(prepared.nodeCount)
  }

  run(typeIndex: number, nodes: Int32Array, count: number): void {
    const { prepared, rules, board } = this
    const { dimensionCount, nodeCount, nodeKind, nodePair, nodeTask } = prepared
    const rich = rules.types[typeIndex]
    this.typeIndex = typeIndex
    if (count * dimensionCount > this.after.length) this.after = new Int32Array(2 * count * dimensionCount)
    this.excess = 0
    this.trips = 1
    this.peak.fill(0)
    for (let d = 0; d < dimensionCount; d++) board[d] = rich?.onBoard[d] ?? 0
    this.load(nodes, 0, count)
    this.atStart.set(board)
    this.compare()
    let aboard = 0
    let banned = 0
    for (let i = 0; i < count; i++) {
      const node = nodes[i] ?? 0
      if (node >= nodeCount) {
        if (rich?.mayReload[node - nodeCount] !== 1) this.excess++
        this.trips++
        aboard = 0
        banned = 0
        board.fill(0)
        this.load(nodes, i + 1, count)
      } else {
        const task = nodeTask[node] ?? 0
        const goods = rules.goods[task] ?? 0
        if (((goods & banned) | (aboard & (rules.conflicts[task] ?? 0))) !== 0) this.excess++
        aboard |= goods
        banned |= rules.conflicts[task] ?? 0
        const kind = nodeKind[node] ?? SERVICE
        if (kind === SHIPMENT_PICKUP) {
          this.pickedIn[node] = this.trips
          if (!isAhead(nodes, i, count, nodePair[node] ?? -1)) this.excess++
        } else if (kind === SHIPMENT_DELIVERY) {
          const pair = nodePair[node] ?? 0
          if (!isBehind(nodes, i, pair) || this.pickedIn[pair] !== this.trips) this.excess++
        }
        if (kind !== SERVICE) this.change(node, kind)
      }
      this.compare()
      for (let d = 0; d < dimensionCount; d++) this.after[i * dimensionCount + d] = board[d] ?? 0
    }
    this.findFullest()
  }

  /** Bits of the breaks that what is on board before, and after, a position allows. */
  breaksBefore(position: number): number {
    return position === 0
      ? this.allowed(this.atStart, 0)
      : this.allowed(this.after, (position - 1) * this.prepared.dimensionCount)
  }

  breaksAfter(position: number): number {
    return this.allowed(this.after, position * this.prepared.dimensionCount)
  }

  private allowed(loads: Int32Array, base: number): number {
    const breaks = this.rules.types[this.typeIndex]?.breaks ?? []
    let bits = 0
    for (let b = 0; b < breaks.length; b++) {
      const most = breaks[b]?.maxLoad
      let fits = true
      if (most !== undefined) {
        for (let d = 0; d < most.length && fits; d++) fits = (loads[base + d] ?? 0) <= (most[d] ?? 0)
      }
      if (fits) bits |= 1 << b
    }
    return bits
  }

  /** Puts on board what the trip that begins at a position brings. */
  private load(nodes: Int32Array, from: number, count: number): void {
    const { prepared, board } = this
    const { dimensionCount, nodeCount, nodeKind, nodeLoad } = prepared
    for (let i = from; i < count; i++) {
      const node = nodes[i] ?? 0
      if (node >= nodeCount) return
      if (nodeKind[node] !== DELIVERY) continue
      for (let d = 0; d < dimensionCount; d++) {
        board[d] = (board[d] ?? 0) + (nodeLoad[node * dimensionCount + d] ?? 0)
      }
    }
  }

  private change(node: number, kind: number): void {
    const { prepared, rules, board } = this
    const { dimensionCount, nodeLoad } = prepared
    const sign = kind === DELIVERY || kind === SHIPMENT_DELIVERY ? -1 : 1
    for (let d = 0; d < dimensionCount; d++) {
      const at = node * dimensionCount + d
      board[d] = (board[d] ?? 0) + sign * (nodeLoad[at] ?? 0) + (rules.takes[at] ?? 0)
    }
  }

  private compare(): void {
    const { board, peak } = this
    const capacity = this.prepared.types[this.typeIndex]?.capacity
    for (let d = 0; d < board.length; d++) {
      const load = board[d] ?? 0
      const most = capacity?.[d] ?? 0
      if (load > (peak[d] ?? 0)) peak[d] = load
      if (load > most) this.excess += load - most
    }
  }

  private findFullest(): void {
    const capacity = this.prepared.types[this.typeIndex]?.capacity
    this.fullestPercent = 0
    for (let d = 0; d < this.peak.length; d++) {
      const most = capacity?.[d] ?? 0
      const percent = most > 0 ? Math.floor((100 * (this.peak[d] ?? 0)) / most) : 0
      if (percent > this.fullestPercent) this.fullestPercent = percent
    }
  }
}

function isAhead(nodes: Int32Array, from: number, count: number, node: number): boolean {
  for (let i = from + 1; i < count; i++) if (nodes[i] === node) return true
  return false
}

function isBehind(nodes: Int32Array, from: number, node: number): boolean {
  for (let i = from - 1; i >= 0; i--) if (nodes[i] === node) return true
  return false
}
