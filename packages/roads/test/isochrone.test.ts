import type { Extract } from '@cartage/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aTown } from '@cartage/testing'
import { RoadsError } from '../src/index.ts'
import type { Isochrone, MultiPolygon } from '../src/index.ts'
import { aGridTown } from './a-grid-town.ts'
import { blockM } from './block-measures.ts'
import { anEngine } from './an-engine.ts'
import { ReferenceDrive } from './reference-drive.ts'
import type { Spot } from './reference-drive.ts'

type Position = readonly [number, number]

/** Whether a position lies in the area: a ray to the east crosses its rings an odd number of times. */
function isIn({ coordinates }: MultiPolygon, [x, y]: Position): boolean {
  let crossings = 0
  for (const ring of coordinates.flat()) {
    for (let index = 1; index < ring.length; index++) {
      const [[ax, ay], [bx, by]] = [ring[index - 1]!, ring[index]!]
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) crossings++
    }
  }
  return crossings % 2 === 1
}

function signedArea(ring: readonly Position[]): number {
  return ring.slice(1).reduce((sum, [x, y], index) => sum + ring[index]![0] * y - x * ring[index]![1], 0)
}

const side = (a: Position, b: Position, c: Position): number =>
  Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))

/** Pairs of lines of an area's border that meet elsewhere than one after the other. */
function meetings({ coordinates }: MultiPolygon): number {
  const lines = coordinates
    .flat()
    .flatMap((ring) => ring.slice(1).map((end, index) => ({ start: ring[index]!, end })))
    .toSorted((a, b) => Math.min(a.start[0], a.end[0]) - Math.min(b.start[0], b.end[0]))
  let found = 0
  lines.forEach(({ start: a, end: b }, index) => {
    for (let other = index + 1; other < lines.length; other++) {
      const { start: c, end: d } = lines[other]!
      if (Math.min(c[0], d[0]) > Math.max(a[0], b[0])) break
      const isNext = [a, b].some((one) => [c, d].some((two) => one.join() === two.join()))
      const isApart =
        Math.max(a[1], b[1]) < Math.min(c[1], d[1]) || Math.max(c[1], d[1]) < Math.min(a[1], b[1])
      if (isNext || isApart) continue
      if (side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0) found++
    }
  })
  return found
}

interface Place {
  readonly spot: Spot
  readonly position: Position
}

/** Places all along the roads of a map. */
function placesOn({ nodes, ways = [] }: Extract, shares: readonly number[]): Place[] {
  return ways.flatMap(({ id, refs }) => {
    const [a, b] = refs.map((ref) => nodes.find((node) => node.id === ref)!)
    return shares.map((fraction) => ({
      spot: { way: id, index: 0, fraction },
      position: [a!.lon + fraction * (b!.lon - a!.lon), a!.lat + fraction * (b!.lat - a!.lat)] as const,
    }))
  })
}

const metresBetween = (a: Position, b: Position): number =>
  (Math.hypot(a[0] - b[0], a[1] - b[1]) * Math.PI * 6_371_008.8) / 180

const limits = [40, 90, 160]
const town = fc.record({
  seed: fc.nat(1e6),
  pick: fc.nat(),
  fraction: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
})

async function asked(
  seed: number,
  pick: number,
  fraction: number,
  direction: 'from' | 'to',
): Promise<{ extract: Extract; start: Place; areas: readonly Isochrone[] }> {
  const extract = aGridTown({ size: 5, blockDeg: 0.004, seed })
  const roads = await anEngine(extract)
  const middles = placesOn(extract, [fraction])
  const start = middles[pick % middles.length]!
  const [lon, lat] = start.position
  const areas = roads.isochrone({ lon, lat }, { durationsS: limits, direction })!
  return { extract, start, areas }
}

describe('the area within reach of a place in a random town', () => {
  it.each(['from', 'to'] as const)(
    'has all roads that the reference reaches %s it in time, and none that are far from these',
    async (direction) => {
      await fc.assert(
        fc.asyncProperty(town, async ({ seed, pick, fraction }) => {
          const { extract, start, areas } = await asked(seed, pick, fraction, direction)
          const reference = new ReferenceDrive(extract, true)
          const places = placesOn(extract, [0.03, 0.25, 0.5, 0.75, 0.97])
          const seconds = places.map(({ spot }) => {
            const trip =
              direction === 'from' ? reference.between(start.spot, spot) : reference.between(spot, start.spot)
            return trip?.seconds ?? Infinity
          })

          for (const { limit, geometry } of areas) {
            const reached = places.filter((_, at) => seconds[at]! <= limit - 0.1)
            const missing = reached.filter(({ position }) => !isIn(geometry, position))
            const beyond = places.filter(
              ({ position }, at) =>
                seconds[at]! > limit * 1.1 &&
                reached.concat(start).every((place) => metresBetween(place.position, position) > 260),
            )
            const wrong = beyond.filter(({ position }) => isIn(geometry, position))
            expect({ missing, wrong }).toEqual({ missing: [], wrong: [] })
          }
        }),
        { seed: 3, numRuns: 12 },
      )
    },
    120_000,
  )

  it('is made of closed rings that meet nowhere, outer ones anticlockwise, and lies in that of a longer time', async () => {
    await fc.assert(
      fc.asyncProperty(town, async ({ seed, pick, fraction }) => {
        const { areas } = await asked(seed, pick, fraction, 'from')

        for (const { geometry } of areas) {
          for (const [outer, ...holes] of geometry.coordinates) {
            expect(outer!.at(0)).toEqual(outer!.at(-1))
            expect(signedArea(outer!)).toBeGreaterThan(0)
            for (const hole of holes) {
              expect(hole.at(0)).toEqual(hole.at(-1))
              expect(signedArea(hole)).toBeLessThan(0)
              expect(isIn({ type: 'MultiPolygon', coordinates: [[outer!]] }, hole[0]!)).toBe(true)
            }
          }
          expect(meetings(geometry)).toBe(0)
        }
        areas.slice(1).forEach(({ geometry }, index) => {
          const inner = areas[index]!.geometry.coordinates.flat(2)
          const sticksOut = inner.filter((position) => !isIn(geometry, position))
          // Where neither ends by time, both borders are the same.
          const border = new Set(geometry.coordinates.flat(2).map((position) => position.join()))
          expect(sticksOut.filter((position) => !border.has(position.join()))).toEqual([])
        })
      }),
      { seed: 4, numRuns: 15 },
    )
  }, 120_000)
})

describe('the area within reach', () => {
  it('ends where the time runs out on a road, within its width of a few steps', async () => {
    const road: Extract = {
      nodes: [
        { id: 1, lon: 0, lat: 0 },
        { id: 2, lon: 0.05, lat: 0 },
      ],
      ways: [{ id: 10, refs: [1, 2], tags: { highway: 'residential', maxspeed: '36' } }],
    }
    const roads = await anEngine(road)

    // 10 m/s, so 1,000 m and 2,000 m.
    const [area] = roads.isochrone({ lon: 0, lat: 0 }, { durationsS: [100] })!
    const [byLength] = roads.isochrone({ lon: 0, lat: 0 }, { distancesM: [2000] })!

    const eastmost = (of: Isochrone): number =>
      Math.max(...of.geometry.coordinates.flat(2).map(([lon]) => lon))
    expect((eastmost(area!) / 0.001) * blockM).toBeGreaterThan(1000)
    expect((eastmost(area!) / 0.001) * blockM).toBeLessThan(1000 + 30)
    expect(byLength).toMatchObject({ by: 'distance', limit: 2000 })
    expect((eastmost(byLength!) / 0.001) * blockM).toBeGreaterThan(2000)
    expect((eastmost(byLength!) / 0.001) * blockM).toBeLessThan(2000 + 30)
  })

  it('of an island does not reach the mainland, nor against a one-way', async () => {
    const roads = await anEngine(aTown)
    const harbour = { lon: 0.0005, lat: -0.02 }

    const [island] = roads.isochrone(harbour, { durationsS: [3600] })!

    expect(isIn(island!.geometry, [0.0009, -0.02])).toBe(true)
    expect(isIn(island!.geometry, [0.001, 0])).toBe(false)
  })

  it('leaves out what only a one-way leads away from', async () => {
    const oneway: Extract = {
      nodes: [0, 0.005, 0.01, 0.015].map((lon, index) => ({ id: index + 1, lon, lat: 0 })),
      ways: [
        { id: 10, refs: [1, 2], tags: { highway: 'residential' } },
        { id: 11, refs: [2, 3], tags: { highway: 'residential', oneway: 'yes' } },
        { id: 12, refs: [3, 4], tags: { highway: 'residential' } },
      ],
    }
    const roads = await anEngine(oneway)
    const east = { lon: 0.0125, lat: 0 }

    const [from] = roads.isochrone(east, { durationsS: [1800] })!
    const [to] = roads.isochrone(east, { durationsS: [1800], direction: 'to' })!

    expect(isIn(from!.geometry, [0.0025, 0])).toBe(false)
    expect(isIn(to!.geometry, [0.0025, 0])).toBe(true)
  })

  it('has a hole where there is no road for a long way', async () => {
    const ring: Extract = {
      nodes: [
        { id: 1, lon: 0, lat: 0 },
        { id: 2, lon: 0.006, lat: 0 },
        { id: 3, lon: 0.006, lat: 0.006 },
        { id: 4, lon: 0, lat: 0.006 },
      ],
      ways: [{ id: 10, refs: [1, 2, 3, 4, 1], tags: { highway: 'residential' } }],
    }
    const roads = await anEngine(ring)

    const [area] = roads.isochrone({ lon: 0, lat: 0 }, { durationsS: [1800] })!

    expect(area!.geometry.coordinates.map((rings) => rings.length)).toEqual([2])
    expect(isIn(area!.geometry, [0.003, 0.003])).toBe(false)
    expect(isIn(area!.geometry, [0.003, 0.0003])).toBe(true)
  })

  it('needs a limit, and a number that is one', async () => {
    const roads = await anEngine(aTown)
    const here = { lon: 0, lat: 0 }

    const refused = (run: () => unknown): RoadsError => {
      try {
        run()
      } catch (error) {
        if (error instanceof RoadsError) return error
      }
      throw new Error('it was not refused')
    }

    expect(refused(() => roads.isochrone(here, {}))).toMatchObject({
      code: 'invalid_option',
      message: 'An isochrone needs a limit. Give durationsS or distancesM.',
    })
    expect(refused(() => roads.isochrone(here, { durationsS: [60, -1] })).message).toContain(
      'durationsS[1] is -1',
    )
    expect(refused(() => roads.isochrone({ lon: 0, lat: 91 }, { durationsS: [60] })).code).toBe(
      'invalid_coordinate',
    )
  })

  it('stops when it is cancelled', async () => {
    const roads = await anEngine(aTown)

    const run = (): unknown =>
      roads.isochrone(
        { lon: 0, lat: 0 },
        { durationsS: [60], signal: AbortSignal.abort(new Error('enough')) },
      )

    expect(run).toThrow('enough')
  })
})
