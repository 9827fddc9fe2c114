import { downwardKernel, lanes, rowBytes } from './downward-kernel.ts'
import type { DownwardKernel, SweepLayout } from './downward-kernel.ts'
import type { Hierarchy } from './ranked-graph.ts'
import { UpwardSweep } from './upward-sweep.ts'
import type { Seeds } from './upward-sweep.ts'

/**
 * Shortest paths from many sources to many targets: restricted PHAST (Delling, Goldberg, Werneck: "Faster Batched Shortest
 * Paths in Road Networks", ATMOS 2011). What is needed of the hierarchy to come down to the targets is laid out once, in the
 * order of a sweep; each eight sources then climb one by one and come down together.
 */
export class ManyToMany {
  readonly #hierarchy: Hierarchy
  readonly #climb: UpwardSweep
  readonly #placeOf: Int32Array
  readonly #memory = new WebAssembly.Memory({ initial: 1 })
  readonly #kernel: DownwardKernel

  constructor(hierarchy: Hierarchy) {
    this.#hierarchy = hierarchy
    this.#climb = new UpwardSweep(hierarchy.up, hierarchy.parent)
    this.#placeOf = new Int32Array(hierarchy.nodeCount).fill(-1)
    this.#kernel = downwardKernel(this.#memory)
  }

  /**
   * Least weights from each source (row) to each target, `Infinity` where there is no path, handed over a few rows at a time:
   * `onRows` gets the first row's number and the rows one after the other in memory that the next call overwrites.
   */
  run(
    sources: readonly Seeds[],
    targets: readonly Seeds[],
    onRows: (firstRow: number, count: number, weights: Float64Array) => void,
  ): void {
    const nodes = this.#select(targets)
    const { layout, total } = this.#layOut(nodes, targets)
    const isSeeded = new Uint8Array(this.#memory.buffer, layout.isSeeded, total)
    const rows = new Float64Array(this.#memory.buffer, layout.rows, total * lanes)
    const answers = rows.subarray(nodes.length * lanes)
    const block = new Float64Array(lanes * targets.length)
    for (let first = 0; first < sources.length; first += lanes) {
      const count = Math.min(lanes, sources.length - first)
      for (let lane = 0; lane < count; lane++) this.#seed(sources[first + lane], lane, isSeeded, rows)
      this.#kernel(layout)
      for (let lane = 0; lane < count; lane++) {
        for (let target = 0, at = lane; target < targets.length; target++, at += lanes) {
          block[lane * targets.length + target] = answers[at] ?? Infinity
        }
      }
      onRows(first, count, block)
    }
    for (const node of nodes) this.#placeOf[node] = -1
  }

  /** The nodes from which a target can be come down to, most important first; `#placeOf` numbers them. */
  #select(targets: readonly Seeds[]): Int32Array {
    const { offsets, other } = this.#hierarchy.down
    const place = this.#placeOf
    const found: number[] = []
    const pending: number[] = []
    for (const { nodes } of targets) {
      for (const node of nodes) {
        if (place[node] !== -1) continue
        place[node] = 0
        pending.push(node)
      }
      for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
        found.push(node)
        const end = offsets[node + 1] ?? 0
        for (let arc = offsets[node] ?? 0; arc < end; arc++) {
          const above = other[arc] ?? 0
          if (place[above] !== -1) continue
          place[above] = 0
          pending.push(above)
        }
      }
    }
    const nodes = Int32Array.from(found).sort().reverse()
    for (let at = 0; at < nodes.length; at++) place[nodes[at] ?? 0] = at
    return nodes
  }

  /** Writes the arcs between the selected nodes into the kernel's memory, and each target as one more node below its seeds. */
  #layOut(
    nodes: Int32Array,
    targets: readonly Seeds[],
  ): { readonly layout: SweepLayout; readonly total: number } {
    const { offsets, other, weight } = this.#hierarchy.down
    let arcCount = 0
    for (const node of nodes) arcCount += (offsets[node + 1] ?? 0) - (offsets[node] ?? 0)
    for (const target of targets) arcCount += target.nodes.length
    const total = nodes.length + targets.length
    const layout = this.#reserve(total, nodes.length + targets.length, arcCount)
    const { buffer } = this.#memory
    const starts = new Uint32Array(buffer, layout.offsets, total + 1)
    const from = new Uint32Array(buffer, layout.from, arcCount)
    const weights = new Float64Array(buffer, layout.weights, arcCount)
    new Uint8Array(buffer, layout.isSeeded, total).fill(0)
    const place = this.#placeOf
    let to = 0
    for (let at = 0; at < nodes.length; at++) {
      const node = nodes[at] ?? 0
      starts[at] = to * 4
      const end = offsets[node + 1] ?? 0
      for (let arc = offsets[node] ?? 0; arc < end; arc++) {
        from[to] = (place[other[arc] ?? 0] ?? 0) * rowBytes
        weights[to++] = weight[arc] ?? 0
      }
    }
    for (let target = 0; target < targets.length; target++) {
      const seeds = targets[target]
      starts[nodes.length + target] = to * 4
      if (!seeds) continue
      for (let seed = 0; seed < seeds.nodes.length; seed++) {
        from[to] = (place[seeds.nodes[seed] ?? 0] ?? 0) * rowBytes
        weights[to++] = seeds.weights[seed] ?? 0
      }
    }
    starts[total] = to * 4
    return { layout, total }
  }

  #reserve(nodeCount: number, rowCount: number, arcCount: number): SweepLayout {
    let end = 0
    const place = (bytes: number): number => {
      const start = end
      end = Math.ceil((end + bytes) / 64) * 64
      return start
    }
    const layout = {
      nodeCount,
      offsets: place((nodeCount + 1) * 4),
      from: place(arcCount * 4),
      weights: place(arcCount * 8),
      isSeeded: place(nodeCount),
      rows: place(rowCount * rowBytes),
    }
    const missing = end - this.#memory.buffer.byteLength
    if (missing > 0) this.#memory.grow(Math.ceil(missing / pageBytes))
    return layout
  }

  /** Climbs from a source and leaves what it reached in its lane of the selected rows. */
  #seed(source: Seeds | undefined, lane: number, isSeeded: Uint8Array, rows: Float64Array): void {
    if (!source || source.nodes.length === 0) return
    const climb = this.#climb
    climb.run(source)
    const { reached, weight } = climb
    for (let index = 0; index < climb.count; index++) {
      const node = reached[index] ?? 0
      const at = this.#placeOf[node] ?? -1
      if (at < 0) continue
      if (isSeeded[at] === 0) {
        isSeeded[at] = 1
        rows.fill(Infinity, at * lanes, at * lanes + lanes)
      }
      rows[at * lanes + lane] = weight[node] ?? 0
    }
  }
}

const pageBytes = 65_536
