import { fork } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { aTown, writePbf } from '@cartage/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { greatCircleM } from '../src/graph/great-circle.ts'
import { buildRegion, matrixAt, Reweigher, travelSlices, travelTimeS } from '../src/index.ts'
import type { RoadChange, Snap, TravelSlice } from '../src/index.ts'
import { Customizer } from '../src/hierarchy/customize.ts'
import { searchGraph } from '../src/hierarchy/search-graph.ts'
import { liveMetric } from '../src/live/live-metric.ts'
import { checkConditions } from '../src/live/road-change.ts'
import { segmentDelays } from '../src/live/segment-delays.ts'
import { RoadEngine } from '../src/region/road-engine.ts'
import { aRegion } from './a-region.ts'
import { aTemporaryFolder } from './a-temporary-folder.ts'
import { blockM, secondsAt } from './block-measures.ts'
import { roadsOf } from './roads-of.ts'
import { isNode, randomMap, randomPick, spotOf } from './random-map.ts'
import { ReferenceDrive } from './reference-drive.ts'
import type { Spot } from './reference-drive.ts'

const noon = new Date('2026-11-27T12:00:00Z')

/** A square of a few decimetres, so that it meets only what passes there. */
const around = ({ lon, lat }: { lon: number; lat: number }): [number, number][][] => [
  [
    [lon - 2e-6, lat - 2e-6],
    [lon + 2e-6, lat - 2e-6],
    [lon + 2e-6, lat + 2e-6],
    [lon - 2e-6, lat + 2e-6],
  ],
]

describe.each([true, false])('a random map under closures and slow roads, turns counting: %s', (turns) => {
  it('is driven as the reference drives it', async () => {
    const randomChange = fc.record({ pick: randomPick, speedFactor: fc.constantFrom(0, 0, 0.25, 2) })
    const asked = fc.record({
      extract: randomMap,
      picks: fc.array(randomPick, { minLength: 2, maxLength: 5 }),
      changed: fc.array(randomChange, { minLength: 1, maxLength: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(asked, async ({ extract, picks, changed }) => {
        const spots = picks.map((pick) => spotOf(extract, pick))
        const places = changed.map(({ pick, speedFactor }) => ({
          ...spotOf(extract, { ...pick, fraction: 0.37 }),
          speedFactor,
        }))
        const delayOf = (way: number, index: number): number =>
          places
            .filter(({ spot }) => spot.way === way && spot.index === index)
            .reduce((delay, { speedFactor }) => delay / speedFactor, 1)
        // A square that another road passes too, and a spot on a closed road, mean something else here than there.
        fc.pre(places.every((place) => isAlone(extract, place)))
        fc.pre(spots.every(({ spot }) => isNode(spot) || delayOf(spot.way, spot.index) < Infinity))
        const changes = places.map((place, index): RoadChange => ({
          id: String(index),
          area: around(place),
          speedFactor: place.speedFactor,
        }))
        const { network, grid, metrics } = await roadsOf(extract, turns)
        const delay = segmentDelays(network, checkConditions({ changes }), noon)
        const metric = liveMetric(
          network,
          new Customizer(searchGraph(network)),
          metrics.get('anchor-car-1')!,
          delay,
        )
        const engine = new RoadEngine(network, grid, metric)
        const snaps = spots.map(({ lon, lat }) => engine.snap(lon, lat))
        fc.pre(snaps.every((snap, index) => isHere(snap, spots[index]!.spot)))
        const reference = new ReferenceDrive(extract, turns, delayOf)

        const matrix = engine.matrix(spots)

        spots.forEach((from, row) =>
          spots.forEach((to, column) => {
            const wanted = reference.between(from.spot, to.spot)?.seconds ?? Infinity
            const seen = matrix.durationS[row * spots.length + column]!
            const measured = engine.measure(from, to)?.durationS ?? Infinity

            expect(measured).toBe(seen)
            expect(engine.route([from, to])?.durationS ?? Infinity).toBe(seen)
            expect(Math.abs(seen - wanted) < 0.05 || seen === wanted ? wanted : seen).toBe(wanted)
          }),
        )
      }),
      { seed: 9, numRuns: 100 },
    )
  }, 120_000)
})

/** Whether a spot was met, and not an open road near it or one that crosses there. */
function isHere(snap: Snap | undefined, spot: Spot): boolean {
  return snap !== undefined && snap.distanceM < 0.1 && (isNode(spot) || snap.wayId === spot.way)
}

/** Whether only one segment passes within a metre. */
function isAlone(
  { nodes, ways = [] }: Parameters<typeof spotOf>[0],
  place: { lon: number; lat: number },
): boolean {
  const near = ways.flatMap(({ refs }) =>
    refs.slice(1).filter((to, index) => {
      const [a, b] = [refs[index], to].map((ref) => nodes.find(({ id }) => id === ref)!)
      const [dx, dy] = [b!.lon - a!.lon, b!.lat - a!.lat]
      const along = ((place.lon - a!.lon) * dx + (place.lat - a!.lat) * dy) / (dx * dx + dy * dy || 1)
      const share = Math.max(0, Math.min(1, along))
      return greatCircleM(place.lon, place.lat, a!.lon + share * dx, a!.lat + share * dy) < 1
    }),
  )
  return near.length === 1
}

const at = (lon: number, lat: number): { lon: number; lat: number } => ({ lon: lon / 1000, lat: lat / 1000 })

describe('a reweigher', () => {
  const closed: RoadChange = {
    id: 'works',
    roads: [{ wayId: 12, ...at(0, 0.5) }],
    speedFactor: 0,
    from: '2026-11-27T08:00:00Z',
    until: '2026-11-27T18:00:00+01:00',
  }

  it('closes a picked road for its time, while the region stays as it was', async () => {
    const region = await aRegion(aTown)
    await using reweigher = new Reweigher(region)
    const toHighStreet = (asked: typeof region): number | undefined =>
      asked.measure(at(0, 0), at(0, 1))?.distanceM
    const on = (instant: string) =>
      reweigher.reweigh({ profile: 'anchor-car-1', conditions: { changes: [closed] }, at: new Date(instant) })

    const before = await on('2026-11-27T07:59:59Z')
    const during = await on('2026-11-27T16:59:59Z')
    const after = await on('2026-11-27T17:00:00Z')

    expect([before, after, region].map(toHighStreet).map((metres) => Math.round(metres! / blockM))).toEqual([
      1, 1, 1,
    ])
    // Main Street, Mill Lane and High Street.
    expect(Math.round(toHighStreet(during)! / blockM)).toBe(3)
  })

  it('closes one direction of a road', async () => {
    const region = await aRegion(aTown)
    await using reweigher = new Reweigher(region)
    const north = { ...closed, roads: [{ wayId: 12, ...at(0, 0.5), direction: 'along' as const }] }

    const live = await reweigher.reweigh({
      profile: 'anchor-car-1',
      conditions: { changes: [north] },
      at: noon,
    })

    expect(Math.round(live.measure(at(0, 0), at(0, 1))!.distanceM / blockM)).toBe(3)
    expect(Math.round(live.measure(at(0, 1), at(0, 0))!.distanceM / blockM)).toBe(1)
  })

  it('slows the roads of a class by the hour of the week where they are', async () => {
    const region = await aRegion(aTown)
    await using reweigher = new Reweigher(region)
    const factors = Array.from({ length: 168 }, (_, hour) => (hour === 4 * 24 + 8 ? 0.5 : 1))
    const conditions = { traffic: [{ classes: ['secondary'], factors }], timeZone: 'Europe/Lisbon' }
    const along = async (instant: string): Promise<number> => {
      const live = await reweigher.reweigh({ profile: 'anchor-car-1', conditions, at: new Date(instant) })
      return live.measure(at(0, 0), at(1, 0))!.durationS / region.measure(at(0, 0), at(1, 0))!.durationS
    }

    // A Friday, in summer: eight o'clock in Lisbon is seven by UTC.
    expect(await along('2026-06-26T07:30:00Z')).toBeCloseTo(2, 3)
    expect(await along('2026-06-26T08:00:00Z')).toBe(1)
    expect(await along('2026-06-25T07:30:00Z')).toBe(1)
  })

  it('moves a point on a closed road to the nearest open one', async () => {
    const region = await aRegion(aTown)
    await using reweigher = new Reweigher(region)

    const live = await reweigher.reweigh({
      profile: 'anchor-car-1',
      conditions: { changes: [closed] },
      at: noon,
    })

    expect(region.snap(0.00001, 0.0006)?.wayId).toBe(12)
    expect(live.snap(0.00001, 0.0006)?.wayId).toBe(11)
  })

  it('closes an area however many corners it has', async () => {
    const corners = 200_000
    const circle = Array.from({ length: corners }, (_, corner): [number, number] => {
      const angle = (corner / corners) * 2 * Math.PI
      return [0.0003 * Math.cos(angle), 0.0005 + 0.0003 * Math.sin(angle)]
    })
    const { network, metrics } = await roadsOf(aTown, true)
    const conditions = checkConditions({ changes: [{ id: 'fair', area: [circle], speedFactor: 0 }] })

    const delay = segmentDelays(network, conditions, noon)
    const { arcWeight } = liveMetric(
      network,
      new Customizer(searchGraph(network)),
      metrics.get('anchor-car-1')!,
      delay,
    )

    // West Lane, both ways.
    expect(arcWeight.filter((weight) => weight === Infinity).length).toBe(
      metrics.get('anchor-car-1')!.arcWeight.filter((weight) => weight === Infinity).length + 2,
    )
  })

  it('answers with the region itself where nothing holds, and names what is wrong', async () => {
    const region = await aRegion(aTown)
    await using reweigher = new Reweigher(region)
    const ask = (conditions: object, profile = 'anchor-car-1') =>
      reweigher.reweigh({ profile, conditions, at: noon })

    expect((await ask({})).share().files).toEqual(region.share().files)
    await expect(ask({}, 'tank')).rejects.toThrow('no profile "tank"')
    await expect(ask({ timeZone: 'Mars/North' })).rejects.toThrow(
      'wrong at "timeZone": is not an IANA time zone',
    )
    await expect(ask({ changes: [{ ...closed, speedFactor: -1 }] })).rejects.toMatchObject({
      code: 'invalid_conditions',
      message: expect.stringContaining('changes.0.speedFactor'),
    })
  })

  it('stops waiting when it is cancelled, and serves the next', async () => {
    const region = await aRegion(aTown)
    await using reweigher = new Reweigher(region)
    const cancel = new AbortController()
    const asked = { profile: 'anchor-car-1', conditions: { changes: [closed] }, at: noon }

    const cancelled = reweigher.reweigh({ ...asked, signal: cancel.signal })
    cancel.abort(new Error('No longer wanted.'))

    await expect(cancelled).rejects.toThrow('No longer wanted.')
    expect((await reweigher.reweigh(asked)).info.name).toBe('town')
  })

  it('fails those who wait when it is disposed of, and not who asks after that', async () => {
    await using reweigher = new Reweigher(await aRegion(aTown))
    const asked = { profile: 'anchor-car-1', conditions: { changes: [closed] }, at: noon }

    const first = reweigher.reweigh(asked)
    const ended = reweigher[Symbol.asyncDispose]()
    const second = reweigher.reweigh(asked)

    await expect(first).rejects.toThrow('has ended')
    await ended
    expect((await second).info.name).toBe('town')
  })

  it('keeps a program alive that does nothing but wait for it, and lets it end', async () => {
    const folder = await aTemporaryFolder()
    const source = join(folder, 'town.osm.pbf')
    await writeFile(source, writePbf(aTown))
    await buildRegion({ source, out: join(folder, 'town') })

    const program = fork(new URL('./reweigh-and-tell.ts', import.meta.url), [join(folder, 'town')])
    const told = new Promise((resolve) => program.once('message', resolve))
    const exitCode = await new Promise((resolve) => program.once('exit', resolve))

    expect(exitCode).toBe(0)
    expect(await told).toBe('town')
  })

  it('refuses an instant that is none', async () => {
    await using reweigher = new Reweigher(await aRegion(aTown))

    await expect(
      reweigher.reweigh({ profile: 'anchor-car-1', conditions: { changes: [closed] }, at: new Date('noon') }),
    ).rejects.toMatchObject({ code: 'invalid_conditions' })
  })
})

describe('travel by the time of day', () => {
  const rushHour = Array.from({ length: 168 }, (_, hour) => (hour % 24 === 8 ? 0.5 : 1))
  const conditions = { traffic: [{ factors: rushHour }], timeZone: 'Asia/Kolkata' }
  // Half past two by UTC is eight o'clock there.
  const eight = Date.parse('2026-11-27T02:30:00Z')
  const hourMs = 3_600_000
  const query = { points: [at(0, 0), at(1, 0)], profile: 'anchor-car-1', conditions }

  it('is cut where the roads change, whatever the zone', async () => {
    await using reweigher = new Reweigher(await aRegion(aTown))
    const span = { from: new Date(eight - hourMs / 2), until: new Date(eight + 2 * hourMs) }

    const slices = await travelSlices(reweigher, span, query)

    expect(slices.map(({ from }) => (from.getTime() - eight) / hourMs)).toEqual([-0.5, 0, 1])
    const [before, during, after] = slices.map(({ matrix }) => matrix.durationS[1]!)
    expect(during! / before!).toBeCloseTo(2, 3)
    expect(after).toBe(before)
  })

  it('covers the rest of the way at the speed of the next hour', async () => {
    await using reweigher = new Reweigher(await aRegion(aTown))
    const usualS = secondsAt(50, blockM)

    const early = await matrixAt(reweigher, new Date(eight - hourMs), query)
    const across = await matrixAt(reweigher, new Date(eight - (usualS / 2) * 1000), query)

    expect(early.durationS[1]).toBeCloseTo(usualS, 2)
    expect(across.durationS[1]).toBeCloseTo(1.5 * usualS, 2)
  })

  it('waits for a closed road where there is no other way', async () => {
    await using reweigher = new Reweigher(await aRegion(aTown))
    const until = '2026-11-27T12:00:00Z'
    const works: RoadChange = { id: 'all', speedFactor: 0, until }
    const shut = { ...query, conditions: { changes: [works] } }

    const { durationS, distanceM } = await matrixAt(reweigher, new Date('2026-11-27T11:00:00Z'), shut)
    const forEver = await matrixAt(reweigher, noon, { ...shut, points: [at(0, 0), at(0, -20)] })

    expect(durationS[1]).toBeCloseTo(3600 + secondsAt(50, blockM), 2)
    expect(distanceM[1]).toBeCloseTo(blockM, 0)
    expect(forEver.durationS[1]).toBe(Infinity)
  })

  it('goes on for as long as is asked, over the day on which the clocks are set back', async () => {
    await using reweigher = new Reweigher(await aRegion(aTown))
    const eightOnSunday = Array.from({ length: 168 }, (_, hour) => (hour === 6 * 24 + 8 ? 0.5 : 1))
    const lisbon = { traffic: [{ factors: eightOnSunday }], timeZone: 'Europe/Lisbon' }
    const span = { from: new Date('2026-10-18T00:00:00Z'), until: new Date('2026-10-26T00:00:00Z') }

    const slices = await travelSlices(reweigher, span, { ...query, conditions: lisbon })

    // Summer time until the 25th, one o'clock by UTC.
    expect(slices.map(({ from }) => from.toISOString().slice(0, 16))).toEqual([
      '2026-10-18T00:00',
      '2026-10-18T07:00',
      '2026-10-18T08:00',
      '2026-10-25T08:00',
      '2026-10-25T09:00',
    ])
  })

  it('never lets who leaves later arrive earlier', () => {
    const stretch = fc.record({
      lastsS: fc.integer({ min: 1, max: 500 }),
      durationS: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 1000 }) }, fc.constant(Infinity)),
    })
    const departures = fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 3000 }))
    fc.assert(
      fc.property(
        fc.array(stretch, { minLength: 1, maxLength: 8 }),
        departures,
        (stretches, [one, other]) => {
          let from = 0
          const slices = stretches.map(({ lastsS, durationS }): TravelSlice => {
            const slice = { from: new Date(from * 1000), matrix: aMatrix(durationS) }
            from += lastsS
            return slice
          })
          const arrival = (s: number): number => s + travelTimeS(slices, 0, new Date(s * 1000))

          expect(arrival(Math.min(one, other))).toBeLessThanOrEqual(arrival(Math.max(one, other)) + 1e-6)
        },
      ),
      { seed: 4, numRuns: 1000 },
    )
  })
})

/** One pair. */
function aMatrix(durationS: number): TravelSlice['matrix'] {
  return {
    rows: 1,
    columns: 1,
    durationS: Float64Array.of(durationS),
    distanceM: Float64Array.of(1),
    sourceSnaps: [undefined],
    targetSnaps: [undefined],
  }
}
