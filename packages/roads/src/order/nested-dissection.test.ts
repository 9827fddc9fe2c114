import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderEdges, orderNodes } from './nested-dissection.ts'
import type { Network, OrderStep } from './nested-dissection.ts'

function finish(steps: Generator<OrderStep, Uint32Array>): number[] {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return [...step.value]
  }
}

/** Loops, parallel edges, parts that do not hang together and equal coordinates included. */
const randomNetwork = fc.integer({ min: 0, max: 40 }).chain((nodeCount) => {
  const node = fc.integer({ min: 0, max: Math.max(0, nodeCount - 1) })
  return fc.record({
    nodeCount: fc.constant(nodeCount),
    edges: fc.array(fc.tuple(node, node), { maxLength: nodeCount * 2 }),
    x: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: nodeCount, maxLength: nodeCount }),
    y: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: nodeCount, maxLength: nodeCount }),
  })
})

type Parts = typeof randomNetwork extends fc.Arbitrary<infer T> ? T : never

function network({ nodeCount, edges, x, y }: Parts): Network {
  return {
    nodeCount,
    edgeFrom: Uint32Array.from(edges, ([from]) => from),
    edgeTo: Uint32Array.from(edges, ([, to]) => to),
    x: Float64Array.from(x),
    y: Float64Array.from(y),
  }
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

describe('an order by dissection', () => {
  it('names every node and every edge once, whatever the network', () => {
    fc.assert(
      fc.property(randomNetwork, (parts) => {
        const given = network(parts)

        expect(finish(orderNodes(given)).toSorted((a, b) => a - b)).toEqual(upTo(parts.nodeCount))
        expect(finish(orderEdges(given)).toSorted((a, b) => a - b)).toEqual(upTo(parts.edges.length))
      }),
      { seed: 3, numRuns: 500 },
    )
  })

  /** Streets of a grid, `side` junctions each way. */
  function aGrid(side: number): Network {
    const at = (column: number, row: number): number => row * side + column
    const edges = upTo(side).flatMap((row) =>
      upTo(side - 1).flatMap((column) => [
        [at(column, row), at(column + 1, row)] as const,
        [at(row, column), at(row, column + 1)] as const,
      ]),
    )
    return {
      nodeCount: side * side,
      edgeFrom: Uint32Array.from(edges, ([from]) => from),
      edgeTo: Uint32Array.from(edges, ([, to]) => to),
      x: Float64Array.from({ length: side * side }, (_, node) => node % side),
      y: Float64Array.from({ length: side * side }, (_, node) => Math.floor(node / side)),
    }
  }

  it('ends with a line of junctions that cuts a grid of streets in two', () => {
    const side = 20
    const order = finish(orderNodes(aGrid(side)))
    const isCut = new Set(order.slice(-side))
    const { edgeFrom, edgeTo } = aGrid(side)
    const part = upTo(side * side)
    const find = (node: number): number => (part[node] === node ? node : find(part[node]!))
    edgeFrom.forEach((from, edge) => {
      const to = edgeTo[edge]!
      if (!isCut.has(from) && !isCut.has(to)) part[find(from)] = find(to)
    })
    const sizes = Map.groupBy(
      upTo(side * side).filter((node) => !isCut.has(node)),
      find,
    )
    const largest = Math.max(...[...sizes.values()].map((nodes) => nodes.length))

    expect(sizes.size).toBeGreaterThan(1)
    expect(largest).toBeLessThan(0.8 * side * side)
  })
})
