import type { Extract } from '@cartage/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Customizer } from '../src/hierarchy/customize.ts'
import { searchGraph } from '../src/hierarchy/search-graph.ts'
import { liveMetric } from '../src/live/live-metric.ts'
import { checkConditions } from '../src/live/road-change.ts'
import { segmentDelays } from '../src/live/segment-delays.ts'
import { readOsm } from '../src/osm/read-osm.ts'
import { findProfile } from '../src/profiles/find-profile.ts'
import { buildRoads } from '../src/region/build-roads.ts'
import { RoadEngine } from '../src/region/road-engine.ts'
import { aGridTown, viaRestrictions } from './a-grid-town.ts'
import { blockM } from './block-measures.ts'
import { ReferenceDrive } from './reference-drive.ts'
import { anchorWithVias, roadsOf, withMetrics } from './roads-of.ts'
import { sharedFile } from './shared-extract.ts'
import { randomNumbers } from './simulated-drive.ts'

const porto = sharedFile('osm/porto.osm.pbf')

/**
 * Two carriageways and the link between them, which two ways make up:
 *
 *             7
 *             |40
 *     3 <-12- 2 <-11- 1
 *     |       |20
 *     |30     9
 *     |       |21
 *     4 -31-> 5 -32-> 6
 *             |41
 *             8         two blocks down
 */
const carriageways: Extract = {
  nodes: [
    { id: 1, lon: 0.002, lat: 0.001 },
    { id: 2, lon: 0.001, lat: 0.001 },
    { id: 3, lon: 0, lat: 0.001 },
    { id: 4, lon: 0, lat: 0 },
    { id: 5, lon: 0.001, lat: 0 },
    { id: 6, lon: 0.002, lat: 0 },
    { id: 7, lon: 0.001, lat: 0.002 },
    { id: 8, lon: 0.001, lat: -0.002 },
    { id: 9, lon: 0.001, lat: 0.0005 },
  ],
  ways: [
    { id: 11, refs: [1, 2], tags: { highway: 'residential', oneway: 'yes' } },
    { id: 12, refs: [2, 3], tags: { highway: 'residential', oneway: 'yes' } },
    { id: 20, refs: [2, 9], tags: { highway: 'residential' } },
    { id: 21, refs: [5, 9], tags: { highway: 'residential' } },
    { id: 30, refs: [3, 4], tags: { highway: 'residential' } },
    { id: 31, refs: [4, 5], tags: { highway: 'residential', oneway: 'yes' } },
    { id: 32, refs: [5, 6], tags: { highway: 'residential', oneway: 'yes' } },
    { id: 40, refs: [7, 2], tags: { highway: 'residential' } },
    { id: 41, refs: [5, 8], tags: { highway: 'residential' } },
  ],
}

const at = (lon: number, lat: number) => ({ lon: lon / 1000, lat: lat / 1000 })
const places = {
  north: at(1, 2),
  east: at(2, 1),
  linkStart: at(1, 1),
  firstVia: at(1, 0.75),
  lastVia: at(1, 0.25),
  back: at(2, 0),
  south: at(1, -2),
}
type Place = keyof typeof places

function aRestriction(
  restriction: string,
  [from, ...others]: readonly number[],
  tags: Record<string, string> = {},
): NonNullable<Extract['relations']>[number] {
  const member = (ref: number, role: string) => ({ type: 'way' as const, ref, role })
  return {
    id: 1000 + others.length,
    tags: { type: 'restriction', restriction, ...tags },
    members: [
      member(from!, 'from'),
      ...others.slice(0, -1).map((via) => member(via, 'via')),
      member(others.at(-1)!, 'to'),
    ],
  }
}

const noUTurn = aRestriction('no_u_turn', [11, 20, 21, 32])

async function enginesOf(relations: NonNullable<Extract['relations']>, profile = anchorWithVias) {
  const { network, grid, metrics } = await roadsOf({ ...carriageways, relations }, true, [profile])
  const metric = metrics.get(profile.name)!
  return { network, grid, metric, engine: new RoadEngine(network, grid, metric) }
}

/** Of a trip, in steps of a quarter. */
function blocks(engine: RoadEngine, from: Place, to: Place): number | undefined {
  const trip = engine.measure(places[from], places[to])
  return trip && Math.round((trip.distanceM / blockM) * 4) / 4
}

describe('a turn that is forbidden over via ways', () => {
  it.each<[string, Place, Place, number]>([
    ['is not made by who comes from the forbidden way', 'east', 'back', 5],
    ['is made by who comes from elsewhere', 'north', 'back', 3],
    ['is made by who begins at the first via way', 'linkStart', 'back', 2],
    ['is made by who begins on a via way', 'firstVia', 'back', 1.75],
    ['lets who comes from the forbidden way end on the first via way', 'east', 'firstVia', 1.25],
    ['lets who comes from the forbidden way end on the last via way', 'east', 'lastVia', 1.75],
    ['lets who comes from the forbidden way leave by others', 'east', 'south', 4],
  ])('%s', async (_, from, to, wanted) => {
    const { engine } = await enginesOf([noUTurn])
    const matrix = engine.matrix([places[from], places[to]])
    const route = engine.route([places[from], places[to]], { steps: true })!

    expect(blocks(engine, from, to)).toBe(wanted)
    expect(Math.round((matrix.distanceM[1]! / blockM) * 4) / 4).toBe(wanted)
    expect(route.distanceM).toBe(matrix.distanceM[1])
    expect(route.legs[0]!.steps!.reduce((sum, step) => sum + step.distanceM, 0)).toBeCloseTo(
      route.distanceM,
      3,
    )
  })

  it.each<[string, NonNullable<Extract['relations']>, Place, Place, number]>([
    ['in any order of its members', [aRestriction('no_u_turn', [11, 21, 20, 32])], 'east', 'back', 5],
    ['not where its ways do not join', [aRestriction('no_u_turn', [11, 20, 32])], 'east', 'back', 3],
    ['not where a via way is not there', [aRestriction('no_u_turn', [11, 20, 99, 32])], 'east', 'back', 3],
    [
      'not for whom it excepts',
      [aRestriction('no_u_turn', [11, 20, 21, 32], { except: 'psv;motorcar' })],
      'east',
      'back',
      3,
    ],
    [
      'where another one is allowed only',
      [aRestriction('only_straight_on', [11, 20, 21, 41])],
      'east',
      'back',
      5,
    ],
    [
      'where another one shares its way',
      [noUTurn, aRestriction('no_straight_on', [20, 21, 41])],
      'east',
      'south',
      6,
    ],
    [
      'where another one goes on from it',
      [aRestriction('no_u_turn', [11, 20, 21]), noUTurn],
      'east',
      'lastVia',
      3.75,
    ],
  ])('holds %s', async (_, relations, from, to, wanted) => {
    const { engine } = await enginesOf(relations)

    expect(blocks(engine, from, to)).toBe(wanted)
  })

  it('holds for all profiles but the reference and who walks', async () => {
    const names = ['car', 'van', 'truck', 'bike', 'walk', 'anchor-car-1']
    const { network, grid, metrics } = await roadsOf({ ...carriageways, relations: [noUTurn] }, true, names)
    const seen = names.filter((name) => {
      const engine = new RoadEngine(network, grid, metrics.get(name)!)
      return blocks(engine, 'linkStart', 'back') !== 2 || blocks(engine, 'east', 'back') !== 3
    })

    expect(seen).toEqual(['car', 'van', 'truck', 'bike'])
  })

  it('counts turns of a route over via ways as they are', async () => {
    const { engine } = await enginesOf([noUTurn], await findProfile('car'))
    const leg = engine.route([places.east, places.south], { steps: true })!.legs[0]!

    expect(leg.steps!.reduce((sum, { durationS }) => sum + durationS, 0)).toBeCloseTo(leg.durationS, 3)
    expect(leg.durationS).toBe(engine.measure(places.east, places.south)!.durationS)
  })

  it('is no way round a via way that is closed', async () => {
    const { network, grid, metric } = await enginesOf([noUTurn])
    const works = { id: 'works', roads: [{ wayId: 20, ...places.firstVia }], speedFactor: 0 }
    const delay = segmentDelays(
      network,
      checkConditions({ changes: [works] }),
      new Date('2026-11-27T12:00:00Z'),
    )
    const live = new RoadEngine(
      network,
      grid,
      liveMetric(network, new Customizer(searchGraph(network)), metric, delay),
    )

    expect(blocks(live, 'east', 'lastVia')).toBe(4.25)
    expect(blocks(live, 'north', 'back')).toBe(5)
  })

  it('leaves a trace that is driven over via ways on them', async () => {
    const { engine } = await enginesOf([noUTurn])
    const driven = [at(1.9, 1), at(1.3, 1), at(1, 0.6), at(1, 0.1), at(1, -0.6)]

    const [matching, ...others] = engine.match(driven)

    expect(others).toEqual([])
    expect(matching!.points.map(({ wayId }) => wayId)).toEqual([11, 11, 20, 21, 41])
    expect(matching!.distanceM / blockM).toBeCloseTo(2.5, 2)
  })

  it('counts where turns are off as if it were not there', async () => {
    const { network, grid, metrics } = await roadsOf({ ...carriageways, relations: [noUTurn] }, false)
    const engine = new RoadEngine(network, grid, metrics.get('anchor-car-1')!)

    expect(blocks(engine, 'east', 'back')).toBe(3)
    expect(network.copiedArc).toHaveLength(0)
  })
})

describe('a town full of restrictions over via ways', () => {
  it('is driven as the reference drives it, under closures and other speeds too', async () => {
    const isOtherwise: boolean[] = []
    await fc.assert(
      fc.asyncProperty(fc.nat(1e6), fc.boolean(), async (seed, isChanged) => {
        const random = randomNumbers(seed)
        const town = aGridTown({ size: 4, blockDeg: 0.0015, seed, missing: 0.05 })
        const map = { ...town, relations: viaRestrictions(town, 40, random) }
        const ways = town.ways!
        const nodeOf = (id: number) => town.nodes.find((node) => node.id === id)!
        const spots = Array.from({ length: 6 }, () => {
          const { id, refs } = ways[Math.floor(random() * ways.length)]!
          const [a, b] = [nodeOf(refs[0]!), nodeOf(refs[1]!)]
          const fraction = [0, 0.3, 0.6][Math.floor(random() * 3)]!
          const lon = a.lon + fraction * (b.lon - a.lon)
          return { spot: { way: id, index: 0, fraction }, lon, lat: a.lat + fraction * (b.lat - a.lat) }
        })
        const changed = isChanged
          ? ways.filter(({ id }) => random() < 0.2 && !spots.some(({ spot }) => spot.way === id))
          : []
        const factors = new Map(changed.map(({ id }) => [id, random() < 0.5 ? 0 : 0.3]))
        const changes = changed.map(({ id, refs }) => {
          const { lon, lat } = nodeOf(refs[0]!)
          return { id: String(id), roads: [{ wayId: id, lon, lat }], speedFactor: factors.get(id)! }
        })
        const { network, grid, metrics } = await roadsOf(map, true)
        const delay = segmentDelays(network, checkConditions({ changes }), new Date('2026-11-27T12:00:00Z'))
        const usual = metrics.get(anchorWithVias.name)!
        const metric = liveMetric(network, new Customizer(searchGraph(network)), usual, delay)
        const engine = new RoadEngine(network, grid, metric)
        const delayOf = (way: number): number => 1 / (factors.get(way) ?? 1)
        const reference = new ReferenceDrive(map, true, delayOf)
        const unrestricted = new ReferenceDrive(town, true, delayOf)

        const { durationS } = engine.matrix(spots)

        spots.forEach((from, row) =>
          spots.forEach((to, column) => {
            const wanted = reference.between(from.spot, to.spot)?.seconds ?? Infinity
            const seen = durationS[row * spots.length + column]!
            isOtherwise.push(wanted !== (unrestricted.between(from.spot, to.spot)?.seconds ?? Infinity))

            expect(engine.measure(from, to)?.durationS ?? Infinity).toBe(seen)
            expect(engine.route([from, to])?.durationS ?? Infinity).toBe(seen)
            expect(Math.abs(seen - wanted) < 0.05 || seen === wanted ? wanted : seen).toBe(wanted)
          }),
        )
      }),
      { seed: 3, numRuns: 40 },
    )
    // The restrictions do matter.
    expect(isOtherwise.filter(Boolean).length).toBeGreaterThan(isOtherwise.length / 20)
  }, 120_000)
})

it.skipIf(porto === undefined)(
  'the U-turn from the Estrada da Circunvalação over the Rua do Amial in Porto is not made',
  async () => {
    const source = porto!
    const car = await findProfile('car')
    const atNodes = { ...car, name: 'at-nodes', turnRestrictions: 'at-nodes' as const }
    const { network, grid, metrics } = await withMetrics(
      await buildRoads(await readOsm(source), [car, atNodes], { source, turns: true }),
    )
    const [bound, free] = [car, atNodes].map(({ name }) => new RoadEngine(network, grid, metrics.get(name)!))
    const [outwards, back] = [
      { lon: -8.613, lat: 41.18338 },
      { lon: -8.6131, lat: 41.18319 },
    ]
    const amial = { lon: -8.61344, lat: 41.18323 }

    expect(free!.measure(outwards, back)!.distanceM).toBeLessThan(100)
    expect(bound!.measure(outwards, back)!.distanceM).toBeGreaterThan(500)
    expect(bound!.measure(outwards, amial)).toEqual(free!.measure(outwards, amial))
    expect(bound!.measure(amial, back)).toEqual(free!.measure(amial, back))
  },
  60_000,
)
