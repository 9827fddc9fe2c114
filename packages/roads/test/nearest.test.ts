import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aTown } from '@cartage/testing'
import { RoadEngine } from '../src/region/road-engine.ts'
import { aRegion } from './a-region.ts'
import { randomMap } from './random-map.ts'
import { roadsOf } from './roads-of.ts'

const coordinate = fc.integer({ min: -100, max: 300 }).map((value) => (value * 97) / 1e6)

describe('the nearest roads', () => {
  it('begin with the snap and come nearest first, one an edge', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomMap,
        coordinate,
        coordinate,
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom('anchor-car-1', 'car'),
        async (extract, lon, lat, count, profile) => {
          const { network, grid, metrics } = await roadsOf(extract, true, [profile])
          const engine = new RoadEngine(network, grid, metrics.get(profile)!)

          const [first, ...others] = engine.nearest(lon, lat, { count })

          expect(first).toMatchObject(engine.snap(lon, lat)!)
          const distances = others.map(({ distanceM }) => distanceM)
          expect(distances).toEqual(distances.toSorted((a, b) => a - b))
          const edges = [first!, ...others].map(({ edge }) => edge)
          expect(new Set(edges).size).toBe(edges.length)
          expect(edges.length).toBeLessThanOrEqual(count)
          // The reference profile takes any road; the others leave those out from which nothing else is reached.
          const driven = metrics.get(profile)!.edgeState.filter((state) => state > 0).length
          const least = profile === 'anchor-car-1' ? Math.min(count, driven) : 1
          expect(edges.length).toBeGreaterThanOrEqual(least)
        },
      ),
      { seed: 3, numRuns: 120 },
    )
  }, 60_000)

  it('say where they are', async () => {
    const region = await aRegion(aTown)

    const names = region.nearest(0.0012, 0.0001, { count: 3 }).map(({ name }) => name)

    expect(names).toEqual(['Main Street', 'Mill Lane', 'Main Street'])
  })

  it('are no further than asked', async () => {
    const region = await aRegion(aTown)

    expect(region.nearest(0.0005, 0.0002, { count: 9, maxSnapM: 50 })).toHaveLength(1)
    expect(region.nearest(0.0005, 0.0002, { count: 9, maxSnapM: 10 })).toEqual([])
  })

  it('are driven in the bearing asked for, from there on', async () => {
    const region = await aRegion(aTown)
    const asked = { lon: 0.0005, lat: 0.0001 }
    const east = { deg: 90, toleranceDeg: 20 }
    const west = { deg: -90, toleranceDeg: 20 }

    const [eastbound] = region.nearest(asked.lon, asked.lat, { bearing: east })
    const [westbound] = region.nearest(asked.lon, asked.lat, { bearing: west })
    const [northbound] = region.nearest(0.0009, 0.0001, { bearing: { deg: 0, toleranceDeg: 45 } })

    expect([eastbound?.name, westbound?.name, northbound?.name]).toEqual([
      'Main Street',
      'Main Street',
      'Mill Lane',
    ])
    const corner = { lon: 0.002, lat: 0 }
    const onward = region.measure(eastbound!, corner)!
    const back = region.measure(westbound!, corner)!
    expect(onward.distanceM).toBeCloseTo(166.8, 0)
    expect(back.distanceM).toBeGreaterThan(onward.distanceM + 100)
    expect(region.nearest(0.0009, 0.0001, { bearing: { deg: 180, toleranceDeg: 5 }, maxSnapM: 50 })).toEqual(
      [],
    )
  })

  it('F19: are found, named and driven across the 180th meridian', async () => {
    const region = await aRegion({
      nodes: [
        { id: 1, lon: 179.998, lat: -16.5 },
        { id: 2, lon: 179.999, lat: -16.5 },
        { id: 3, lon: -179.999, lat: -16.5 },
        { id: 4, lon: -179.9, lat: -16.5 },
        { id: 5, lon: -179.89, lat: -16.5 },
      ],
      ways: [
        { id: 10, refs: [1, 2], tags: { highway: 'residential', name: 'West Road' } },
        { id: 11, refs: [2, 3], tags: { highway: 'residential', oneway: 'yes', name: 'Date Line' } },
        { id: 12, refs: [4, 5], tags: { highway: 'residential', name: 'East Road' } },
      ],
    })
    const [asked, before] = [
      { lon: -179.9995, lat: -16.4999 },
      { lon: 179.9995, lat: -16.5001 },
    ]
    const westOnly = await aRegion({
      nodes: [
        { id: 1, lon: 179.998, lat: -16.5 },
        { id: 2, lon: 179.9999, lat: -16.5 },
        { id: 4, lon: -179.9, lat: -16.5 },
        { id: 5, lon: -179.89, lat: -16.5 },
      ],
      ways: [
        { id: 10, refs: [1, 2], tags: { highway: 'residential', name: 'West Road' } },
        { id: 12, refs: [4, 5], tags: { highway: 'residential', name: 'East Road' } },
      ],
    })

    const roads = region.nearest(asked.lon, asked.lat, { count: 3 })
    const route = region.route([before, asked])!

    expect(roads.map(({ name }) => name)).toEqual(['Date Line', 'West Road', 'East Road'])
    expect(roads[0]).toMatchObject({ lon: -179.9995, lat: -16.5, side: 'left' })
    expect(Math.round(roads[1]!.distanceM)).toBe(160)
    expect(region.nearest(asked.lon, asked.lat, { bearing: { deg: 90, toleranceDeg: 9 } })[0]!.name).toBe(
      'Date Line',
    )
    expect(route.geometry).toEqual([
      [179.9995, -16.5],
      [-179.9995, -16.5],
    ])
    expect(route.distanceM).toBeCloseTo(106.6, 0)
    expect(westOnly.snap(-179.9999, -16.5)!.wayId).toBe(10)
    expect(westOnly.nearest(-179.9999, -16.5, { count: 2 }).map(({ name }) => name)).toEqual([
      'West Road',
      'East Road',
    ])
  })

  it('cannot be asked for by half, nor with a bearing that is none', async () => {
    const region = await aRegion(aTown)

    expect(() => region.nearest(0, 0, { count: 1.5 })).toThrow('Count is 1.5')
    expect(() => region.nearest(0, 0, { bearing: { deg: Number.NaN, toleranceDeg: 5 } })).toThrow(
      'bearing NaN',
    )
  })
})
