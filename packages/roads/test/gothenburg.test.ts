import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { edgeArcs } from '../src/graph/edge-arcs.ts'
import type { ArcGraph } from '../src/hierarchy/arc-graph.ts'
import { groupBy } from '../src/graph/adjacency.ts'
import { MinHeap } from '../src/hierarchy/min-heap.ts'
import { HierarchyQuery } from '../src/hierarchy/query-hierarchy.ts'
import { readOsm } from '../src/osm/read-osm.ts'
import { findProfile } from '../src/profiles/find-profile.ts'
import { buildRoads } from '../src/region/build-roads.ts'

const extract = createRequire(import.meta.url).resolve('geojson-path-finder/test/large-network.json')

/** Weights from one node to all, by a plain search of the whole graph. */
function plainSearch(graph: ArcGraph, source: number): Float64Array {
  const { offsets, items } = groupBy(graph.from, graph.nodeCount)
  const distance = new Float64Array(graph.nodeCount).fill(Infinity)
  const heap = new MinHeap()
  distance[source] = 0
  heap.push(0, source)
  while (heap.size > 0) {
    const key = heap.topKey()
    const node = heap.pop()
    if (key > distance[node]!) continue
    for (const arc of items.subarray(offsets[node], offsets[node + 1])) {
      const through = key + graph.weight[arc]!
      const next = graph.to[arc]!
      if (through >= distance[next]!) continue
      distance[next] = through
      heap.push(through, next)
    }
  }
  return distance
}

describe('the roads of Gothenburg', async () => {
  const osm = await readOsm(extract)
  const anchor = await buildRoads(osm, await findProfile('anchor-car-1'), { source: extract })

  it('are the 9,943 car ways of the file without the 634 that are closed to cars', () => {
    expect(anchor.counts).toMatchObject({ ways: 9309, nodes: 48_237, refs_missing_from_extract: 0 })
  })

  it('take as long by hierarchy as by a plain search, from 20 junctions to all', () => {
    const { graph, hierarchy } = anchor.roads
    const arcs = edgeArcs(graph)
    const sources = Array.from({ length: 20 }, (_, index) => (index * 7919) % arcs.nodeCount)
    const seeds = (nodes: Iterable<number>): { node: number; weight: number; length: number }[][] =>
      Array.from(nodes, (node) => [{ node: hierarchy.rank[node]!, weight: 0, length: 0 }])
    const weight = new Float64Array(sources.length * arcs.nodeCount)
    const length = new Float64Array(weight.length)

    new HierarchyQuery(hierarchy).manyToMany(
      seeds(sources),
      seeds(Array.from({ length: arcs.nodeCount }).keys()),
      weight,
      length,
    )

    const wanted = sources.flatMap((source) => [...plainSearch(arcs, source)])
    const wrong = wanted.filter(
      (value, cell) => !(value === weight[cell] || Math.abs(value - weight[cell]!) < 1e-6),
    )
    expect(wanted.filter(Number.isFinite).length).toBeGreaterThan(200_000)
    expect(wrong).toEqual([])
  })
})
