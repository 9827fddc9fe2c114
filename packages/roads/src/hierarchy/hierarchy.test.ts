import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Customizer } from './customize.ts'
import { distanceOf, durationOf, weightOf } from '../weight.ts'
import { ManyToMany } from './many-to-many.ts'
import type { ArcWeights, RankedGraph } from './ranked-graph.ts'
import { ShortestPath } from './shortest-path.ts'

type Arc = readonly [from: number, to: number, weight: number]

interface Graph {
  readonly nodeCount: number
  readonly arcs: readonly Arc[]
}

/** The graph with its nodes ranked by number. */
function ranked({ nodeCount, arcs }: Graph): RankedGraph & { readonly weights: ArcWeights } {
  const layOut = (items: readonly Arc[], low: 0 | 1, high: 0 | 1) => {
    const sorted = items.toSorted((a, b) => a[low] - b[low])
    const offsets = Uint32Array.from(
      { length: nodeCount + 1 },
      (_, node) => sorted.filter((arc) => arc[low] < node).length,
    )
    return {
      offsets,
      other: Uint32Array.from(sorted, (arc) => arc[high]),
      weight: Float64Array.from(sorted, (arc) => arc[2]),
    }
  }
  const up = layOut(
    arcs.filter(([from, to]) => from < to),
    0,
    1,
  )
  const down = layOut(
    arcs.filter(([from, to]) => from > to),
    1,
    0,
  )
  return { nodeCount, up, down, weights: { up: up.weight, down: down.weight } }
}

/** All shortest distances, by the plainest algorithm there is (Bellman-Ford from every node). */
function everyDistance({ nodeCount, arcs }: Graph): number[][] {
  return Array.from({ length: nodeCount }, (_, source) => {
    const row = Array.from({ length: nodeCount }, (__, node) => (node === source ? 0 : Infinity))
    for (let round = 0; round < nodeCount; round++) {
      for (const [from, to, weight] of arcs) row[to] = Math.min(row[to]!, row[from]! + weight)
    }
    return row
  })
}

const at = (node: number) => ({ nodes: [node], weights: [0] })

function everyHierarchyDistance(graph: Graph): { rows: number[][]; paths: number[][]; nodes: number[][][] } {
  const { weights, ...input } = ranked(graph)
  const customizer = new Customizer(input)
  // What it has made before leaves no trace.
  customizer.run({ up: weights.up.toReversed(), down: weights.down.map(() => Infinity) })
  const hierarchy = customizer.run(weights)
  const all = Array.from({ length: graph.nodeCount }, (_, node) => at(node))
  const rows: number[][] = []
  new ManyToMany(hierarchy).run(all, all, ({ rowCount, weights: block }) => {
    for (let row = 0; row < rowCount; row++) {
      rows.push([...block.subarray(row * graph.nodeCount, (row + 1) * graph.nodeCount)])
    }
  })
  const path = new ShortestPath(hierarchy)
  const nodes: number[][][] = []
  const paths = all.map((source) =>
    all.map((target) => {
      const weight = path.run(source, target)
      ;(nodes[source.nodes[0]!] ??= []).push([...path.nodes()])
      return weight
    }),
  )
  return { rows, paths, nodes }
}

/** What it takes to pass these nodes, each by an arc from the one before; `Infinity` for no path. */
function lengthOf({ arcs }: Graph, path: readonly number[]): number {
  if (path.length === 0) return Infinity
  const steps = path
    .slice(1)
    .map((to, index) => arcs.filter((arc) => arc[0] === path[index] && arc[1] === to))
  return steps.reduce((sum, step) => sum + Math.min(...step.map(([, , weight]) => weight)), 0)
}

function joins(path: readonly number[], source: number, target: number): boolean {
  return path.length === 0 || (path[0] === source && path.at(-1) === target)
}

// Whole weights, so that sums in another order are equal to the bit. Closed arcs, zero weights, loops and parallel arcs included.
const randomGraph = fc.integer({ min: 1, max: 24 }).chain((nodeCount) =>
  fc.record({
    nodeCount: fc.constant(nodeCount),
    arcs: fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: nodeCount - 1 }),
        fc.integer({ min: 0, max: nodeCount - 1 }),
        fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 9 }) }, fc.constant(Infinity)),
      ),
      { maxLength: 80 },
    ),
  }),
)

describe('a hierarchy', () => {
  it('knows every distance, one at a time and many at once, and the nodes on the way', () => {
    fc.assert(
      fc.property(randomGraph, (graph) => {
        const wanted = everyDistance(graph)

        const { rows, paths, nodes } = everyHierarchyDistance(graph)

        expect(rows).toEqual(wanted)
        expect(paths).toEqual(wanted)
        expect(nodes.map((row) => row.map((path) => lengthOf(graph, path)))).toEqual(wanted)
        expect(nodes.every((row, source) => row.every((path, target) => joins(path, source, target)))).toBe(
          true,
        )
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  it('starts and ends at the best of several seeds', () => {
    const seeds = (nodeCount: number) =>
      fc.array(fc.tuple(fc.integer({ min: 0, max: nodeCount - 1 }), fc.integer({ min: 0, max: 9 })), {
        maxLength: 5,
      })
    const asked = randomGraph.chain((graph) =>
      fc.record({ graph: fc.constant(graph), from: seeds(graph.nodeCount), to: seeds(graph.nodeCount) }),
    )
    fc.assert(
      fc.property(asked, ({ graph, from, to }) => {
        const distance = everyDistance(graph)
        const wanted = Math.min(
          ...from.flatMap(([a, before]) => to.map(([b, after]) => before + distance[a]![b]! + after)),
          Infinity,
        )
        const { weights, ...input } = ranked(graph)
        const hierarchy = new Customizer(input).run(weights)
        const [sources, targets] = [from, to].map((list) => ({
          nodes: list.map(([node]) => node),
          weights: list.map(([, weight]) => weight),
        }))

        const one = new ShortestPath(hierarchy).run(sources!, targets!)
        const many: number[] = []
        new ManyToMany(hierarchy).run([sources!], [targets!], ({ weights: block }) => many.push(block[0]!))

        expect(one).toBe(wanted)
        expect(many).toEqual([wanted])
      }),
      { seed: 2, numRuns: 500 },
    )
  })

  it('names the nodes of a long line however deep its shortcuts are nested', () => {
    const inside = 100_000
    const [start, end] = [inside, inside + 1]
    // From the start over 0, 1, 2 and so on to the end: each is contracted into what leads to the next.
    const offsets = (last: number) =>
      Uint32Array.from({ length: inside + 3 }, (_, node) => Math.min(node, last))
    const graph: RankedGraph = {
      nodeCount: inside + 2,
      up: {
        offsets: offsets(inside),
        other: Uint32Array.from({ length: inside }, (_, node) => (node + 1 < inside ? node + 1 : end)),
      },
      down: { offsets: offsets(1), other: Uint32Array.of(start) },
    }
    const weights = { up: new Float64Array(inside).fill(1), down: Float64Array.of(1) }
    const path = new ShortestPath(new Customizer(graph).run(weights))

    expect(path.run(at(start), at(end))).toBe(inside + 1)
    expect(path.nodes()).toEqual([start, ...Array.from({ length: inside }, (_, node) => node), end])
  })

  it('parts weights into seconds and metres', () => {
    const steps = [weightOf(0, 0), weightOf(0.001, 0.1), weightOf(86_400, 3_000_000), Infinity]
    const graph: Graph = {
      nodeCount: 2 * steps.length,
      arcs: steps.map((weight, index) => [2 * index, 2 * index + 1, weight] as const),
    }
    const { weights, ...input } = ranked(graph)
    const parted = steps.map((_, index) => {
      const found: number[] = []
      new ManyToMany(new Customizer(input).run(weights)).run([at(2 * index)], [at(2 * index + 1)], (rows) =>
        found.push(rows.durationS[0]!, rows.distanceM[0]!),
      )
      return found
    })

    expect(parted).toEqual(steps.map((weight) => [durationOf(weight), distanceOf(weight)]))
    expect(parted).toEqual([
      [0, 0],
      [0.001, 0.1],
      [86_400, 3_000_000],
      [Infinity, Infinity],
    ])
  })

  it('serves one matrix after another, larger and smaller', () => {
    const line: Graph = {
      nodeCount: 40,
      arcs: Array.from({ length: 39 }, (_, node) => [node, node + 1, 1] as const),
    }
    const { weights, ...input } = ranked(line)
    const matrices = new ManyToMany(new Customizer(input).run(weights))
    const sums = [1, 40, 9, 0, 17].map((size) => {
      const nodes = Array.from({ length: size }, (_, node) => at(node))
      let sum = 0
      matrices.run(nodes, nodes, ({ rowCount, weights: block }) => {
        for (let cell = 0; cell < rowCount * size; cell++) if (block[cell] !== Infinity) sum += block[cell]!
      })
      return sum
    })

    // The sum of all j - i below the size.
    expect(sums).toEqual([0, 10_660, 120, 0, 816])
  })
})
