import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Extract } from '@cartage/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildRegion, openRegion, RoadsError } from '../src/index.ts'
import type { Region, TracePoint } from '../src/index.ts'
import type { RoadEngine } from '../src/region/road-engine.ts'
import { aGridTown } from './a-grid-town.ts'
import { blockM } from './block-measures.ts'
import { anEngine } from './an-engine.ts'
import { sharedFile } from './shared-extract.ts'
import { pathsOnMap, randomNumbers, randomRoute, recordDrive, recoveryOf } from './simulated-drive.ts'

const gridTown = { size: 7, blockDeg: 0.0015, seed: 5 }
const bounds = { west: 0, south: 0, east: 0.0105, north: 0.0105 }

describe('a recorded drive through a random town', () => {
  const drive = fc.record({
    town: fc.nat(1e6),
    seed: fc.nat(1e6),
    everyS: fc.constantFrom(1, 3),
    tellsAccuracy: fc.boolean(),
  })

  it('gives back its route exactly, if positions are without error', async () => {
    await fc.assert(
      fc.asyncProperty(drive, async ({ town, seed, everyS, tellsAccuracy }) => {
        const roads = await anEngine(aGridTown({ ...gridTown, seed: town }))
        const random = randomNumbers(seed)
        const route = randomRoute(roads, bounds, random, { places: 2, legDeg: 0.006 })
        const trace = recordDrive(route, { sigmaM: 0, everyS, tellsAccuracy }, random)

        const matchings = roads.match(trace)

        expect(matchings).toHaveLength(1)
        const [matching] = matchings
        // Its ends may be on the other side of a corner, nearer than the error expected.
        expect(Math.abs(matching!.distanceM - route.distanceM)).toBeLessThan(12)
        const [driven, seen] = pathsOnMap(route, matchings)
        expect(seen).toEqual(driven)
        expect(matching!.points.map(({ index }) => index)).toEqual(trace.map((_, index) => index))
      }),
      { seed: 6, numRuns: 40 },
    )
  }, 120_000)

  it('has legs from point to point that make up its path, and are the quickest ways on', async () => {
    const roads = await anEngine(aGridTown(gridTown))
    fc.assert(
      fc.property(fc.nat(1e6), fc.constantFrom(4, 12), (seed, sigmaM) => {
        const random = randomNumbers(seed)
        const route = randomRoute(roads, bounds, random, { places: 3, legDeg: 0.006 })

        for (const { points, legs, durationS, distanceM, geometry } of roads.match(
          recordDrive(route, { sigmaM, everyS: 5 }, random),
        )) {
          expect(legs).toHaveLength(points.length - 1)
          expect(sum(legs.map((leg) => leg.durationS))).toBeCloseTo(durationS, 6)
          expect(sum(legs.map((leg) => leg.distanceM))).toBeCloseTo(distanceM, 6)
          expect(lengthM(geometry)).toBeCloseTo(distanceM, -1)
          legs.forEach((leg, index) => {
            const [from, to] = [points[index]!, points[index + 1]!]
            expect(leg.geometry[0]).toEqual([from.lon, from.lat])
            expect(leg.geometry.at(-1)).toEqual([to.lon, to.lat])
            const quickestS = roads.measure(from, to)!.durationS
            const isInside = [from, to].every(({ fraction }) => fraction > 0 && fraction < 1)
            const isSame = isInside && from.heading !== undefined && to.heading !== undefined
            const wantedS = isSame ? quickestS : Math.max(leg.durationS, quickestS)
            expect(Math.abs(leg.durationS - wantedS)).toBeLessThan(0.01)
          })
        }
      }),
      { seed: 7, numRuns: 60 },
    )
  }, 120_000)

  it('keeps the order of its points, whatever they are, and is never surer than sure', async () => {
    const roads = await anEngine(aGridTown(gridTown))
    const coordinate = fc.double({ min: -0.004, max: 0.014, noNaN: true })
    const point = fc.record(
      {
        lon: coordinate,
        lat: coordinate,
        after: fc.integer({ min: 0, max: 200 }),
        accuracyM: fc.double({ min: 0, max: 100, noNaN: true }),
      },
      { requiredKeys: ['lon', 'lat'] },
    )
    fc.assert(
      fc.property(fc.array(point, { maxLength: 40 }), (points) => {
        let clock = 0
        const trace = points.map(({ after, ...rest }): TracePoint => {
          clock += after ?? 0
          return after === undefined ? rest : { ...rest, at: clock }
        })

        const matchings = roads.match(trace)

        const indices = matchings.flatMap((matching) => matching.points.map(({ index }) => index))
        expect(indices).toEqual([...new Set(indices)].toSorted((a, b) => a - b))
        for (const { confidence, durationS, distanceM, geometry } of matchings) {
          expect(confidence).toBeGreaterThanOrEqual(0)
          expect(confidence).toBeLessThanOrEqual(1)
          expect(durationS).toBeLessThan(Infinity)
          expect(distanceM).toBeLessThan(Infinity)
          expect(geometry.length).toBeGreaterThanOrEqual(2)
        }
      }),
      { seed: 8, numRuns: 400 },
    )
  }, 120_000)
})

/** Points a thousandth of a degree apart are about 111 m. All streets are driven at 36 km/h, 10 m/s. */
const streets: Extract = {
  nodes: [
    { id: 1, lon: 0, lat: 0 },
    { id: 2, lon: 0.003, lat: 0 },
    { id: 3, lon: 0.006, lat: 0 },
    { id: 4, lon: 0.012, lat: 0 },
    { id: 5, lon: 0.003, lat: 0.0002 },
    { id: 6, lon: 0.006, lat: 0.0002 },
    { id: 7, lon: 0.012, lat: 0.003 },
    { id: 8, lon: 0.006, lat: 0.003 },
  ],
  ways: [
    { id: 10, refs: [1, 2, 3, 4], tags: { highway: 'residential', maxspeed: '36', name: 'Long Street' } },
    { id: 11, refs: [2, 5, 6, 3], tags: { highway: 'residential', maxspeed: '36', name: 'Parallel Street' } },
    { id: 12, refs: [4, 7, 8, 6], tags: { highway: 'residential', maxspeed: '36', name: 'Loop' } },
  ],
}

describe('a recorded drive', () => {
  let roads: RoadEngine

  beforeEach(async () => {
    roads = await anEngine(streets)
  })

  /** Driven along a line at 10 m/s with an error of some metres. */
  function driven(line: readonly (readonly [number, number])[], sigmaM = 4, everyS = 2): TracePoint[] {
    const metres = lengthM(line)
    const route = { geometry: line, durationS: metres / 10, distanceM: metres, legs: [] }
    return recordDrive(route, { sigmaM, everyS, tellsAccuracy: true }, randomNumbers(21))
  }

  const waysOf = (trace: readonly TracePoint[]): number[] => [
    ...new Set(roads.match(trace).flatMap(({ points }) => points.map(({ wayId }) => wayId))),
  ]

  it('on one of two parallel streets stays on it, though single points are nearer to the other', () => {
    const trace = driven(
      [
        [0.0005, 0],
        [0.0115, 0],
      ],
      10,
      1,
    )

    const [matching, ...others] = roads.match(trace)

    expect(others).toEqual([])
    const isNearerToOther = trace.some(({ lon, lat }) => lon > 0.0032 && lon < 0.0058 && lat > 0.0001)
    expect(isNearerToOther).toBe(true)
    expect(waysOf(trace)).toEqual([10])
    expect(matching!.distanceM).toBeCloseTo(11 * blockM, -2)
  })

  it('turns round in the street where the driver did', () => {
    const trace = driven([
      [0.0065, 0],
      [0.0105, 0],
      [0.0065, 0],
    ])

    const [matching] = roads.match(trace)

    expect(waysOf(trace)).toEqual([10])
    expect(matching!.distanceM).toBeGreaterThan(7.8 * blockM)
    expect(matching!.distanceM).toBeLessThan(8.3 * blockM)
  })

  it('goes round a loop as often as the driver did', () => {
    const loop = [
      [0.006, 0],
      [0.012, 0],
      [0.012, 0.003],
      [0.006, 0.003],
      [0.006, 0.0002],
    ] as const

    const once = roads.match(driven([[0.005, 0], ...loop, [0.006, 0.0001]]))
    const twice = roads.match(driven([[0.005, 0], ...loop, ...loop, [0.006, 0.0001]]))

    expect(once).toHaveLength(1)
    expect(twice).toHaveLength(1)
    expect(twice[0]!.distanceM - once[0]!.distanceM).toBeCloseTo(18 * blockM, -2)
  })

  it('is one path through a tunnel, and two where the pause is longer than allowed', () => {
    const trace = driven([
      [0.0005, 0],
      [0.0115, 0],
    ]).filter(({ lon }) => lon < 0.0035 || lon > 0.0095)

    expect(roads.match(trace)).toHaveLength(1)
    expect(roads.match(trace)[0]!.distanceM).toBeCloseTo(11 * blockM, -2)
    const split = roads.match(trace, { gapS: 30 })
    expect(split).toHaveLength(2)
    expect(split[0]!.points.at(-1)!.index + 1).toBe(split[1]!.points[0]!.index)
  })

  it('drops positions that cannot be', () => {
    const trace = driven([
      [0.0005, 0],
      [0.0115, 0],
    ])
    const stray = { ...trace[20]!, lon: trace[20]!.lon + 0.004, lat: 0.003 }
    const far = { ...trace[40]!, lat: 0.5 }

    const matchings = roads.match(trace.with(20, stray).with(40, far))

    expect(matchings).toHaveLength(1)
    const seen = matchings[0]!.points.map(({ index }) => index)
    expect(trace.map((_, index) => index).filter((index) => !seen.includes(index))).toEqual([20, 40])
    expect(matchings[0]!.distanceM).toBeCloseTo(11 * blockM, -2)
  })

  it('does not wander while it stands', () => {
    const random = randomNumbers(3)
    const halt = Array.from({ length: 120 }, (_, at) => ({
      lon: 0.009 + (random() - 0.5) * 2e-4,
      lat: (random() - 0.5) * 2e-4,
      at: 100 + at,
      accuracyM: 8,
    }))
    const before = Array.from({ length: 20 }, (_, step) => ({
      lon: 0.0073 + step * 8.5e-5,
      lat: 0,
      at: 80 + step,
    }))

    const [matching, ...others] = roads.match([...before, ...halt])

    expect(others).toEqual([])
    expect(matching!.points).toHaveLength(140)
    expect(matching!.distanceM).toBeLessThan(2.3 * blockM)
  })

  it('is surer of a street that is alone than of one of two', () => {
    const alone = roads.match(
      driven(
        [
          [0.0065, 0],
          [0.0115, 0],
        ],
        10,
      ),
    )
    const middle = roads.match([
      { lon: 0.0036, lat: 0.0001, at: 0, accuracyM: 10 },
      { lon: 0.0045, lat: 0.0001, at: 10, accuracyM: 10 },
      { lon: 0.0054, lat: 0.0001, at: 20, accuracyM: 10 },
    ])

    expect(alone[0]!.confidence).toBeGreaterThan(0.95)
    expect(middle[0]!.confidence).toBeGreaterThan(0.3)
    expect(middle[0]!.confidence).toBeLessThan(0.7)
  })

  it('of nothing, of one point or far from roads is no path', () => {
    expect(roads.match([])).toEqual([])
    expect(roads.match([{ lon: 0, lat: 0 }])).toEqual([])
    expect(
      roads.match(
        driven([
          [0, 0.5],
          [0.01, 0.5],
        ]),
      ),
    ).toEqual([])
  })

  it.each([
    [[{ lon: 0, lat: 95 }], 'invalid_coordinate', 'Point 0 of the trace, 0,95,'],
    [
      [
        { lon: 0, lat: 0, at: 5 },
        { lon: 0, lat: 0, at: 4 },
      ],
      'invalid_option',
      'Sort the trace by time.',
    ],
    [[{ lon: 0, lat: 0, accuracyM: -1 }], 'invalid_option', 'Point 0 of the trace has the accuracy -1.'],
  ])('is refused where it makes no sense: %j', (trace, code, message) => {
    const run = (): unknown => roads.match(trace)

    expect(run).toThrow(RoadsError)
    expect(run).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }))
  })

  it('stops when it is cancelled', () => {
    const signal = AbortSignal.abort(new Error('enough'))

    expect(() => roads.match([{ lon: 0, lat: 0 }], { signal })).toThrow('enough')
  })
})

const monaco = sharedFile('osm/monaco.osm.pbf')

describe.skipIf(!monaco)('twenty drives through Monaco, each over four places', () => {
  let region: Region
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cartage-roads-'))
    await buildRegion({ source: monaco!, out: join(folder, 'monaco'), profiles: ['car'] })
    region = await openRegion(join(folder, 'monaco'))
  }, 120_000)

  afterAll(async () => rm(folder, { recursive: true, force: true }))

  it.each([
    { sigmaM: 5, everyS: 1, recovered: 0.95, right: 0.95 },
    { sigmaM: 5, everyS: 5, recovered: 0.95, right: 0.95 },
    { sigmaM: 5, everyS: 30, recovered: 0.85, right: 0.9 },
    { sigmaM: 10, everyS: 1, recovered: 0.9, right: 0.9 },
    { sigmaM: 10, everyS: 5, recovered: 0.9, right: 0.9 },
    { sigmaM: 10, everyS: 30, recovered: 0.8, right: 0.85 },
    { sigmaM: 20, everyS: 1, recovered: 0.8, right: 0.75 },
    { sigmaM: 20, everyS: 5, recovered: 0.8, right: 0.8 },
    { sigmaM: 20, everyS: 30, recovered: 0.7, right: 0.7 },
  ])(
    'with an error of $sigmaM m, every $everyS s: $recovered of their roads are found',
    ({ sigmaM, everyS, recovered, right }) => {
      const random = randomNumbers(9)

      const found = Array.from({ length: 20 }, () => {
        const route = randomRoute(region, region.info.bounds, random, { places: 4, legDeg: 0.015 })
        return recoveryOf(route, region.match(recordDrive(route, { sigmaM, everyS }, random)))
      })

      expect(sum(found.map((recovery) => recovery.recovered)) / 20).toBeGreaterThan(recovered)
      expect(sum(found.map((recovery) => recovery.right)) / 20).toBeGreaterThan(right)
    },
    60_000,
  )

  it('are as right as their confidence says, by and large', () => {
    const random = randomNumbers(10)

    const found = Array.from({ length: 60 }, () => {
      const receiver = { sigmaM: 3 + 25 * random(), everyS: [1, 5, 10, 30][Math.floor(4 * random())]! }
      const route = randomRoute(region, region.info.bounds, random, { places: 3, legDeg: 0.015 })
      const matchings = region.match(recordDrive(route, receiver, random))
      const lengthM = sum(matchings.map((matching) => matching.distanceM))
      return {
        sure: sum(matchings.map(({ confidence, distanceM }) => confidence * distanceM)) / lengthM,
        right: recoveryOf(route, matchings).right,
      }
    }).filter(({ right }) => right >= 0)

    const [surer, lessSure] = [
      found.filter(({ sure }) => sure >= 0.95),
      found.filter(({ sure }) => sure < 0.95),
    ]
    const mean = (drives: typeof found, of: 'sure' | 'right'): number =>
      sum(drives.map((drive) => drive[of])) / drives.length
    expect(Math.min(surer.length, lessSure.length)).toBeGreaterThan(5)
    expect(Math.abs(mean(surer, 'sure') - mean(surer, 'right'))).toBeLessThan(0.05)
    expect(Math.abs(mean(lessSure, 'sure') - mean(lessSure, 'right'))).toBeLessThan(0.1)
    expect(mean(surer, 'right')).toBeGreaterThan(mean(lessSure, 'right'))
  }, 60_000)
})

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Length of a line near the equator, where degrees are alike. */
function lengthM(line: readonly (readonly [number, number])[]): number {
  return sum(
    line
      .slice(1)
      .map(
        ([lon, lat], index) => (Math.hypot(lon - line[index]![0], lat - line[index]![1]) / 0.001) * blockM,
      ),
  )
}
