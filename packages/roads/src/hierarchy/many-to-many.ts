import { lanes, matrixKernel, rowBytes } from './matrix-kernel.ts'
import type { MatrixKernel, SweepLayout } from './matrix-kernel.ts'
import type { Hierarchy } from './ranked-graph.ts'
import { webAssembly } from './web-assembly.ts'
import { UpwardSweep } from './upward-sweep.ts'
import type { Seeds } from './upward-sweep.ts'

/** A few rows of a matrix, in memory that the next rows overwrite. Row-major from `firstRow` on. */
export interface MatrixRows {
  readonly firstRow: number
  readonly rowCount: number
  readonly weights: Float64Array
  /** Seconds, and metres along the fastest path; `Infinity` where there is no path. */
  readonly durationS: Float64Array
  readonly distanceM: Float64Array
}

export interface ManyToManyOptions {
  /** May lower the weights of a row: ways that the hierarchy does not know. */
  readonly improve?: ((row: number, weights: Float64Array) => void) | undefined
}

/**
 * Shortest paths from many sources to many targets: restricted PHAST (Delling, Goldberg, Werneck: "Faster Batched Shortest
 * Paths in Road Networks", ATMOS 2011). What is needed of the hierarchy to come down to the targets is laid out once, in the
 * order of a sweep; each eight sources then climb one by one and come down together.
 */
export class ManyToMany {
  readonly #hierarchy: Hierarchy
  readonly #climb: UpwardSweep
  readonly #placeOf: Int32Array
  readonly #memory = new webAssembly.Memory({ initial: 1 })
  readonly #kernel: MatrixKernel

  constructor(hierarchy: Hierarchy) {
    this.#hierarchy = hierarchy
    this.#climb = new UpwardSweep(hierarchy.up, hierarchy.parent)
    this.#placeOf = new Int32Array(hierarchy.nodeCount).fill(-1)
    this.#kernel = matrixKernel(this.#memory)
  }

  /** Hands a matrix over a few rows at a time, a row a source. */
  run(
    sources: readonly Seeds[],
    targets: readonly Seeds[],
    onRows: (rows: MatrixRows) => void,
    { improve }: ManyToManyOptions = {},
  ): void {
    const nodes = this.#select(targets)
    const { sweep, blocks, total } = this.#layOut(nodes, targets)
    const { buffer } = this.#memory
    const isSeeded = new Uint8Array(buffer, sweep.isSeeded, total)
    const rows = new Float64Array(buffer, sweep.rows, total * lanes)
    const columns = targets.length
    for (let firstRow = 0; firstRow < sources.length; firstRow += lanes) {
      const rowCount = Math.min(lanes, sources.length - firstRow)
      for (let lane = 0; lane < rowCount; lane++) this.#seed(sources[firstRow + lane], lane, isSeeded, rows)
      this.#kernel.sweep(sweep)
      this.#kernel.transpose(sweep.rows + nodes.length * rowBytes, columns, blocks.weights)
      for (let row = 0; improve && row < rowCount; row++) {
        improve(firstRow + row, new Float64Array(buffer, blocks.weights + row * columns * 8, columns))
      }
      this.#kernel.part(blocks.weights, lanes * columns, blocks.durations, blocks.distances)
      onRows({
        firstRow,
        rowCount,
        weights: new Float64Array(buffer, blocks.weights, rowCount * columns),
        durationS: new Float64Array(buffer, blocks.durations, rowCount * columns),
        distanceM: new Float64Array(buffer, blocks.distances, rowCount * columns),
      })
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
  #layOut(nodes: Int32Array, targets: readonly Seeds[]): Layout & { readonly total: number } {
    const { offsets, other, weight } = this.#hierarchy.down
    let arcCount = 0
    for (const node of nodes) arcCount += (offsets[node + 1] ?? 0) - (offsets[node] ?? 0)
    for (const target of targets) arcCount += target.nodes.length
    const total = nodes.length + targets.length
    const { sweep, blocks } = this.#reserve(total, targets.length, arcCount)
    const { buffer } = this.#memory
    const starts = new Uint32Array(buffer, sweep.offsets, total + 1)
    const from = new Uint32Array(buffer, sweep.from, arcCount)
    const weights = new Float64Array(buffer, sweep.weights, arcCount)
    new Uint8Array(buffer, sweep.isSeeded, total).fill(0)
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
    return { sweep, blocks, total }
  }

  #reserve(nodeCount: number, columns: number, arcCount: number): Layout {
    let end = 0
    const place = (bytes: number): number => {
      const start = end
      end = Math.ceil((end + bytes) / rowBytes) * rowBytes
      return start
    }
    const sweep = {
      nodeCount,
      offsets: place((nodeCount + 1) * 4),
      from: place(arcCount * 4),
      weights: place(arcCount * 8),
      isSeeded: place(nodeCount),
      rows: place(nodeCount * rowBytes),
    }
    const blocks = {
      weights: place(columns * rowBytes),
      durations: place(columns * rowBytes),
      distances: place(columns * rowBytes),
    }
    const missing = end - this.#memory.buffer.byteLength
    if (missing > 0) this.#memory.grow(Math.ceil(missing / pageBytes))
    return { sweep, blocks }
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
        for (let other = at * lanes; other < (at + 1) * lanes; other++) rows[other] = Infinity
      }
      rows[at * lanes + lane] = weight[node] ?? 0
    }
  }
}

/** Where a matrix is made: the sweep, and its last rows in the order of the matrix. */
interface Layout {
  readonly sweep: SweepLayout
  readonly blocks: { readonly weights: number; readonly durations: number; readonly distances: number }
}

const pageBytes = 65_536
