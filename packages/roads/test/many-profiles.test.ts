import { describe, expect, it } from 'vitest'
import { findProfile } from '../src/profiles/find-profile.ts'
import { buildRoads } from '../src/region/build-roads.ts'
import { RoadEngine } from '../src/region/road-engine.ts'
import { aMap } from './a-map.ts'
import { withMetrics } from './roads-of.ts'

const bend = aMap({
  ways: [
    {
      path: [
        [0, 0],
        [0.001, 0],
        [0.001, 0.001],
        [0.002, 0.001],
      ],
      tags: { highway: 'residential' },
    },
    {
      path: [
        [0.002, 0.001],
        [0.003, 0.001],
      ],
      tags: { highway: 'cycleway' },
    },
  ],
})

describe('a region', () => {
  it('holds sixteen profiles, who share its roads', async () => {
    const [car, bike] = await Promise.all(['car', 'bike'].map((name) => findProfile(name)))
    const profiles = Array.from({ length: 16 }, (_, index) => ({
      ...(index === 15 ? bike! : car!),
      name: `p${index}`,
    }))

    const { network, grid, metrics } = await withMetrics(
      await buildRoads(bend, profiles, { source: 'bend', turns: true }),
    )
    const [first, last] = ['p0', 'p15'].map((name) => new RoadEngine(network, grid, metrics.get(name)!))
    const end = { lon: 0.003, lat: 0.001 }

    expect(network.edgeTail.length).toBe(2)
    expect(first!.snap(end.lon, end.lat)).toMatchObject({ lon: 0.002, lat: 0.001 })
    expect(last!.measure({ lon: 0, lat: 0 }, end)!.distanceM).toBeCloseTo(4 * 111.2, 0)
    expect(last!.measure(end, { lon: 0, lat: 0 })!.distanceM).toBeCloseTo(4 * 111.2, 0)
  })

  it('holds no more than sixteen', async () => {
    const car = await findProfile('car')
    const profiles = Array.from({ length: 17 }, (_, index) => ({ ...car, name: `p${index}` }))

    await expect(buildRoads(bend, profiles, { source: 'bend', turns: true })).rejects.toThrow(
      'at most 16 profiles, not 17',
    )
  })
})
