import type { Extract } from '@cartage/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RoadEngine } from '../src/region/road-engine.ts'
import { isNode, randomMap, randomPick, spotOf } from './random-map.ts'
import { ReferenceDrive } from './reference-drive.ts'
import type { Trip } from './reference-drive.ts'
import { roadsOf } from './roads-of.ts'

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
          const { network, grid, metrics } = await roadsOf(extract, turns)
          const engine = new RoadEngine(network, grid, metrics.get('anchor-car-1')!)
          const reference = new ReferenceDrive(extract, turns)
          const spots = picks.map((pick) => spotOf(extract, pick))
          // Where another way crosses within centimetres, either may be meant.
          const snaps = spots.map(({ lon, lat }) => engine.snap(lon, lat)!)
          fc.pre(
            snaps.every(({ wayId }, index) => wayId === spots[index]!.spot.way || isNode(spots[index]!.spot)),
          )

          const matrix = engine.matrix(spots)

          spots.forEach((from, row) =>
            spots.forEach((to, column) => {
              const wanted = reference.between(from.spot, to.spot)
              const cell = row * spots.length + column
              const seen = engine.measure(from, to)
              const route = engine.route([from, to])
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
      { seed: 8, numRuns: 120 },
    )
  }, 120_000)
})

describe('driving a random map on which streets lie on top of each other', () => {
  it('takes as long from junction to junction as the reference says', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomMap,
        fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
        fc.array(randomPick, { minLength: 2, maxLength: 5 }),
        async (extract, doubled, picks) => {
          const ways = extract.ways ?? []
          const copies = doubled.map((pick, index) => ({ ...ways[pick % ways.length]!, id: 120 + index }))
          const map = { ...extract, ways: [...ways, ...copies] }
          const { network, grid, metrics } = await roadsOf(map, true)
          const engine = new RoadEngine(network, grid, metrics.get('anchor-car-1')!)
          const reference = new ReferenceDrive(map, true)
          const spots = picks.map((pick) => spotOf(map, { ...pick, fraction: pick.fraction < 0.5 ? 0 : 1 }))

          for (const from of spots) {
            for (const to of spots) {
              const wanted = reference.between(from.spot, to.spot)
              const seen = engine.measure(from, to)
              expect(isSame(seen, wanted) ? wanted : { ...seen, from: from.spot, to: to.spot }).toEqual(
                wanted,
              )
            }
          }
        },
      ),
      { seed: 5, numRuns: 120 },
    )
  }, 60_000)
})

describe('a street drawn twice', () => {
  it('is no way to turn round at its dead end', async () => {
    const tags = { highway: 'residential' }
    const map: Extract = {
      nodes: [
        { id: 1, lon: 0, lat: 0 },
        { id: 2, lon: 0.001, lat: 0 },
        { id: 3, lon: 0.001, lat: 0.001 },
        { id: 4, lon: 0.002, lat: 0 },
      ],
      ways: [
        { id: 100, refs: [1, 2], tags: { ...tags, oneway: 'yes' } },
        { id: 101, refs: [2, 3], tags },
        { id: 102, refs: [2, 4], tags },
        { id: 103, refs: [2, 4], tags },
      ],
      relations: [
        {
          id: 1000,
          tags: { type: 'restriction', restriction: 'no_left_turn' },
          members: [
            { type: 'way', ref: 100, role: 'from' },
            { type: 'node', ref: 2, role: 'via' },
            { type: 'way', ref: 101, role: 'to' },
          ],
        },
      ],
    }
    const { network, grid, metrics } = await roadsOf(map, true)
    const engine = new RoadEngine(network, grid, metrics.get('anchor-car-1')!)
    const [from, to] = [
      { way: 100, index: 0, fraction: 0 },
      { way: 101, index: 0, fraction: 1 },
    ]

    expect(new ReferenceDrive(map, true).between(from, to)).toBeUndefined()
    expect(engine.measure({ lon: 0, lat: 0 }, { lon: 0.001, lat: 0.001 })).toBeUndefined()
  })
})

/** Length of a line near the equator, where degrees are alike. */
function lineLengthM(line: readonly (readonly [number, number])[]): number {
  return line.reduce((sum, [lon, lat], index) => {
    const [lonBefore, latBefore] = line[Math.max(0, index - 1)]!
    return sum + (Math.hypot(lon - lonBefore, lat - latBefore) * Math.PI * 6_371_008.8) / 180
  }, 0)
}
