import { NO_WAY } from '../model/travel/travel-table.ts'
import { PointTree } from './point-tree.ts'
import type { Space } from './space.ts'
import { finish } from './steps.ts'
import type { Steps } from './steps.ts'

/** For each node its nearest nodes, nearest first: neighbours[node * width + i]. */
export interface Neighbours {
  readonly width: number
  readonly nodes: Int32Array
}

/** Of a larger problem with straight lines only stops that are near in the plane are looked at, some for each kept. */
const FEW_NODES = 2000
const LOOKED_AT = 2
const LOOKED_AT_IN_TIME = 5

export interface NearOptions {
  /** Adds part of the waiting and of the lateness that two nodes' windows force on each other (Vidal et al. 2013). */
  readonly waitWeight: number
  /** In a larger problem only these are looked at, where nothing is known of the plane. */
  readonly among?: Neighbours | undefined
}

/** The `width` nearest nodes of every node, by travel both ways. */
export function nearestNodes(space: Space, width: number, options: NearOptions): Neighbours {
  const near = noNeighbours(space, width)
  finish(listNearest(space, near, options))
  return near
}

/** Lists of the nearest nodes, empty as yet. */
export function noNeighbours({ nodeCount }: Space, width: number): Neighbours {
  const kept = Math.max(0, Math.min(width, nodeCount - 1))
  return { width: kept, nodes: new Int32Array(nodeCount * kept) }
}

/** Fills lists node by node, as `nearestNodes`. */
export function* listNearest(space: Space, { width: kept, nodes }: Neighbours, options: NearOptions): Steps {
  const { prepared, nodeCount, at } = space
  const [table] = prepared.tables
  if (table === undefined) return
  const candidates = candidatesOf(space, kept, options)
  const keys = new Float64Array(nodeCount)
  const order = new Int32Array(nodeCount)
  for (let node = 0; node < nodeCount; node++) {
    const row = at[node] ?? 0
    const some = candidates(node)
    let count = 0
    for (let i = 0; i < some.length; i++) {
      const other = some[i] ?? 0
      if (other === node) continue
      const column = at[other] ?? 0
      let key = wayBothWays(table.metres.between(row, column), table.metresBack.between(row, column))
      if (options.waitWeight > 0) {
        const there = mismatch(space, node, other, table.seconds.between(row, column))
        const back = mismatch(space, other, node, table.secondsBack.between(row, column))
        key += options.waitWeight * Math.min(there, back)
      }
      keys[other] = key
      order[count++] = other
    }
    selectSmallest(order, keys, count, kept)
    const nearest = order.subarray(0, kept).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b)
    nodes.set(nearest, node * kept)
    yield
  }
}

/** The nodes to choose from for each node: all of them, or some that are near in the plane or by travel alone. */
function candidatesOf(
  { prepared, nodeCount, at }: Space,
  kept: number,
  { waitWeight, among }: NearOptions,
): (node: number) => Int32Array {
  const lines = prepared.tables[0]?.metres.lines
  const most = (waitWeight > 0 ? LOOKED_AT_IN_TIME : LOOKED_AT) * kept
  const isLarge = nodeCount > Math.max(FEW_NODES, most)
  if (isLarge && lines === undefined && among !== undefined) {
    return (node) => among.nodes.subarray(node * among.width, (node + 1) * among.width)
  }
  if (!isLarge || lines === undefined) {
    const all = Int32Array.from({ length: nodeCount }, (_, node) => node)
    return () => all
  }
  const axes = lines.axes.map((axis) =>
    Float64Array.from({ length: nodeCount }, (_, node) => axis[at[node] ?? 0] ?? 0),
  )
  const tree = new PointTree(axes, most)
  return (node) => tree.nearest(node)
}

/** Fills lists with the first of each node's neighbours. */
export function narrow(near: Neighbours, { width, nodes }: Neighbours): void {
  for (let at = 0; at < nodes.length; at++) {
    nodes[at] = near.nodes[Math.floor(at / width) * near.width + (at % width)] ?? 0
  }
}

/** Where only one way exists, as from deliveries to pickups that come last, it counts twice. */
function wayBothWays(there: number, back: number): number {
  return Math.max(there, back) < NO_WAY ? there + back : 2 * Math.min(there, back)
}

/** Waiting, and five times the lateness, that going from one node straight to the other makes unavoidable. */
function mismatch(space: Space, from: number, to: number, travel: number): number {
  const { opensS, closesS } = space
  const leaveFirst = (opensS[from] ?? 0) + (space.prepared.nodeServiceS[from] ?? 0)
  const leaveLast = (closesS[from] ?? 0) + (space.prepared.nodeServiceS[from] ?? 0)
  const wait = Math.max(0, (opensS[to] ?? 0) - leaveLast - travel)
  const late = Math.max(0, leaveFirst + travel - (closesS[to] ?? 0))
  return 0.2 * wait + late
}

/** Moves the `kept` smallest to the front, in any order (Hoare's quickselect). */
function selectSmallest(order: Int32Array, keys: Float64Array, count: number, kept: number): void {
  let low = 0
  let high = count - 1
  while (low < high) {
    const pivot = keys[order[(low + high) >> 1] ?? 0] ?? 0
    let i = low
    let j = high
    while (i <= j) {
      while ((keys[order[i] ?? 0] ?? 0) < pivot) i++
      while ((keys[order[j] ?? 0] ?? 0) > pivot) j--
      if (i <= j) {
        const held = order[i] ?? 0
        order[i++] = order[j] ?? 0
        order[j--] = held
      }
    }
    if (kept <= j) high = j
    else if (kept >= i) low = i
    else return
  }
}
