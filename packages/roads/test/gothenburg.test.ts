import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { searchGraph } from '../src/hierarchy/search-graph.ts'
import { ManyToMany } from '../src/hierarchy/many-to-many.ts'
import type { RankedGraph, ArcWeights } from '../src/hierarchy/ranked-graph.ts'
import { linkWeights } from '../src/metric/link-weights.ts'
import { MinHeap } from '../src/min-heap.ts'
import { readOsm } from '../src/osm/read-osm.ts'
import { findProfile } from '../src/profiles/find-profile.ts'
import { buildRoads } from '../src/region/build-roads.ts'
import { withMetrics } from './roads-of.ts'

const extract = createRequire(import.meta.url).resolve('geojson-path-finder/test/large-network.json')

/** Weights from one node to all, by a plain search of the whole graph (Dijkstra). */
function plainSearch(
  arcsFrom: readonly (readonly [to: number, weight: number])[][],
  source: number,
): Float64Array {
  const distance = new Float64Array(arcsFrom.length).fill(Infinity)
  const heap = new MinHeap()
  distance[source] = 0
  heap.push(0, source)
  while (heap.size > 0) {
    const key = heap.topKey()
    const node = heap.pop()
    if (key > distance[node]!) continue
    for (const [next, weight] of arcsFrom[node]!) {
      const through = key + weight
      if (through >= distance[next]!) continue
      distance[next] = through
      heap.push(through, next)
    }
  }
  return distance
}

function arcsOf({ nodeCount, up, down }: RankedGraph, weights: ArcWeights): [number, number][][] {
  const arcs: [number, number][][] = Array.from({ length: nodeCount }, () => [])
  for (let node = 0; node < nodeCount; node++) {
    for (let arc = up.offsets[node]!; arc < up.offsets[node + 1]!; arc++) {
      arcs[node]!.push([up.other[arc]!, weights.up[arc]!])
    }
    for (let arc = down.offsets[node]!; arc < down.offsets[node + 1]!; arc++) {
      arcs[down.other[arc]!]!.push([node, weights.down[arc]!])
    }
  }
  return arcs
}

describe.each([true, false])('the roads of Gothenburg, turns counting: %s', async (turns) => {
  const osm = await readOsm(extract)
  const car = await findProfile('car')
  const anchor = await findProfile('anchor-car-1')
  const built = await withMetrics(await buildRoads(osm, [anchor, car], { source: extract, turns }))

  it('are the 9,943 car ways of the file without the 634 that are closed to cars', () => {
    expect(built.counts).toMatchObject({ ways: 9309, nodes: 48_237, refs_missing_from_extract: 0 })
  })

  it.each([anchor.name, car.name])(
    'take %s as long by hierarchy as by a plain search, from 12 places to all',
    (profile) => {
      const metric = built.metrics.get(profile)!
      const graph = searchGraph(built.network)
      const arcs = arcsOf(graph, linkWeights(built.network, graph, metric))
      const sources = Array.from({ length: 12 }, (_, index) => (index * 7919) % graph.nodeCount)
      const at = (node: number) => ({ nodes: [node], weights: [0] })
      const rows: Float64Array[] = []

      new ManyToMany(metric.hierarchy).run(
        sources.map(at),
        Array.from({ length: graph.nodeCount }, (_, node) => at(node)),
        ({ rowCount, weights: block }) => {
          for (let row = 0; row < rowCount; row++)
            rows.push(block.slice(row * graph.nodeCount, (row + 1) * graph.nodeCount))
        },
      )

      expect(rows.flatMap((row) => [...row]).filter(Number.isFinite).length).toBeGreaterThan(100_000)
      sources.forEach((source, row) => {
        const wanted = plainSearch(arcs, source)
        // Sums of whole units are equal to the bit, in whatever order.
        expect(Buffer.from(rows[row]!.buffer).equals(Buffer.from(wanted.buffer))).toBe(true)
      })
    },
  )
})
