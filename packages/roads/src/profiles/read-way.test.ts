import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { aTemporaryFolder } from '../../test/a-temporary-folder.ts'
import { findProfile, profileNames } from './find-profile.ts'
import { isBlockedNode } from './is-blocked-node.ts'
import type { Profile } from './profile.ts'
import { readWay } from './read-way.ts'
import type { WayUse } from './read-way.ts'

const anchor = await findProfile('anchor-car-1')
const truck = await findProfile('truck')
const bike = await findProfile('bike')
const car = await findProfile('car')

const read = (profile: Profile, tags: Record<string, string>): WayUse | undefined =>
  readWay(profile, tags, () => 1000)

describe('the reference profile', () => {
  it.each([
    ['a table speed', { highway: 'tertiary' }, 45],
    ['a posted speed', { highway: 'tertiary', maxspeed: '30' }, 30],
    ['a posted speed with its unit', { highway: 'tertiary', maxspeed: ' 30 km/h ' }, 30],
    ['miles an hour', { highway: 'tertiary', maxspeed: '20 mph' }, 20 * 1.609344],
    ['a word for a limit', { highway: 'motorway', maxspeed: 'none' }, 100],
    ['several limits', { highway: 'residential', maxspeed: '50;70' }, 28],
    ['an absurd limit', { highway: 'residential', maxspeed: '900' }, 28],
    ['a walking limit', { highway: 'residential', maxspeed: '4' }, 28],
  ])('F19: drives %s', (_, tags, speedKmh) => {
    expect(read(anchor, tags)?.forwardKmh).toBe(speedKmh)
  })

  it.each([
    ['footways', { highway: 'footway' }],
    ['areas', { highway: 'service', area: 'yes' }],
    ['private roads', { highway: 'service', access: 'private' }],
    [
      'roads closed to cars, whatever the general access',
      { highway: 'service', motorcar: 'no', access: 'yes' },
    ],
    ['reversible lanes', { highway: 'primary', oneway: 'reversible' }],
    ['a value that is an object method', { highway: 'constructor' }],
  ])('leaves out %s', (_, tags) => {
    expect(read(anchor, tags)).toBeUndefined()
  })

  it('lets the most specific access tag decide alone', () => {
    expect(read(anchor, { highway: 'service', motorcar: 'destination', access: 'no' })).toBeDefined()
  })

  it.each([
    [{ highway: 'primary' }, true, true],
    [{ highway: 'primary', oneway: 'yes' }, true, false],
    [{ highway: 'primary', oneway: '-1' }, false, true],
    [{ highway: 'motorway' }, true, false],
    [{ highway: 'motorway', oneway: 'no' }, true, true],
    [{ highway: 'primary', junction: 'roundabout' }, true, false],
    [{ highway: 'primary', junction: 'roundabout', oneway: 'perhaps' }, true, false],
  ])('reads the directions of %o', (tags, forward, backward) => {
    const use = read(anchor, tags)
    expect([use!.forwardKmh > 0, use!.backwardKmh > 0]).toEqual([forward, backward])
  })

  it.each([
    [{ barrier: 'bollard' }, true],
    [{ barrier: 'bollard', access: 'yes' }, false],
    [{ barrier: 'bollard', motorcar: 'private', access: 'yes' }, true],
    [{ barrier: 'gate' }, false],
    [{ barrier: 'gate', access: 'private' }, true],
    [{ barrier: 'toll_booth', access: 'no' }, false],
    [{ access: 'no' }, false],
  ])('reads the barrier %o', (tags, isBlocked) => {
    expect(isBlockedNode(anchor, tags)).toBe(isBlocked)
  })
})

describe('the other profiles', () => {
  it('keep a lorry off bridges that are too weak or too low', () => {
    expect(read(truck, { highway: 'primary', maxweight: '7.5' })).toBeUndefined()
    expect(read(truck, { highway: 'primary', maxheight: '11\'6"' })).toBeUndefined()
    expect(read(truck, { highway: 'primary', maxweight: '40 t', maxheight: 'default' })).toBeDefined()
    expect(read(truck, { highway: 'primary', hgv: 'no' })).toBeUndefined()
    expect(read(car, { highway: 'primary', maxweight: '7.5', hgv: 'no' })).toBeDefined()
  })

  it('let a bike ride on cycleways, against signed one-way streets, and on footways where allowed', () => {
    expect(read(bike, { highway: 'cycleway' })).toBeDefined()
    expect(read(bike, { highway: 'residential', oneway: 'yes', 'oneway:bicycle': 'no' })).toMatchObject({
      backwardKmh: 16,
    })
    expect(read(bike, { highway: 'footway' })?.forwardKmh).toBe(4)
    expect(read(bike, { highway: 'footway', bicycle: 'yes' })?.forwardKmh).toBe(8)
    expect(read(bike, { highway: 'motorway' })).toBeUndefined()
  })

  it('drive slower than posted in town and no faster than the ground allows', () => {
    const street = read(car, { highway: 'residential', maxspeed: '50' })
    const dirt = read(car, { highway: 'unclassified', surface: 'dirt' })

    expect(street?.forwardKmh).toBeLessThan(35)
    expect(dirt?.forwardKmh).toBe(20)
  })
})

describe('finding a profile', () => {
  it('names the known ones when asked for another', async () => {
    await expect(findProfile('tank')).rejects.toMatchObject({
      code: 'unknown_profile',
      message: expect.stringContaining(profileNames.join(', ')),
    })
  })

  it('reads one from a file, and names the field that is wrong', async () => {
    const folder = await aTemporaryFolder()
    const good = join(folder, 'scooter.json')
    const bad = join(folder, 'bad.json')
    await writeFile(good, JSON.stringify({ ...bike, name: 'scooter', topSpeedKmh: 25 }))
    await writeFile(bad, JSON.stringify({ ...bike, topSpeedKmh: 'fast' }))

    expect((await findProfile(good)).name).toBe('scooter')
    await expect(findProfile(bad)).rejects.toMatchObject({
      code: 'invalid_profile',
      message: expect.stringContaining('"topSpeedKmh"'),
    })
  })
})
