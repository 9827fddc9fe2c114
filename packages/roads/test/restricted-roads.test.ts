import type { Extract } from '@cartage/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Region } from '../src/index.ts'
import { RoadEngine } from '../src/region/road-engine.ts'
import { aRegion } from './a-region.ts'
import { blockM } from './block-measures.ts'
import { roadsOf } from './roads-of.ts'

/**
 * Blocks of about 111 m. A private road crosses between the ring's two long sides; behind it lies an estate whose own streets say nothing.
 *
 *     4 --- 5 --- 6        Ring Road 1-4-5-6-3-2-1 (a longer way about: 3 and 6 lie two blocks out)
 *     |     :     |
 *     |     7 == 8         2-7-5 is private; Estate 7-8-9, reached over the private road alone
 *     |     :    9 |
 *     1 --- 2 --- 3
 */
const estate: Extract = {
  nodes: [
    { id: 1, lon: 0, lat: 0 },
    { id: 2, lon: 0.003, lat: 0 },
    { id: 3, lon: 0.006, lat: 0 },
    { id: 4, lon: 0, lat: 0.002 },
    { id: 5, lon: 0.003, lat: 0.002 },
    { id: 6, lon: 0.006, lat: 0.002 },
    { id: 7, lon: 0.003, lat: 0.001 },
    { id: 8, lon: 0.004, lat: 0.001 },
    { id: 9, lon: 0.004, lat: 0.0005 },
  ],
  ways: [
    { id: 10, refs: [1, 2, 3, 6, 5, 4, 1], tags: { highway: 'residential' } },
    { id: 11, refs: [2, 7, 5], tags: { highway: 'residential', access: 'private' } },
    { id: 12, refs: [7, 8, 9], tags: { highway: 'residential' } },
  ],
}

const at = (lon: number, lat: number): { lon: number; lat: number } => ({ lon: lon / 1000, lat: lat / 1000 })
const blocks = (region: Region, from: [number, number], to: [number, number]): number =>
  Math.round((region.measure(at(...from), at(...to))!.distanceM / blockM) * 2) / 2

describe('a private road', () => {
  it('is not driven through', async () => {
    const region = await aRegion(estate, ['car'])

    // Around by the end of the ring: 3 along, 2 across, 3 back.
    expect(blocks(region, [3, 0], [3, 2])).toBe(8)
  })

  it('is not driven through on an island either', async () => {
    const mainland = Array.from({ length: 12 }, (_, index) => ({
      id: 100 + index,
      lon: 0.001 * index,
      lat: 0.02 + 0.0001 * (index % 2),
    }))
    const streets = mainland.slice(1).map(({ id }) => ({
      id,
      refs: [id - 1, id],
      tags: { highway: id % 2 === 0 ? 'residential' : 'tertiary' },
    }))
    // Side streets, so that there are more junctions than on the island.
    const lanes = mainland.map(({ id, lon }) => ({ id: id + 100, lon, lat: 0.021 }))
    const region = await aRegion(
      {
        nodes: [...estate.nodes, ...mainland, ...lanes],
        ways: [
          ...estate.ways!,
          ...streets,
          ...lanes.map(({ id }) => ({ id, refs: [id - 100, id], tags: { highway: 'residential' } })),
        ],
      },
      ['car'],
    )

    expect(blocks(region, [3, 0], [3, 2])).toBe(8)
    expect(blocks(region, [3, 0], [4, 1])).toBe(2)
    expect(blocks(region, [4, 0.5], [3, 2])).toBe(2.5)
  })

  it('is driven by trips that begin or end on it, by the end that is nearer', async () => {
    const region = await aRegion(estate, ['car'])

    expect(blocks(region, [3, 0], [3, 1.5])).toBe(1.5)
    expect(blocks(region, [3, 1.5], [3, 2])).toBe(0.5)
    expect(blocks(region, [3, 0.5], [3, 1.5])).toBe(1)
  })

  it('leads to and from streets that have no other way', async () => {
    const region = await aRegion(estate, ['car'])

    expect(blocks(region, [3, 0], [4, 1])).toBe(2)
    expect(blocks(region, [4, 0.5], [3, 2])).toBe(2.5)
    expect(blocks(region, [4, 0.5], [4, 1])).toBe(0.5)
  })

  it('ends a trip where it meets a street as it would one that comes along the street', async () => {
    const region = await aRegion(estate, ['car'])
    const leg = region.route([at(4, 0.5), at(3, 2)], { steps: true })!.legs[0]!

    expect(leg.steps!.reduce((sum, { durationS }) => sum + durationS, 0)).toBeCloseTo(leg.durationS, 3)
    expect(leg.durationS).toBe(region.measure(at(4, 0.5), at(3, 2))!.durationS)
    expect(leg.durationS).toBe(region.matrix([at(4, 0.5), at(3, 2)]).durationS[1])
  })

  it('leads to and from streets whose other way is barred', async () => {
    const barred = {
      ...estate,
      nodes: [...estate.nodes, { id: 20, lon: 0.005, lat: 0.0005, tags: { barrier: 'bollard' } }],
      ways: [...estate.ways!, { id: 13, refs: [9, 20, 3], tags: { highway: 'residential' } }],
    }
    const region = await aRegion(barred, ['car'])

    expect(blocks(region, [3, 0], [4, 0.5])).toBe(2.5)
    expect(blocks(region, [4.5, 0.5], [3, 2])).toBe(3)
    expect(blocks(region, [3, 0], [3, 2])).toBe(8)
    // The stretch between the bollard and the ring is of the ring.
    expect(region.measure(at(5.5, 0.25), at(6, 0))!.durationS).toBeLessThan(9)
  })

  it('is like any other to the reference profile, where its value is open', async () => {
    const open = {
      ...estate,
      ways: estate.ways!.map((way) => ({
        ...way,
        tags: { ...way.tags, ...(way.id === 11 ? { access: 'destination' } : {}) },
      })),
    }
    const region = await aRegion(open, ['anchor-car-1', 'car'])

    expect(blocks(region, [3, 0], [3, 2])).toBe(2)
    expect(region.measure(at(3, 0), at(3, 2), { profile: 'car' })!.distanceM).toBeGreaterThan(7 * blockM)
  })

  it('gives one answer in matrix, measure and route, with a line as long as it says', async () => {
    const { network, grid, metrics } = await roadsOf(estate, true, ['car'])
    const engine = new RoadEngine(network, grid, metrics.get('car')!)
    const spot = fc.record({
      lon: fc.double({ min: -0.0005, max: 0.0065, noNaN: true }),
      lat: fc.double({ min: -0.0005, max: 0.0025, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(spot, { minLength: 2, maxLength: 5 }), (spots) => {
        const matrix = engine.matrix(spots)
        spots.forEach((from, row) =>
          spots.forEach((to, column) => {
            const cell = row * spots.length + column
            const route = engine.route([from, to])!

            expect(engine.measure(from, to)).toEqual({
              durationS: matrix.durationS[cell],
              distanceM: matrix.distanceM[cell],
            })
            expect([route.durationS, route.distanceM]).toEqual([
              matrix.durationS[cell],
              matrix.distanceM[cell],
            ])
            const lengthM = route.geometry.slice(1).reduce((sum, [lon, lat], index) => {
              const [lonBefore, latBefore] = route.geometry[index]!
              return sum + Math.hypot(lon - lonBefore, lat - latBefore) * blockM * 1000
            }, 0)
            expect(Math.abs(lengthM - route.distanceM)).toBeLessThan(1)
          }),
        )
      }),
      { seed: 11, numRuns: 200 },
    )
  })
})
