import type { Point } from '@cartage/domain'
import type { Extract } from '@cartage/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RoadEngine } from '../src/region/road-engine.ts'
import type { Approach } from '../src/region/types.ts'
import { isNode, randomMap, randomPick, spotOf } from './random-map.ts'
import { roadsOf } from './roads-of.ts'
import { ReferenceDrive } from './reference-drive.ts'
import type { Spot } from './reference-drive.ts'

const curb = { approach: 'curb' } as const

async function anEngine(extract: Extract, keeps: 'left' | 'right' = 'right'): Promise<RoadEngine> {
  const { network, grid, metrics } = await roadsOf(extract, true)
  return new RoadEngine(network, grid, { ...metrics.get('anchor-car-1')!, drivesOnLeft: keeps === 'left' })
}

// A street from west to east between two crossings at which one can turn round a block. A thousandth of a degree is about 111 m.
const block: Extract = {
  nodes: [
    { id: 1, lon: 0, lat: 0 },
    { id: 2, lon: 0.01, lat: 0 },
    { id: 3, lon: 0.01, lat: 0.01 },
    { id: 4, lon: 0, lat: 0.01 },
  ],
  ways: [{ id: 10, refs: [1, 2, 3, 4, 1], tags: { highway: 'residential', maxspeed: '36' } }],
}
const south = (lon: number): Point => ({ lon, lat: -0.0001 })
const north = (lon: number): Point => ({ lon, lat: 0.0001 })

describe('a point that is driven to with it at the kerb', () => {
  it('costs the way round the block where it lies across the road', async () => {
    const engine = await anEngine(block)

    expect(engine.measure(south(0.002), south(0.004), curb)?.distanceM).toBeCloseTo(222.4, 0)
    expect(engine.measure(south(0.004), south(0.002), curb)?.distanceM).toBeCloseTo(4 * 1112 - 222.4, -1)
    expect(engine.measure(north(0.004), north(0.002), curb)?.distanceM).toBeCloseTo(222.4, 0)
    expect(engine.measure(north(0.004), north(0.002))?.distanceM).toBeCloseTo(222.4, 0)
  })

  it('lies on the left where traffic keeps left', async () => {
    const engine = await anEngine(block, 'left')

    expect(engine.measure(north(0.002), north(0.004), curb)?.distanceM).toBeCloseTo(222.4, 0)
    expect(engine.measure(south(0.002), south(0.004), curb)?.distanceM).toBeGreaterThan(4000)
  })

  it('is as well on either side of a one-way road, and on the line', async () => {
    const oneWay = {
      ...block,
      ways: [{ ...block.ways![0]!, tags: { highway: 'residential', oneway: 'yes' } }],
    }
    const engine = await anEngine(oneWay)
    const twoWay = await anEngine(block)

    expect(engine.measure(north(0.002), north(0.004), curb)).toEqual(
      engine.measure(north(0.002), north(0.004)),
    )
    const onLine = [
      { lon: 0.004, lat: 0 },
      { lon: 0.002, lat: 0 },
    ] as const
    expect(twoWay.measure(...onLine, curb)).toEqual(twoWay.measure(...onLine))
  })

  it('may be asked for point by point, of which there must be as many', async () => {
    const engine = await anEngine(block)
    const points = [south(0.004), south(0.002)]

    const route = engine.route(points, { approaches: ['unrestricted', 'curb'], steps: true })
    const matrix = engine.matrix(
      { sources: [points[0]!], targets: [points[1]!] },
      { approach: { sources: ['unrestricted'], targets: ['curb'] } },
    )

    expect(route?.legs[0]?.steps?.at(-1)?.maneuver.modifier).toBe('right')
    expect(matrix.distanceM[0]).toBe(route?.distanceM)
    expect(engine.measure(...(points as [Point, Point]))?.distanceM).toBeLessThan(route!.distanceM)
    expect(() => engine.route(points, { approaches: ['curb'] })).toThrow(
      'There are 1 approaches for 2 points.',
    )
  })

  it('knows the outside of a sharp bend', async () => {
    const hairpin: Extract = {
      nodes: [
        { id: 1, lon: 0, lat: 0 },
        { id: 2, lon: 0.01, lat: 0 },
        { id: 3, lon: 0, lat: 0.0005 },
      ],
      ways: [{ id: 10, refs: [1, 2, 3], tags: { highway: 'residential' } }],
    }
    const engine = await anEngine(hairpin)

    // Beyond the tip, to both sides of the two lines drawn on; and inside, between them.
    expect(engine.snap(0.0102, 0.00002)?.side).toBe('right')
    expect(engine.snap(0.0102, -0.00001)?.side).toBe('right')
    expect(engine.snap(0.002, 0.0001)?.side).toBe('left')
  })
})

// Metres beside the line, to the left and right of the way as it is drawn.
const besideM = 2
const metresPerDegree = 111_195

describe.each(['left', 'right'] as const)('driving a random map to the kerb, keeping %s', (keeps) => {
  it('takes as long as the reference says, one trip at a time, in a matrix and as a route', async () => {
    const askedPick = fc.record({
      pick: randomPick,
      side: fc.constantFrom('left' as const, 'right' as const),
      approach: fc.constantFrom<Approach>('curb', 'curb', 'unrestricted'),
    })
    await fc.assert(
      fc.asyncProperty(
        randomMap,
        fc.array(askedPick, { minLength: 2, maxLength: 5 }),
        async (extract, picks) => {
          const asked = picks.map(({ pick, side, approach }) => {
            const { spot, lon, lat } = spotOf(extract, pick)
            const isAtNode = spot.fraction === 0 || spot.fraction === 1
            const kerbside = approach === 'curb' && !isAtNode ? side : undefined
            const asIs: Spot = { ...spot, kerbside }
            return {
              spot: asIs,
              approach,
              at: isAtNode ? { lon, lat } : beside(extract, spot, side, { lon, lat }),
              on: { lon, lat },
            }
          })
          // Where another road is as near, that one might be meant.
          fc.pre(asked.every(({ spot, at }) => isNode(spot) || isNearest(extract, spot, at)))
          const engine = await anEngine(extract, keeps)
          const reference = new ReferenceDrive(extract, true, undefined, keeps)
          // Two points across the road from each other are at the same place, which rounding must not part.
          const snaps = asked
            .map(({ at }) => engine.snap(at.lon, at.lat)!)
            .map((snap) => ({ ...snap, fraction: Math.round(snap.fraction * 1000) / 1000 }))
          const approaches = asked.map(({ approach }) => approach)

          const matrix = engine.matrix(snaps, { approach: { sources: approaches, targets: approaches } })

          asked.forEach((from, row) =>
            asked.forEach((to, column) => {
              const wanted = reference.between(from.spot, to.spot)
              const cell = row * asked.length + column
              const route = engine.route([snaps[row]!, snaps[column]!], {
                approaches: [from.approach, to.approach],
              })
              const isSame = Math.abs((route?.durationS ?? 1e6) - (wanted?.seconds ?? 1e6)) < 0.05
              expect(isSame ? wanted : { ...route, from: from.spot, to: to.spot }).toEqual(wanted)
              expect(matrix.durationS[cell]).toBe(route?.durationS ?? Infinity)
              expect(matrix.distanceM[cell]).toBe(route?.distanceM ?? Infinity)
            }),
          )
        },
      ),
      { seed: 11, numRuns: 100 },
    )
  }, 120_000)
})

/** A point a little to one side of a spot, as its way is drawn. Near the equator degrees are alike. */
function beside(
  { nodes, ways = [] }: Extract,
  { way, index }: Spot,
  side: 'left' | 'right',
  at: Point,
): Point {
  const refs = ways.find(({ id }) => id === way)!.refs
  const [a, b] = [refs[index], refs[index + 1]].map((ref) => nodes.find(({ id }) => id === ref)!)
  const [east, north] = [b!.lon - a!.lon, b!.lat - a!.lat]
  const shift = ((side === 'left' ? 1 : -1) * besideM) / metresPerDegree / Math.hypot(east, north)
  return { lon: at.lon - north * shift, lat: at.lat + east * shift }
}

/** Whether a spot's segment is clearly the nearest to a point. */
function isNearest({ nodes, ways = [] }: Extract, spot: Spot, point: Point): boolean {
  const place = (ref: number): Point => nodes.find(({ id }) => id === ref)!
  const others = ways.flatMap(({ id, refs }) =>
    refs.slice(1).flatMap((to, index) => {
      const isSpots = id === spot.way && index === spot.index
      return isSpots ? [] : [distanceToM(point, place(refs[index]!), place(to))]
    }),
  )
  return others.every((distance) => distance > besideM + 0.1)
}

function distanceToM(point: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.lon - a.lon, b.lat - a.lat]
  const along = ((point.lon - a.lon) * dx + (point.lat - a.lat) * dy) / (dx * dx + dy * dy)
  const fraction = Math.min(1, Math.max(0, along))
  return Math.hypot(point.lon - a.lon - fraction * dx, point.lat - a.lat - fraction * dy) * metresPerDegree
}

describe('many points on one winding road', () => {
  // 40 bends between two junctions, the second half slower; one point a third of a segment, on either side of it.
  const bend = (index: number): Point => ({ lon: index * 0.001, lat: (index % 3) * 0.0007 })
  const bends = Array.from({ length: 41 }, (_, index) => index)
  const winding = (tags: Readonly<Record<string, string>>): Extract => ({
    nodes: [
      ...bends.map((index) => ({ id: 1 + index, ...bend(index) })),
      { id: 100, lon: 0, lat: -0.02 },
      { id: 101, lon: 0.04, lat: -0.02 },
    ],
    ways: [
      { id: 10, refs: bends.slice(0, 21).map((index) => 1 + index), tags: { ...tags, maxspeed: '50' } },
      { id: 11, refs: bends.slice(20).map((index) => 1 + index), tags: { ...tags, maxspeed: '30' } },
      { id: 12, refs: [41, 101, 100, 1], tags: { highway: 'residential' } },
      { id: 13, refs: [100, 41], tags: { highway: 'residential' } },
    ],
  })
  const points = Array.from({ length: 121 }, (_, third): Point => {
    const [before, after] = [bend(Math.floor(third / 3)), bend(Math.floor(third / 3) + 1)]
    const share = (third % 3) / 3
    const offset = (third % 5) * 0.00004 - 0.00008
    return {
      lon: before.lon + share * (after.lon - before.lon),
      lat: before.lat + share * (after.lat - before.lat) + offset,
    }
  })

  it.each([
    ['both ways', { highway: 'residential' }, 'unrestricted'],
    ['both ways, to the kerb', { highway: 'residential' }, 'curb'],
    ['one way', { highway: 'residential', oneway: 'yes' }, 'unrestricted'],
    ['one way against its drawing', { highway: 'residential', oneway: '-1' }, 'unrestricted'],
  ] as const)('have a matrix of what each trip takes alone: %s', async (_, tags, approach) => {
    const engine = await anEngine(winding(tags))

    const { durationS, distanceM } = engine.matrix(points, { approach })

    const alone = points.flatMap((from) => points.map((to) => engine.measure(from, to, { approach })!))
    expect([...durationS]).toEqual(alone.map((trip) => trip.durationS))
    expect([...distanceM]).toEqual(alone.map((trip) => trip.distanceM))
    // Next door along the road, not around the block.
    expect(Math.min(durationS[1]!, durationS[points.length]!)).toBeLessThan(10)
  })
})
