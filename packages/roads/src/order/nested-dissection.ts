import { groupBy } from '../graph/adjacency.ts'
import { Bisector } from './bisect.ts'
import type { CellGraph } from './bisect.ts'

/** An undirected network to be dissected. */
export interface Network {
  readonly nodeCount: number
  readonly edgeFrom: Uint32Array
  readonly edgeTo: Uint32Array
  /** What it costs to cut an edge, 1 to 127; 1 each when absent. */
  readonly edgeCost?: Uint8Array | undefined
  /** Coordinates in a plane, any unit. */
  readonly x: Float64Array
  readonly y: Float64Array
}

/**
 * Nodes from the least to the most important: a small set of nodes that separates the network comes last, before it what
 * separates each side, and so on (George 1973; for road networks Dibbelt, Strasser, Wagner: "Customizable Contraction
 * Hierarchies", JEA 2016).
 */
export function* orderNodes(network: Network): Generator<OrderStep, Uint32Array> {
  return yield* fillBackward(network.nodeCount, dissect(network, 'nodes'))
}

/**
 * Edges from the least to the most important, by the cuts between the cells of the same recursion. It orders what drives
 * along edges where turns matter (Buchhold, Wagner, Zeitz, Zündorf: "Customizable Contraction Hierarchies with Turn Costs",
 * ATMOS 2020): a cut of the network separates the edges on its two sides in the network of turns.
 */
export function* orderEdges(network: Network): Generator<OrderStep, Uint32Array> {
  return yield* fillBackward(network.edgeFrom.length, dissect(network, 'edges'))
}

/** How much of an order is known. */
export interface OrderStep {
  readonly done: number
  readonly total: number
}

function* fillBackward(
  total: number,
  separators: Iterable<readonly number[]>,
): Generator<OrderStep, Uint32Array> {
  const order = new Uint32Array(total)
  let end = total
  for (const separator of separators) {
    for (const item of separator) order[--end] = item
    yield { done: total - end, total }
  }
  return order
}

/** The separators from the most to the least important: of a cell before those of its parts. */
function* dissect(network: Network, by: 'nodes' | 'edges'): Generator<readonly number[]> {
  const cells = new Cells(network)
  const pending: [number, number][] = network.nodeCount > 0 ? [[0, network.nodeCount]] : []
  for (let cell = pending.pop(); cell; cell = pending.pop()) {
    const [start, end] = cell
    if (end - start === 1) {
      yield by === 'nodes' ? [cells.nodeAt(start)] : cells.edgesWithin(start, end)
      continue
    }
    const split = by === 'nodes' ? cells.splitByNodes(start, end) : cells.splitByEdges(start, end)
    yield split.separator
    for (const [from, to] of split.parts) if (from < to) pending.push([from, to])
  }
}

interface Split {
  readonly separator: readonly number[]
  readonly parts: readonly (readonly [number, number])[]
}

/** All cells of a dissection in one array: a cell is a stretch of `#nodes`, and splitting it rearranges that stretch. */
class Cells {
  readonly #network: Network
  readonly #incident: { readonly offsets: Uint32Array; readonly items: Uint32Array }
  readonly #nodes: Int32Array
  readonly #position: Int32Array
  readonly #halfOfEdge: Int32Array
  readonly #edge: Int32Array
  readonly #scratch: Int32Array
  readonly #cell: CellGraph
  readonly #bisector: Bisector

  constructor(network: Network) {
    const { nodeCount, edgeFrom, edgeTo } = network
    const edges = edgeFrom.length
    const ends = new Uint32Array(edges * 2)
    for (let edge = 0; edge < edges; edge++) {
      ends[edge * 2] = edgeFrom[edge] ?? 0
      ends[edge * 2 + 1] = edgeTo[edge] ?? 0
    }
    this.#network = network
    this.#incident = groupBy(ends, nodeCount)
    this.#nodes = Int32Array.from({ length: nodeCount }, (_, node) => node)
    this.#position = this.#nodes.slice()
    this.#halfOfEdge = new Int32Array(edges).fill(-1)
    this.#edge = new Int32Array(edges * 2)
    this.#scratch = new Int32Array(nodeCount)
    this.#cell = {
      capacityNodes: nodeCount,
      capacityHalfEdges: edges * 2,
      nodeCount: 0,
      halfEdgeCount: 0,
      x: new Float64Array(nodeCount),
      y: new Float64Array(nodeCount),
      offsets: new Int32Array(nodeCount + 1),
      other: new Int32Array(edges * 2),
      twin: new Int32Array(edges * 2),
      capacity: new Uint8Array(edges * 2),
    }
    this.#bisector = new Bisector(this.#cell)
  }

  nodeAt(position: number): number {
    return this.#nodes[position] ?? 0
  }

  /** Edges with both ends in the cell, rings included. */
  edgesWithin(start: number, end: number): readonly number[] {
    const found = new Set<number>()
    for (let at = start; at < end; at++) {
      this.#forEachEdge(this.nodeAt(at), (edge, other) => {
        const position = this.#position[other] ?? 0
        if (position >= start && position < end) found.add(edge)
      })
    }
    return [...found]
  }

  splitByEdges(start: number, end: number): Split {
    this.#load(start, end)
    const side = this.#bisector.bisect()
    const { nodeCount, offsets, other } = this.#cell
    const separator: number[] = []
    for (let node = 0; node < nodeCount; node++) {
      if (side[node] !== 1) continue
      for (let half = offsets[node] ?? 0; half < (offsets[node + 1] ?? 0); half++) {
        if (side[other[half] ?? 0] !== 1) separator.push(this.#edge[half] ?? 0)
      }
    }
    const middle = this.#arrange(start, end, side, 2)[0] ?? start
    return {
      separator,
      parts: [
        [start, middle],
        [middle, end],
      ],
    }
  }

  splitByNodes(start: number, end: number): Split {
    this.#load(start, end)
    const side = this.#bisector.bisect()
    const covered = coverCut(this.#cell, side)
    const separator: number[] = []
    for (const node of covered) {
      side[node] = 2
      separator.push(this.nodeAt(start + node))
    }
    const [first = start, second = end] = this.#arrange(start, end, side, 3)
    return {
      separator,
      parts: [
        [start, first],
        [first, second],
      ],
    }
  }

  /** Compresses the cell's part of the network. Rings do not count: no cut meets them. */
  #load(start: number, end: number): void {
    const cell = this.#cell
    let half = 0
    for (let at = start; at < end; at++) {
      const node = this.nodeAt(at)
      cell.x[at - start] = this.#network.x[node] ?? 0
      cell.y[at - start] = this.#network.y[node] ?? 0
      cell.offsets[at - start] = half
      const { offsets, items } = this.#incident
      const stop = offsets[node + 1] ?? 0
      for (let index = offsets[node] ?? 0; index < stop; index++) {
        const item = items[index] ?? 0
        const edge = item >>> 1
        const other = item % 2 === 0 ? (this.#network.edgeTo[edge] ?? 0) : (this.#network.edgeFrom[edge] ?? 0)
        const position = this.#position[other] ?? 0
        if (position < start || position >= end || other === node) continue
        cell.other[half] = position - start
        cell.capacity[half] = this.#network.edgeCost?.[edge] ?? 1
        this.#edge[half] = edge
        const twin = this.#halfOfEdge[edge] ?? -1
        if (twin < 0) this.#halfOfEdge[edge] = half
        else {
          cell.twin[half] = twin
          cell.twin[twin] = half
          this.#halfOfEdge[edge] = -1
        }
        half++
      }
    }
    cell.nodeCount = end - start
    cell.halfEdgeCount = half
    cell.offsets[end - start] = half
  }

  /** Sorts the cell's nodes by side, keeping their order within; where the sides but the last end. */
  #arrange(start: number, end: number, side: Uint8Array, sides: number): readonly number[] {
    const ends: number[] = []
    let at = start
    this.#scratch.set(this.#nodes.subarray(start, end))
    for (let wanted = 0; wanted < sides; wanted++) {
      for (let node = 0; node < end - start; node++) {
        if (side[node] !== wanted) continue
        this.#nodes[at] = this.#scratch[node] ?? 0
        this.#position[this.nodeAt(at)] = at
        at++
      }
      ends.push(at)
    }
    return ends
  }

  #forEachEdge(node: number, visit: (edge: number, other: number) => void): void {
    const { offsets, items } = this.#incident
    for (let index = offsets[node] ?? 0; index < (offsets[node + 1] ?? 0); index++) {
      const item = items[index] ?? 0
      const edge = item >>> 1
      visit(edge, (item % 2 === 0 ? this.#network.edgeTo[edge] : this.#network.edgeFrom[edge]) ?? 0)
    }
  }
}

/**
 * The fewest nodes that touch every cut edge: a minimum vertex cover of the bipartite graph that the cut is, from a maximum
 * matching (Kőnig 1931).
 */
function coverCut(cell: CellGraph, side: Uint8Array): readonly number[] {
  const { nodeCount, offsets, other } = cell
  const match = new Map<number, number>()
  const left: number[] = []
  const acrossFrom = (node: number): number[] => {
    const across: number[] = []
    for (let half = offsets[node] ?? 0; half < (offsets[node + 1] ?? 0); half++) {
      const to = other[half] ?? 0
      if (side[to] !== side[node]) across.push(to)
    }
    return across
  }
  for (let node = 0; node < nodeCount; node++) {
    if (side[node] === 1 && acrossFrom(node).length > 0) left.push(node)
  }
  // The shortest alternating path from an unmatched left node to an unmatched right one, along which the matching is swapped.
  const augment = (start: number): void => {
    const before = new Map<number, number>()
    const queue = [start]
    for (const node of queue) {
      for (const to of acrossFrom(node)) {
        if (before.has(to)) continue
        before.set(to, node)
        const holder = match.get(to)
        if (holder !== undefined) {
          queue.push(holder)
          continue
        }
        for (let right: number | undefined = to; right !== undefined;) {
          const taker = before.get(right) ?? start
          const given = match.get(taker)
          match.set(right, taker)
          match.set(taker, right)
          right = given
        }
        return
      }
    }
  }
  for (const node of left) augment(node)
  // Kőnig: from unmatched left nodes along alternating paths; the cover is what is left of the left and reached of the right.
  const reached = new Set<number>()
  const pending = left.filter((node) => !match.has(node))
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (reached.has(node)) continue
    reached.add(node)
    for (const to of acrossFrom(node)) {
      if (reached.has(to)) continue
      reached.add(to)
      const holder = match.get(to)
      if (holder !== undefined) pending.push(holder)
    }
  }
  const right = new Set(left.flatMap(acrossFrom))
  return [...left.filter((node) => !reached.has(node)), ...[...right].filter((node) => reached.has(node))]
}
