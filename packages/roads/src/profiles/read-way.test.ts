import { describe, expect, it } from 'vitest'
import { findProfile } from './find-profile.ts'
import { mergePatch } from './merge-patch.ts'
import { profileSchema } from './profile.ts'
import type { Profile } from './profile.ts'
import { readWay } from './read-way.ts'
import type { WayUse } from './read-way.ts'

const anchor = await findProfile('anchor-car-1')
const car = await findProfile('car')
const van = await findProfile('van')
const truck = await findProfile('truck')
const bike = await findProfile('bike')
const walk = await findProfile('walk')

const read = (profile: Profile, tags: Record<string, string>): WayUse | undefined =>
  readWay(profile, tags, () => 1000)

/** `through` for any trip, `own` for trips that begin or end there, `closed`. */
const openness = (profile: Profile, tags: Record<string, string>): string => {
  const use = read(profile, tags)
  if (!use) return 'closed'
  return use.isDestinationOnly ? 'own' : 'through'
}

const directions = (profile: Profile, tags: Record<string, string>): string => {
  const use = read(profile, tags)
  return `${use && use.forwardKmh > 0 ? 'forward' : ''}${use && use.backwardKmh > 0 ? 'backward' : ''}`
}

const changed = (profile: Profile, patch: object): Profile => profileSchema.parse(mergePatch(profile, patch))

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
    expect(directions(anchor, tags)).toBe(`${forward ? 'forward' : ''}${backward ? 'backward' : ''}`)
  })

  it('reads neither speeds by direction, words for limits, ferries nor surfaces', () => {
    const road = { highway: 'primary', 'maxspeed:forward': '30', surface: 'mud', tracktype: 'grade5' }

    expect(read(anchor, road)).toEqual({ forwardKmh: 65, backwardKmh: 65, isDestinationOnly: false })
    expect(read(anchor, { highway: 'primary', maxspeed: 'PT:urban' })?.forwardKmh).toBe(65)
    expect(read(anchor, { route: 'ferry', motor_vehicle: 'yes' })).toBeUndefined()
  })
})

describe('access', () => {
  it.each([
    ['car', { highway: 'residential' }, 'through'],
    ['car', { highway: 'residential', access: 'permissive' }, 'through'],
    ['car', { highway: 'residential', access: 'private' }, 'own'],
    ['car', { highway: 'residential', motor_vehicle: 'destination' }, 'own'],
    ['car', { highway: 'service', access: 'customers' }, 'own'],
    ['car', { highway: 'service', access: 'no', delivery: 'yes' }, 'closed'],
    ['car', { highway: 'service', service: 'parking_aisle' }, 'own'],
    ['car', { highway: 'service', service: 'driveway' }, 'own'],
    ['car', { highway: 'service', service: 'alley' }, 'through'],
    ['car', { highway: 'living_street' }, 'through'],
    ['car', { highway: 'service', access: 'no', psv: 'yes' }, 'closed'],
    ['car', { highway: 'service', motor_vehicle: 'psv' }, 'closed'],
    ['car', { highway: 'busway' }, 'closed'],
    ['car', { highway: 'track' }, 'closed'],
    ['car', { highway: 'track', access: 'yes' }, 'through'],
    ['car', { highway: 'track', motor_vehicle: 'private' }, 'own'],
    ['car', { highway: 'track', motor_vehicle: 'agricultural' }, 'closed'],
    ['car', { highway: 'pedestrian' }, 'closed'],
    ['car', { highway: 'pedestrian', access: 'yes' }, 'closed'],
    ['car', { highway: 'pedestrian', motor_vehicle: 'delivery' }, 'own'],
    ['car', { highway: 'cycleway', motor_vehicle: 'yes' }, 'closed'],
    ['car', { highway: 'motorway', hov: 'designated' }, 'closed'],
    ['car', { highway: 'residential', smoothness: 'impassable' }, 'closed'],
    ['car', { highway: 'residential', 'access:conditional': 'no @ (22:00-06:00)' }, 'through'],
    ['van', { highway: 'residential', goods: 'no' }, 'closed'],
    ['van', { highway: 'residential', goods: 'delivery', motor_vehicle: 'no' }, 'own'],
    ['truck', { highway: 'primary', hgv: 'no' }, 'closed'],
    ['truck', { highway: 'primary', hgv: 'destination' }, 'own'],
    ['truck', { highway: 'primary', hgv: 'discouraged' }, 'own'],
    ['truck', { highway: 'primary', hgv: 'designated', motor_vehicle: 'no' }, 'through'],
    ['truck', { highway: 'track', hgv: 'yes' }, 'closed'],
    ['bike', { highway: 'cycleway' }, 'through'],
    ['bike', { highway: 'motorway' }, 'closed'],
    ['bike', { highway: 'primary', motorroad: 'yes' }, 'closed'],
    ['bike', { highway: 'primary', bicycle: 'use_sidepath' }, 'closed'],
    ['bike', { highway: 'trunk' }, 'closed'],
    ['bike', { highway: 'trunk', bicycle: 'yes' }, 'through'],
    ['bike', { highway: 'busway' }, 'closed'],
    ['bike', { highway: 'busway', bicycle: 'yes' }, 'through'],
    ['bike', { highway: 'service', access: 'no', bus: 'designated', bicycle: 'yes' }, 'through'],
    ['bike', { highway: 'service', motor_vehicle: 'no' }, 'through'],
    ['bike', { highway: 'cycleway', cargo_bike: 'no' }, 'closed'],
    ['bike', { highway: 'footway', bicycle: 'no' }, 'closed'],
    ['bike', { highway: 'footway', access: 'private' }, 'own'],
    ['bike', { highway: 'pedestrian' }, 'through'],
    ['bike', { highway: 'steps' }, 'closed'],
    ['bike', { highway: 'steps', 'ramp:bicycle': 'yes' }, 'through'],
    ['bike', { highway: 'cycleway', maxwidth: '0.8' }, 'closed'],
    ['walk', { highway: 'footway' }, 'through'],
    ['walk', { highway: 'steps' }, 'through'],
    ['walk', { highway: 'residential', vehicle: 'no' }, 'through'],
    ['walk', { highway: 'residential', foot: 'private' }, 'own'],
    ['walk', { highway: 'primary', foot: 'no' }, 'closed'],
    ['walk', { highway: 'primary', foot: 'use_sidepath' }, 'closed'],
    ['walk', { highway: 'primary', motorroad: 'yes' }, 'closed'],
    ['walk', { highway: 'motorway' }, 'closed'],
    ['walk', { highway: 'trunk' }, 'closed'],
    ['walk', { highway: 'trunk', sidewalk: 'both' }, 'through'],
    ['walk', { highway: 'trunk', 'sidewalk:left': 'separate' }, 'through'],
  ])('for a %s on %o is %s', (name, tags, wanted) => {
    const profile = { car, van, truck, bike, walk }[name]
    expect(openness(profile!, tags)).toBe(wanted)
  })
})

describe('directions', () => {
  it.each([
    ['car', { highway: 'primary', oneway: 'alternating' }, 'forwardbackward'],
    ['car', { highway: 'primary', oneway: 'reversible' }, ''],
    ['car', { highway: 'residential', 'motor_vehicle:backward': 'no' }, 'forward'],
    ['car', { highway: 'residential', 'vehicle:forward': 'no' }, 'backward'],
    ['car', { highway: 'residential', access: 'no', 'motorcar:forward': 'yes' }, 'forward'],
    ['bike', { highway: 'residential', oneway: 'yes' }, 'forward'],
    ['bike', { highway: 'residential', oneway: 'yes', 'oneway:bicycle': 'no' }, 'forwardbackward'],
    ['bike', { highway: 'residential', oneway: 'yes', cycleway: 'opposite' }, 'forwardbackward'],
    ['bike', { highway: 'residential', oneway: 'yes', 'cycleway:left': 'opposite_lane' }, 'forwardbackward'],
    ['bike', { highway: 'residential', oneway: 'yes', 'cycleway:left:oneway': '-1' }, 'forwardbackward'],
    ['bike', { highway: 'residential', oneway: 'yes', cycleway: 'lane' }, 'forward'],
    ['bike', { highway: 'residential', junction: 'roundabout' }, 'forward'],
    ['bike', { highway: 'residential', oneway: 'yes', bicycle: 'dismount' }, 'forwardbackward'],
    ['walk', { highway: 'primary', oneway: 'yes', junction: 'roundabout' }, 'forwardbackward'],
    ['walk', { highway: 'footway', 'oneway:foot': 'yes' }, 'forward'],
  ])('for a %s on %o are "%s"', (name, tags, wanted) => {
    const profile = { car, bike, walk }[name]
    expect(directions(profile!, tags)).toBe(wanted)
  })
})

describe('speeds', () => {
  const town = { highway: 'residential' }

  it.each([
    ['a posted limit is not quite driven', car, { ...town, maxspeed: '50' }, 33],
    ['a service road of a kind', car, { highway: 'service', service: 'alley' }, 10],
    ['a surface', car, { highway: 'unclassified', surface: 'dirt' }, 20],
    ['smoothness', car, { highway: 'primary', smoothness: 'very_bad' }, 15],
    ['the grade of a track', car, { highway: 'track', access: 'yes', tracktype: 'grade5' }, 8],
    ['walking pace', car, { highway: 'living_street', maxspeed: 'walk' }, 6],
    ['no limit at all', car, { highway: 'motorway', maxspeed: 'none' }, 130 * 0.92],
    ['the limit of a zone', car, { ...town, maxspeed: 'PT:urban' }, 33],
    ['a zone of its own limit', car, { ...town, 'zone:maxspeed': 'DE:30' }, 30 * 0.66],
    ['another way to write one', car, { ...town, maxspeed: 'FR:zone30' }, 30 * 0.66],
    ['a British zone', car, { highway: 'primary', 'maxspeed:type': 'GB:nsl_single' }, 96.56064 * 0.86],
    ['a zone nobody knows', car, { ...town, maxspeed: 'XX:urban' }, 29],
    [
      'the posted limit before its source',
      car,
      { ...town, maxspeed: '30', 'source:maxspeed': 'PT:urban' },
      19.8,
    ],
    ['an advised speed below it', car, { highway: 'primary', maxspeed: '90', 'maxspeed:advisory': '50' }, 43],
    ['a lorry’s own limit', truck, { highway: 'trunk', maxspeed: '100', 'maxspeed:hgv': '60' }, 60 * 0.9],
    ['the lower of two limits', truck, { highway: 'trunk', maxspeed: '50', 'maxspeed:hgv': '60' }, 45],
    ['a lorry’s own speed', truck, { highway: 'motorway', maxspeed: '130' }, 85],
    ['a road too narrow to hurry', truck, { highway: 'tertiary', maxspeed: '90' }, 55],
    ['a van’s own speed', van, { highway: 'motorway', maxspeed: '130' }, 110],
    ['riding where it is granted', bike, { highway: 'footway', bicycle: 'yes' }, 8],
    ['pushing where it is not', bike, { highway: 'footway' }, 4],
    ['pushing where it is told', bike, { highway: 'cycleway', bicycle: 'dismount' }, 4],
    ['a bike under a limit for cars', bike, { ...town, maxspeed: '5' }, 16],
    ['stairs', walk, { highway: 'steps' }, 2.4],
    ['a pavement', walk, { highway: 'primary', maxspeed: '50' }, 4.8],
  ])('%s', (_, profile, tags, speedKmh) => {
    expect(read(profile, tags)?.forwardKmh).toBeCloseTo(speedKmh, 9)
  })

  it('differ by direction where limits do', () => {
    const hill = { highway: 'primary', maxspeed: '90', 'maxspeed:forward': '50' }

    expect(read(car, hill)).toMatchObject({ forwardKmh: 50 * 0.86, backwardKmh: 90 * 0.86 })
  })
})

describe('limits of size, weight and load', () => {
  const tanker = changed(truck, { vehicle: { hazmat: true, waterHazard: true, tunnelCode: 'C' } })
  const fireworks = changed(van, { vehicle: { explosives: true } })

  it.each([
    [truck, { maxweight: '7.5' }, false],
    [truck, { maxweight: '12' }, true],
    [truck, { maxweight: '40 t', maxheight: 'default' }, true],
    [truck, { maxweight: '20000 lbs' }, false],
    [truck, { maxweight: '13.5 st' }, true],
    [truck, { maxweightrating: '7,5' }, false],
    [truck, { 'maxweightrating:hgv': '7.5' }, false],
    [van, { 'maxweightrating:hgv': '3.0' }, true],
    [truck, { maxaxleload: '6' }, false],
    [truck, { maxheight: '11\'6"' }, false],
    [truck, { maxheight: '13 ft' }, true],
    [truck, { 'maxheight:physical': '350 cm' }, false],
    [truck, { maxwidth: '2.3 m' }, false],
    [truck, { maxlength: '9' }, false],
    [van, { maxheight: '2.5' }, false],
    [van, { maxheight: '2.7' }, true],
    [car, { maxweight: '1', maxheight: '1', hgv: 'no' }, true],
    [truck, { hazmat: 'no', 'hazmat:water': 'no', 'hazmat:E': 'no' }, true],
    [tanker, { hazmat: 'no' }, false],
    [tanker, { hazmat: 'designated' }, true],
    [tanker, { 'hazmat:water': 'no' }, false],
    [tanker, { tunnel: 'yes', 'hazmat:B': 'no' }, true],
    [tanker, { tunnel: 'yes', 'hazmat:C': 'no' }, false],
    [tanker, { tunnel: 'yes', 'hazmat:E': 'no' }, false],
    [fireworks, { 'hazmat:explosive': 'no' }, false],
    [fireworks, { hazmat: 'no' }, true],
  ])('%# on %o', (profile, tags, isOpen) => {
    expect(read(profile, { highway: 'primary', ...tags }) !== undefined).toBe(isOpen)
  })
})

describe('ferries', () => {
  const ferry = { route: 'ferry' }

  it.each([
    ['take a car only where they say so', car, ferry, 'closed'],
    ['and mean it', car, { ...ferry, access: 'yes' }, 'closed'],
    ['take it then', car, { ...ferry, motor_vehicle: 'yes' }, 'through'],
    ['refuse lorries where they say so', truck, { ...ferry, motor_vehicle: 'yes', hgv: 'no' }, 'closed'],
    ['take walkers anyway', walk, ferry, 'through'],
    ['but not against their word', walk, { ...ferry, foot: 'no' }, 'closed'],
    ['take bikes anyway', bike, ferry, 'through'],
    ['and those who got off', bike, { ...ferry, bicycle: 'dismount' }, 'through'],
  ])('%s', (_, profile, tags, wanted) => {
    expect(openness(profile, tags)).toBe(wanted)
  })

  it('are as fast for a bike that is pushed aboard', () => {
    expect(read(bike, { ...ferry, bicycle: 'dismount' })?.forwardKmh).toBe(15)
  })

  it.each([
    ['00:20', 6000, 18],
    ['20', 6000, 18],
    ['01:30', 30_000, 20],
    ['00:20:00', 6000, 18],
    ['PT20M', 6000, 18],
    ['PT1H30M', 30_000, 20],
    ['00:01', 60_000, 15],
    ['20:00', 100, 15],
    ['00:00', 6000, 15],
    ['soon', 6000, 15],
  ])('of duration %s over %d m sail at %d km/h', (duration, lengthM, speedKmh) => {
    const use = readWay(walk, { ...ferry, duration }, () => lengthM)

    expect(use).toEqual({ forwardKmh: speedKmh, backwardKmh: speedKmh, isDestinationOnly: false })
  })
})

describe('roads to stay off', () => {
  it.each([
    [{ toll: 'closed' }, { highway: 'motorway', toll: 'yes' }, 0],
    [{ toll: 2 }, { highway: 'motorway', toll: 'yes' }, 52.5],
    [{ toll: 2 }, { highway: 'motorway', toll: 'no' }, 105],
    [{ motorway: 4 }, { highway: 'motorway' }, 26.25],
    [{ motorway: 'closed' }, { highway: 'trunk' }, 87],
    [{ unpaved: 'closed' }, { highway: 'unclassified', surface: 'gravel' }, 0],
    [{ unpaved: 'closed' }, { highway: 'track', access: 'yes' }, 0],
    [{ unpaved: 'closed' }, { highway: 'track', access: 'yes', tracktype: 'grade1' }, 12],
    [{ tunnel: 'closed' }, { highway: 'trunk', tunnel: 'yes' }, 0],
    [{ tunnel: 'closed' }, { highway: 'trunk', tunnel: 'building_passage' }, 87],
    [{ ferry: 'closed' }, { route: 'ferry', motor_vehicle: 'yes' }, 0],
    [{ ferry: 3 }, { route: 'ferry', motor_vehicle: 'yes' }, 5],
    [{ toll: 2, motorway: 5 }, { highway: 'motorway', toll: 'yes' }, 10.5],
  ])('under %o, %o is driven at %d km/h', (avoid, tags, speedKmh) => {
    expect(read(changed(car, { avoid }), tags)?.forwardKmh ?? 0).toBeCloseTo(speedKmh, 9)
  })

  it('are a lorry’s where the toll is', () => {
    const road = { highway: 'primary', 'toll:hgv': 'yes' }

    expect(read(changed(truck, { avoid: { toll: 'closed' } }), road)).toBeUndefined()
    expect(read(changed(car, { avoid: { toll: 'closed' } }), road)).toBeDefined()
  })
})
