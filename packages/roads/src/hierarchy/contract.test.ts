import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ArcGraph } from './arc-graph.ts'
import { contract, contractInSteps } from './contract.ts'
import type { Hierarchy } from './hierarchy.ts'
import { HierarchyQuery } from './query-hierarchy.ts'
import type { Seed } from './upward-search.ts'

type Arc = readonly [from: number, to: number, weight: number]

function graphOf(nodeCount: number, arcs: readonly Arc[]): ArcGraph {
  return {
    nodeCount,
    from: Uint32Array.from(arcs, ([from]) => from),
    to: Uint32Array.from(arcs, ([, to]) => to),
    weight: Float64Array.from(arcs, ([, , weight]) => weight),
    length: Float64Array.from(arcs, ([, , weight]) => weight * 10),
    label: Uint32Array.from(arcs, (_, index) => index),
  }
}

/** All shortest distances, by the plainest algorithm there is (Bellman-Ford from every node). */
function everyDistance({ nodeCount, from, to, weight }: ArcGraph): Float64Array {
  const distance = new Float64Array(nodeCount * nodeCount).fill(Infinity)
  for (let source = 0; source < nodeCount; source++) {
    const row = distance.subarray(source * nodeCount, (source + 1) * nodeCount)
    row[source] = 0
    for (let round = 0; round < nodeCount; round++) {
      for (let arc = 0; arc < from.length; arc++) {
        row[to[arc]!] = Math.min(row[to[arc]!]!, row[from[arc]!]! + weight[arc]!)
      }
    }
  }
  return distance
}

const seedAt = ({ rank }: Hierarchy, node: number): Seed[] => [{ node: rank[node]!, weight: 0, length: 0 }]

function everyHierarchyDistance(graph: ArcGraph): { weight: Float64Array; length: Float64Array } {
  const hierarchy = contract(graph)
  const nodes = Array.from({ length: graph.nodeCount }, (_, node) => seedAt(hierarchy, node))
  const weight = new Float64Array(graph.nodeCount ** 2)
  const length = new Float64Array(graph.nodeCount ** 2)
  new HierarchyQuery(hierarchy).manyToMany(nodes, nodes, weight, length)
  return { weight, length }
}

// Whole weights, so that sums in another order are equal to the bit. Zero weights, loops and parallel arcs included.
const randomGraph = fc
  .integer({ min: 1, max: 24 })
  .chain((nodeCount) =>
    fc
      .array(
        fc.tuple(
          fc.integer({ min: 0, max: nodeCount - 1 }),
          fc.integer({ min: 0, max: nodeCount - 1 }),
          fc.integer({ min: 0, max: 9 }),
        ),
        { maxLength: 80 },
      )
      .map((arcs) => graphOf(nodeCount, arcs)),
  )

describe('a contraction hierarchy', () => {
  it('gives the distances that a search of the whole graph gives', () => {
    fc.assert(
      fc.property(randomGraph, (graph) => {
        expect(everyHierarchyDistance(graph).weight).toEqual(everyDistance(graph))
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  it('carries the length of the path that it found', () => {
    fc.assert(
      fc.property(randomGraph, (graph) => {
        const { weight, length } = everyHierarchyDistance(graph)
        expect(length).toEqual(weight.map((value) => value * 10))
      }),
      { seed: 2, numRuns: 100 },
    )
  })

  it('unpacks a path into arcs that join up and sum to the distance', () => {
    fc.assert(
      fc.property(randomGraph, fc.nat(), fc.nat(), (graph, a, b) => {
        const source = a % graph.nodeCount
        const target = b % graph.nodeCount
        const wanted = everyDistance(graph)[source * graph.nodeCount + target]
        const hierarchy = contract(graph)
        const query = new HierarchyQuery(hierarchy)

        const path = query.path(seedAt(hierarchy, source), seedAt(hierarchy, target))

        const labels = path ? query.unpack(path) : []
        const nodes = labels.map((label) => graph.to[label])
        expect(path?.weight ?? Infinity).toBe(wanted)
        expect(labels.map((label) => graph.from[label])).toEqual([source, ...nodes].slice(0, -1))
        expect(path === undefined || [source, ...nodes].at(-1) === target).toBe(true)
        expect(labels.reduce((sum, label) => sum + graph.weight[label]!, 0)).toBe(path?.weight ?? 0)
      }),
      { seed: 3, numRuns: 300 },
    )
  })

  it('takes the best of several starts and ends', () => {
    const graph = graphOf(4, [
      [0, 2, 10],
      [1, 2, 1],
      [2, 3, 1],
    ])
    const hierarchy = contract(graph)
    const starts = [
      { node: hierarchy.rank[0]!, weight: 0, length: 0 },
      { node: hierarchy.rank[1]!, weight: 5, length: 50 },
    ]

    const path = new HierarchyQuery(hierarchy).path(starts, seedAt(hierarchy, 3))

    expect(path).toMatchObject({ weight: 7, length: 70, start: hierarchy.rank[1] })
  })

  it('is the same for the same input', () => {
    const graph = fc.sample(randomGraph, { seed: 4, numRuns: 1 })[0]!

    expect(contract(graph)).toEqual(contract(graph))
  })

  it('tells how far it is', () => {
    const steps = [...contractInSteps(graphOf(2, [[0, 1, 1]]))]

    expect(steps.at(0)).toEqual({ done: 0, total: 2 })
    expect(steps.at(-1)).toEqual({ done: 2, total: 2 })
  })
})
