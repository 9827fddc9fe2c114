import { Float64List, Int32List } from '../number-list.ts'
import { originalArc } from './hierarchy.ts'
import type { Hierarchy } from './hierarchy.ts'
import { UpwardSearch } from './upward-search.ts'
import type { Seed } from './upward-search.ts'

/** A shortest path: its sums, the seeds' nodes it joins, and the hierarchy's arcs between them in driving order. */
export interface HierarchyPath {
  readonly weight: number
  readonly length: number
  readonly start: number
  readonly end: number
  readonly arcs: readonly number[]
}

export interface ManyToManyOptions {
  readonly onRow?: ((done: number, total: number) => void) | undefined
}

/** Answers queries on one hierarchy. Holds scratch memory, so it serves one query at a time. */
export class HierarchyQuery {
  readonly #hierarchy: Hierarchy
  readonly #forward: UpwardSearch
  readonly #backward: UpwardSearch

  constructor(hierarchy: Hierarchy) {
    const nodeCount = hierarchy.rank.length
    this.#hierarchy = hierarchy
    this.#forward = new UpwardSearch(nodeCount, hierarchy.upward, hierarchy.downward)
    this.#backward = new UpwardSearch(nodeCount, hierarchy.downward, hierarchy.upward)
  }

  /** The best path from any source seed to any target seed, or undefined when there is none. */
  path(sources: readonly Seed[], targets: readonly Seed[]): HierarchyPath | undefined {
    const forward = this.#forward
    const backward = this.#backward
    forward.run(sources)
    backward.run(targets)
    let best = Infinity
    let meeting = -1
    for (let index = 0; index < forward.settled.length; index++) {
      const node = forward.settled.at(index)
      const weight = (forward.weight[node] ?? 0) + (backward.weight[node] ?? 0)
      if (weight < best) {
        best = weight
        meeting = node
      }
    }
    if (meeting < 0) return undefined
    return {
      weight: best,
      length: (forward.length[meeting] ?? 0) + (backward.length[meeting] ?? 0),
      start: forward.rootOf(meeting),
      end: backward.rootOf(meeting),
      arcs: [...forward.arcsTo(meeting), ...backward.arcsTo(meeting).toReversed()],
    }
  }

  /** The labels of the input arcs that a path drives, in order. */
  unpack(path: HierarchyPath): readonly number[] {
    const { first, second } = this.#hierarchy
    const labels: number[] = []
    const pending = path.arcs.toReversed()
    for (let arc = pending.pop(); arc !== undefined; arc = pending.pop()) {
      const before = first[arc] ?? originalArc
      const after = second[arc] ?? 0
      if (before === originalArc) labels.push(after)
      else pending.push(after, before)
    }
    return labels
  }

  /**
   * Fills `weight` and `length` (row-major, a row a source) with the best sums, `Infinity` where there is no path.
   * Bucket method of Knopp, Sanders, Schultes, Schulz, Wagner: "Computing Many-to-Many Shortest Paths Using Highway
   * Hierarchies", ALENEX 2007: every target leaves its distance at each node its search settles, every source then
   * reads what was left on its own way up. One small search per point instead of one per pair.
   */
  manyToMany(
    sources: readonly (readonly Seed[])[],
    targets: readonly (readonly Seed[])[],
    weight: Float64Array,
    length: Float64Array,
    options: ManyToManyOptions = {},
  ): void {
    weight.fill(Infinity)
    length.fill(Infinity)
    const buckets = this.#fillBuckets(targets)
    const columns = targets.length
    sources.forEach((seeds, row) => {
      if (seeds.length > 0) {
        this.#forward.run(seeds)
        this.#readBuckets(buckets, weight.subarray(row * columns), length.subarray(row * columns))
      }
      options.onRow?.(row + 1, sources.length)
    })
  }

  #fillBuckets(targets: readonly (readonly Seed[])[]): Buckets {
    const backward = this.#backward
    const nodes = new Int32List()
    const columns = new Int32List()
    const weights = new Float64List()
    const lengths = new Float64List()
    targets.forEach((seeds, column) => {
      if (seeds.length === 0) return
      backward.run(seeds)
      for (let index = 0; index < backward.settled.length; index++) {
        const node = backward.settled.at(index)
        nodes.push(node)
        columns.push(column)
        weights.push(backward.weight[node] ?? 0)
        lengths.push(backward.length[node] ?? 0)
      }
    })
    return sortBuckets(this.#hierarchy.rank.length, nodes, columns, weights, lengths)
  }

  #readBuckets(buckets: Buckets, rowWeight: Float64Array, rowLength: Float64Array): void {
    const { offsets, column, weight, length } = buckets
    const forward = this.#forward
    for (let index = 0; index < forward.settled.length; index++) {
      const node = forward.settled.at(index)
      const end = offsets[node + 1] ?? 0
      const nodeWeight = forward.weight[node] ?? 0
      const nodeLength = forward.length[node] ?? 0
      for (let at = offsets[node] ?? 0; at < end; at++) {
        const target = column[at] ?? 0
        const through = nodeWeight + (weight[at] ?? 0)
        if (through < (rowWeight[target] ?? 0)) {
          rowWeight[target] = through
          rowLength[target] = nodeLength + (length[at] ?? 0)
        }
      }
    }
  }
}

interface Buckets {
  readonly offsets: Uint32Array
  readonly column: Uint32Array
  readonly weight: Float64Array
  readonly length: Float64Array
}

/** Groups the entries by node, so that a source reads each bucket in one sweep (counting sort). */
function sortBuckets(
  nodeCount: number,
  nodes: Int32List,
  columns: Int32List,
  weights: Float64List,
  lengths: Float64List,
): Buckets {
  const offsets = new Uint32Array(nodeCount + 1)
  for (let entry = 0; entry < nodes.length; entry++) {
    const node = nodes.at(entry)
    offsets[node + 1] = (offsets[node + 1] ?? 0) + 1
  }
  for (let node = 0; node < nodeCount; node++) {
    offsets[node + 1] = (offsets[node + 1] ?? 0) + (offsets[node] ?? 0)
  }
  const cursor = offsets.slice(0, nodeCount)
  const column = new Uint32Array(nodes.length)
  const weight = new Float64Array(nodes.length)
  const length = new Float64Array(nodes.length)
  for (let entry = 0; entry < nodes.length; entry++) {
    const node = nodes.at(entry)
    const at = cursor[node] ?? 0
    cursor[node] = at + 1
    column[at] = columns.at(entry)
    weight[at] = weights.at(entry)
    length[at] = lengths.at(entry)
  }
  return { offsets, column, weight, length }
}
