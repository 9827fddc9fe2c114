import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writePbf } from '@cartage/testing'
import type { Extract } from '@cartage/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readOsm } from '../src/osm/read-osm.ts'
import { findProfile } from '../src/profiles/find-profile.ts'
import { buildRoads } from '../src/region/build-roads.ts'
import { RoadEngine } from '../src/region/road-engine.ts'
import { aTemporaryFolder } from './a-temporary-folder.ts'
import { ReferenceDrive } from './reference-drive.ts'
import type { Spot, Trip } from './reference-drive.ts'

const anchor = await findProfile('anchor-car-1')

async function engineOf(extract: Extract, turns: boolean): Promise<RoadEngine | undefined> {
  const source = join(await aTemporaryFolder(), 'map.osm.pbf')
  await writeFile(source, writePbf(extract))
  const built = await buildRoads(await readOsm(source), [anchor], { source, turns })
  return new RoadEngine(built.network, built.grid, built.metrics.get(anchor.name)!)
}

/**
 * Random streets: few nodes, so that they meet often, in general position, so that every spot has one nearest segment. Two nodes
 * are joined by one way at most, as a spot could not tell two apart; dead ends, rings, one-ways, bollards and restrictions occur.
 */
const randomMap = fc.integer({ min: 3, max: 9 }).chain((nodeCount) => {
  const nodeId = fc.integer({ min: 1, max: nodeCount })
  const coordinate = fc.integer({ min: 0, max: 200 }).map((value) => (value * 97) / 1e6)
  const wayId = fc.integer({ min: 100, max: 109 })
  return fc
    .record({
      places: fc.uniqueArray(fc.tuple(coordinate, coordinate), {
        minLength: nodeCount,
        maxLength: nodeCount,
        selector: ([lon, lat]) => `${lon} ${lat}`,
      }),
      bollards: fc.uniqueArray(nodeId, { maxLength: 2 }),
      walks: fc.array(fc.array(nodeId, { minLength: 2, maxLength: 5 }), { minLength: 2, maxLength: 8 }),
      oneways: fc.array(fc.constantFrom('no', 'no', 'yes', '-1'), { minLength: 10, maxLength: 10 }),
      speeds: fc.array(fc.integer({ min: 10, max: 90 }), { minLength: 10, maxLength: 10 }),
      restrictions: fc.array(
        fc.record({
          kind: fc.constantFrom('no_left_turn', 'no_straight_on', 'only_right_turn', 'only_straight_on'),
          from: wayId,
          via: nodeId,
          to: wayId,
        }),
        { maxLength: 4 },
      ),
    })
    .map(({ places, bollards, walks, oneways, speeds, restrictions }): Extract => {
      const joined = new Set<string>()
      const ways = walks.flatMap((walk, index) => {
        const refs = [walk[0]!]
        for (const ref of walk.slice(1)) {
          const key = [refs.at(-1)!, ref].toSorted().join(' ')
          if (ref === refs.at(-1) || joined.has(key)) continue
          joined.add(key)
          refs.push(ref)
        }
        const tags = { highway: 'residential', oneway: oneways[index]!, maxspeed: String(speeds[index]) }
        return refs.length > 1 ? [{ id: 100 + index, refs, tags }] : []
      })
      return {
        nodes: places.map(([lon, lat], index) => ({
          id: index + 1,
          lon,
          lat,
          ...(bollards.includes(index + 1) ? { tags: { barrier: 'bollard' } } : {}),
        })),
        ways,
        relations: restrictions.map(({ kind, from, via, to }, index) => ({
          id: 1000 + index,
          tags: { type: 'restriction', restriction: kind },
          members: [
            { type: 'way' as const, ref: from, role: 'from' },
            { type: 'node' as const, ref: via, role: 'via' },
            { type: 'way' as const, ref: to, role: 'to' },
          ],
        })),
      }
    })
    .filter(({ ways = [] }) => ways.length > 0)
})

const randomPick = fc.record({
  way: fc.nat(),
  index: fc.nat(),
  fraction: fc.constantFrom(0, 0.13, 0.5, 0.82, 1),
})

/** A spot, and its coordinates. */
function spotOf({ nodes, ways = [] }: Extract, pick: { way: number; index: number; fraction: number }) {
  const way = ways[pick.way % ways.length]!
  const index = pick.index % (way.refs.length - 1)
  const [a, b] = [way.refs[index], way.refs[index + 1]].map((ref) => nodes.find(({ id }) => id === ref)!)
  const spot: Spot = { way: way.id, index, fraction: pick.fraction }
  return {
    spot,
    lon: a!.lon + pick.fraction * (b!.lon - a!.lon),
    lat: a!.lat + pick.fraction * (b!.lat - a!.lat),
  }
}

/** Whole milliseconds and decimetres by edge, and a spot is snapped to a whole ten-millionth of a degree. */
function isSame(
  seen: { durationS: number; distanceM: number } | undefined,
  wanted: Trip | undefined,
): boolean {
  if (!seen || !wanted) return seen === undefined && wanted === undefined
  return Math.abs(seen.durationS - wanted.seconds) < 0.05
}

describe.each([true, false])('driving a random map, turns counting: %s', (turns) => {
  it('takes as long as the reference says, one trip at a time, in a matrix and as a route', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomMap,
        fc.array(randomPick, { minLength: 2, maxLength: 6 }),
        async (extract, picks) => {
          const engine = await engineOf(extract, turns)
          const reference = new ReferenceDrive(extract, turns)
          const spots = picks.map((pick) => spotOf(extract, pick))
          // Where another way crosses within centimetres, either may be meant.
          const snaps = spots.map(({ lon, lat }) => engine!.snap(lon, lat)!)
          fc.pre(
            snaps.every(({ wayId }, index) => wayId === spots[index]!.spot.way || isNode(spots[index]!.spot)),
          )

          const matrix = engine!.matrix(spots)

          spots.forEach((from, row) =>
            spots.forEach((to, column) => {
              const wanted = reference.between(from.spot, to.spot)
              const cell = row * spots.length + column
              const seen = engine!.measure(from, to)
              const route = engine!.route([from, to])
              // Only what differs is compared, so that a failure shows it.
              expect(isSame(seen, wanted) ? wanted : { ...seen, from: from.spot, to: to.spot }).toEqual(
                wanted,
              )
              expect(matrix.durationS[cell]).toBe(seen?.durationS ?? Infinity)
              expect(matrix.distanceM[cell]).toBe(seen?.distanceM ?? Infinity)
              expect(route && { durationS: route.durationS, distanceM: route.distanceM }).toEqual(seen)
              expect(lineLengthM(route?.geometry ?? [])).toBeCloseTo(route?.distanceM ?? 0, -1)
            }),
          )
        },
      ),
      { seed: 8, numRuns: 400 },
    )
  }, 120_000)
})

function isNode({ fraction }: Spot): boolean {
  return fraction === 0 || fraction === 1
}

/** Length of a line near the equator, where degrees are alike. */
function lineLengthM(line: readonly (readonly [number, number])[]): number {
  return line.reduce((sum, [lon, lat], index) => {
    const [lonBefore, latBefore] = line[Math.max(0, index - 1)]!
    return sum + (Math.hypot(lon - lonBefore, lat - latBefore) * Math.PI * 6_371_008.8) / 180
  }, 0)
}
