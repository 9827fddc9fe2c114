/**
 * Splits a piece of a road network in two with few edges between the halves.
 *
 * Inertial flow (Schild, Sommer: "On Balanced Separators in Road Networks", SEA 2015): the nodes are sorted along a line;
 * the first and the last quarter are held together, and a maximum flow between them finds the smallest cut in the half
 * that is free. Four lines are tried, the cut with the fewest edges per node of its smaller side wins. Flows grow by rounds of
 * depth-first paths (Ford, Fulkerson 1956) that share no node in one round: capacities are tiny, so few rounds are needed.
 */
export class Bisector {
  readonly #graph: CellGraph
  readonly #keys: Float64Array
  readonly #level: Int32Array
  readonly #cursor: Int32Array
  readonly #queue: Int32Array
  readonly #path: Int32Array
  /** 1 on held nodes of the first side, 2 on those of the last. */
  readonly #held: Uint8Array
  readonly #residual: Uint8Array
  readonly #best: Uint8Array

  constructor(graph: CellGraph) {
    const nodes = graph.capacityNodes
    this.#graph = graph
    this.#keys = new Float64Array(nodes)
    this.#level = new Int32Array(nodes)
    this.#cursor = new Int32Array(nodes)
    this.#queue = new Int32Array(nodes)
    this.#path = new Int32Array(nodes)
    this.#held = new Uint8Array(nodes)
    this.#residual = new Uint8Array(graph.capacityHalfEdges)
    this.#best = new Uint8Array(nodes)
  }

  /** The side of each node of the loaded cell: 1 or 0. Both sides have nodes; the cell has at least two. */
  bisect(): Uint8Array {
    const { nodeCount, x, y } = this.#graph
    let bestScore = Infinity
    for (const [dx, dy] of sweepLines) {
      for (let node = 0; node < nodeCount; node++) {
        this.#keys[node] = dx * (x[node] ?? 0) + dy * (y[node] ?? 0)
      }
      this.#hold()
      const flow = this.#maximumFlow(bestScore * (nodeCount >>> 1))
      if (flow < 0) continue
      const score = this.#takeCut(flow, bestScore)
      if (score < bestScore) bestScore = score
    }
    return this.#best
  }

  /** Holds the ends of the line together: a quarter of the nodes each, at least one. */
  #hold(): void {
    const { nodeCount } = this.#graph
    const count = Math.max(1, Math.floor(nodeCount * heldShare))
    const low = select(this.#keys, this.#queue, nodeCount, count - 1)
    const high = select(this.#keys, this.#queue, nodeCount, nodeCount - count)
    this.#held.fill(0, 0, nodeCount)
    let [first, last] = [0, 0]
    for (let node = 0; node < nodeCount; node++) {
      const key = this.#keys[node] ?? 0
      if (key < low) {
        this.#held[node] = 1
        first++
      } else if (key > high) {
        this.#held[node] = 2
        last++
      }
    }
    // Equal keys fill up what the borders left, in node order, so that both ends have their full count.
    for (let node = 0; node < nodeCount && first < count; node++) {
      if (this.#held[node] === 0 && this.#keys[node] === low) {
        this.#held[node] = 1
        first++
      }
    }
    for (let node = nodeCount - 1; node >= 0 && last < count; node--) {
      if (this.#held[node] === 0 && this.#keys[node] === high) {
        this.#held[node] = 2
        last++
      }
    }
  }

  /** Pushes flow from the first end to the last; -1 as soon as it exceeds the limit. */
  #maximumFlow(limit: number): number {
    this.#residual.set(this.#graph.capacity.subarray(0, this.#graph.halfEdgeCount))
    let flow = 0
    for (;;) {
      const more = this.#augment()
      if (more === 0) return flow
      flow += more
      if (flow > limit) return -1
    }
  }

  /**
   * Depth-first paths from the first end to the last that share no node but held ones. When there is none, `#level` marks
   * what the first end reaches.
   */
  #augment(): number {
    const { nodeCount, offsets, other, twin } = this.#graph
    const [level, cursor, held, residual, path] = [
      this.#level,
      this.#cursor,
      this.#held,
      this.#residual,
      this.#path,
    ]
    level.fill(-1, 0, nodeCount)
    cursor.set(offsets.subarray(0, nodeCount))
    for (let node = 0; node < nodeCount; node++) if (held[node] === 1) level[node] = 0
    let flow = 0
    for (let source = 0; source < nodeCount; source++) {
      if (held[source] !== 1) continue
      let depth = 0
      let node = source
      for (;;) {
        const stop = offsets[node + 1] ?? 0
        let half = cursor[node] ?? 0
        while (half < stop && (residual[half] === 0 || level[other[half] ?? 0] === 0)) half++
        cursor[node] = half + 1
        if (half < stop) {
          path[depth++] = half
          node = other[half] ?? 0
          if (held[node] !== 2) {
            level[node] = 0
            continue
          }
          let push = 255
          for (let at = 0; at < depth; at++) push = Math.min(push, residual[path[at] ?? 0] ?? 0)
          for (let at = 0; at < depth; at++) {
            const taken = path[at] ?? 0
            residual[taken] = (residual[taken] ?? 0) - push
            residual[twin[taken] ?? 0] = (residual[twin[taken] ?? 0] ?? 0) + push
          }
          flow += push
          depth = 0
          node = source
        } else if (depth === 0) break
        else node = other[twin[path[--depth] ?? 0] ?? 0] ?? 0
      }
    }
    return flow
  }

  /** Keeps the cut of a finished flow when it is better: around the first end or around the last, whichever is more even. */
  #takeCut(flow: number, bestScore: number): number {
    const { nodeCount } = this.#graph
    let first = 0
    for (let node = 0; node < nodeCount; node++) if ((this.#level[node] ?? 0) >= 0) first++
    const scoreAt = (size: number): number => (flow + 0.01) / Math.min(size, nodeCount - size)
    const firstScore = scoreAt(first)
    const last = this.#reachBackward()
    const lastScore = scoreAt(last)
    const score = Math.min(firstScore, lastScore)
    if (score >= bestScore) return score
    const takesLast = lastScore < firstScore
    const reached = takesLast ? this.#cursor : this.#level
    for (let node = 0; node < nodeCount; node++) {
      this.#best[node] = (reached[node] ?? 0) >= 0 === takesLast ? 0 : 1
    }
    return score
  }

  /** Marks in `#cursor` what can still reach the last end (0, else -1) and counts it. */
  #reachBackward(): number {
    const { nodeCount, offsets, other, twin } = this.#graph
    const [seen, queue, held, residual] = [this.#cursor, this.#queue, this.#held, this.#residual]
    let end = 0
    for (let node = 0; node < nodeCount; node++) {
      const isEnd = held[node] === 2
      seen[node] = isEnd ? 0 : -1
      if (isEnd) queue[end++] = node
    }
    for (let at = 0; at < end; at++) {
      const node = queue[at] ?? 0
      const stop = offsets[node + 1] ?? 0
      for (let half = offsets[node] ?? 0; half < stop; half++) {
        const from = other[half] ?? 0
        if (seen[from] === 0 || residual[twin[half] ?? 0] === 0) continue
        seen[from] = 0
        queue[end++] = from
      }
    }
    return end
  }
}

/** A loaded cell in compressed form: half edges by node, each with its twin at the other end. Arrays may be longer than the cell. */
export interface CellGraph {
  readonly capacityNodes: number
  readonly capacityHalfEdges: number
  nodeCount: number
  halfEdgeCount: number
  readonly x: Float64Array
  readonly y: Float64Array
  readonly offsets: Int32Array
  readonly other: Int32Array
  readonly twin: Int32Array
  readonly capacity: Uint8Array
}

const heldShare = 0.25
const sweepLines = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, -1],
] as const

/** The key of the given place in ascending order (Hoare's selection); `order` is scratch. O(n) expected. */
function select(keys: Float64Array, order: Int32Array, count: number, place: number): number {
  for (let index = 0; index < count; index++) order[index] = index
  let low = 0
  let high = count - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    const pivot = keys[order[middle] ?? 0] ?? 0
    let left = low
    let right = high
    while (left <= right) {
      while ((keys[order[left] ?? 0] ?? 0) < pivot) left++
      while ((keys[order[right] ?? 0] ?? 0) > pivot) right--
      if (left > right) break
      const swapped = order[left] ?? 0
      order[left++] = order[right] ?? 0
      order[right--] = swapped
    }
    if (place <= right) high = right
    else if (place >= left) low = left
    else break
  }
  return keys[order[place] ?? 0] ?? 0
}
