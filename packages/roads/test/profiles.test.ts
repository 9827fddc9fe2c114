import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Tags } from '../src/index.ts'
import { readOsm } from '../src/osm/read-osm.ts'
import { findProfile, profileNames } from '../src/profiles/find-profile.ts'
import { highwayValues } from '../src/profiles/highway-values.ts'
import { isBlockedNode } from '../src/profiles/is-blocked-node.ts'
import { nodeCostS } from '../src/profiles/node-cost.ts'
import { readWay } from '../src/profiles/read-way.ts'
import { sharedFile } from './shared-extract.ts'

const keys = [
  'highway access vehicle motor_vehicle motorcar goods hgv bicycle foot oneway oneway:bicycle cycleway junction service',
  'maxspeed maxspeed:forward maxspeed:hgv maxweight maxheight maxlength hazmat hazmat:C surface smoothness tracktype toll',
  'tunnel route duration barrier locked crossing motorroad sidewalk access:forward motor_vehicle:backward area',
].flatMap((line) => line.split(' '))
const values = [
  ...highwayValues,
  ...'yes no private destination designated dismount use_sidepath delivery -1 reversible opposite ferry 50 0 00:10'.split(
    ' ',
  ),
  ...'99999999 1e9 -5 PT:urban DE:zone:30 DE:0 walk constructor __proto__ toString gate bollard PT0S grade5'.split(
    ' ',
  ),
  '30 mph',
  '11\'6"',
  'traffic_signals',
  '',
  '\0',
]

/** Mostly tags that mean something, in any combination, with anything else among them. */
const anyTags = fc.dictionary(
  fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...keys) }, fc.string()),
  fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...values) }, fc.string()),
  { maxKeys: 12, noNullPrototype: false },
)

describe.each(profileNames)('%s', (name) => {
  it('makes a sensible speed of any tags whatever', async () => {
    const profile = await findProfile(name)

    fc.assert(
      fc.property(anyTags, fc.double({ min: 0, max: 1e7, noNaN: true }), (tags, lengthM) => {
        const use = readWay(profile, tags, () => lengthM)
        if (!use) return
        expect(Math.max(use.forwardKmh, use.backwardKmh)).toBeGreaterThan(0)
        for (const speedKmh of [use.forwardKmh, use.backwardKmh]) {
          expect(speedKmh === 0 || (speedKmh >= 0.5 && speedKmh <= 150)).toBe(true)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('makes a sensible halt of any node whatever', async () => {
    const profile = await findProfile(name)

    fc.assert(
      fc.property(anyTags, (tags) => {
        expect(typeof isBlockedNode(profile, tags)).toBe('boolean')
        expect(nodeCostS(profile, tags)).toBeGreaterThanOrEqual(0)
        expect(nodeCostS(profile, tags)).toBeLessThanOrEqual(600)
      }),
      { numRuns: 1000 },
    )
  })
})

const profileRules = z.looseObject({
  speeds_kmh: z.record(z.string(), z.number()),
  access_keys_most_specific_first: z.array(z.string()),
  maxspeed_min_kmh: z.number(),
  maxspeed_max_kmh: z.number(),
  mph_to_kmh: z.number(),
})

const rules = sharedFile('osm/profile.json')

/*
 * The rules of the reference profile once more, straight from their description and its own file of figures, so that no table and
 * no code is shared with what is tested.
 */
describe.skipIf(rules === undefined)('anchor-car-1 by the rules as they are written', () => {
  let reference: z.infer<typeof profileRules>

  beforeAll(() => {
    reference = profileRules.parse(JSON.parse(readFileSync(rules!, 'utf8')))
  })

  const firstAccess = (tags: Tags): string | undefined =>
    reference.access_keys_most_specific_first.map((key) => tags[key]).find((value) => value !== undefined)

  const isAmong = (list: `${string}_values`, value: string | undefined): boolean =>
    value !== undefined && (reference[list] as readonly string[]).includes(value)

  const speedKmh = (tags: Tags): number => {
    const table = reference.speeds_kmh[tags['highway']!]!
    const posted = /^ *(\d+)(?: *(km\/h|mph))? *$/.exec(tags['maxspeed'] ?? '')
    if (!posted) return table
    const limit = Number(posted[1]) * (posted[2] === 'mph' ? reference.mph_to_kmh : 1)
    return limit >= reference.maxspeed_min_kmh && limit <= reference.maxspeed_max_kmh ? limit : table
  }

  const way = (tags: Tags): readonly [number, number] | undefined => {
    const { highway = '', oneway, junction } = tags
    if (!Object.hasOwn(reference.speeds_kmh, highway) || tags['area'] === 'yes') return undefined
    if (isAmong('access_blocked_values', firstAccess(tags))) return undefined
    if (isAmong('oneway_closed_values', oneway)) return undefined
    const speed = speedKmh(tags)
    if (isAmong('oneway_forward_values', oneway)) return [speed, 0]
    if (isAmong('oneway_backward_values', oneway)) return [0, speed]
    if (isAmong('oneway_both_values', oneway)) return [speed, speed]
    const isImplied =
      isAmong('implied_oneway_junction_values', junction) || isAmong('implied_oneway_highway_values', highway)
    return [speed, isImplied ? 0 : speed]
  }

  const isBlocked = (tags: Tags): boolean => {
    const access = firstAccess(tags)
    const isRefused = isAmong('access_blocked_values', access)
    if (isAmong('blocking_barrier_values', tags['barrier'])) return access === undefined || isRefused
    return isAmong('gate_barrier_values', tags['barrier']) && isRefused
  }

  const agrees = (seen: ReturnType<typeof readWay>, wanted: ReturnType<typeof way>): boolean =>
    wanted === undefined
      ? seen === undefined
      : seen?.forwardKmh === wanted[0] && seen.backwardKmh === wanted[1] && !seen.isDestinationOnly

  it('reads any tags whatever as they say', async () => {
    const anchor = await findProfile('anchor-car-1')

    fc.assert(
      fc.property(anyTags, (tags) => {
        expect(
          agrees(
            readWay(anchor, tags, () => 1),
            way(tags),
          ),
        ).toBe(true)
        expect(isBlockedNode(anchor, tags)).toBe(isBlocked(tags))
        expect(nodeCostS(anchor, tags)).toBe(0)
      }),
      { numRuns: 5000 },
    )
  })

  it.each(['monaco', 'columbus'])('reads every way and node of %s as they say', async (area) => {
    const anchor = await findProfile('anchor-car-1')
    const { wayTags, nodeTags } = await readOsm(sharedFile(`osm/${area}.osm.pbf`)!)

    expect(
      wayTags.filter(
        (tags) =>
          !agrees(
            readWay(anchor, tags, () => 1),
            way(tags),
          ),
      ),
    ).toEqual([])
    expect([...nodeTags.values()].filter((tags) => isBlockedNode(anchor, tags) !== isBlocked(tags))).toEqual(
      [],
    )
    expect(wayTags.some((tags) => way(tags) !== undefined)).toBe(true)
  })
})
