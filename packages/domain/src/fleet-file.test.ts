import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fleetFile } from './fleet-file.ts'

const shared = resolve(import.meta.dirname, '../../../../shared/orders')
const hasShared = existsSync(shared)
if (!hasShared) console.warn('skipped: ../shared is absent, so its fleet files are not read')

const van = { id: 'van-1', capacity: { parcels: 80 }, start: '07:30', end: '17:30' }
const depot = { name: 'Depot North', lon: 11.95, lat: 57.72, zone: 'Europe/Stockholm' }

/** Where a file is wrong and what it says, as `path: message`. */
const problems = (file: unknown): string[] =>
  (fleetFile.safeParse(file).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`)

describe('a fleet file', () => {
  it('needs only what has no honest default', () => {
    expect(fleetFile.parse({ depot, vehicles: [van] }).vehicles[0]).toEqual({
      ...van,
      profile: 'car',
      skills: [],
      breaks: [],
      costs: { fixed: 0, per_hour: 0, per_km: 0 },
    })
  })

  it.each([
    [
      'no vehicles',
      { depot, vehicles: [] },
      'vehicles: The fleet has no vehicles; a plan needs at least one.',
    ],
    [
      'a vehicle without capacity',
      { depot, vehicles: [{ ...van, capacity: {} }] },
      'vehicles.0.capacity: A vehicle needs a capacity in at least one dimension, such as {"parcels": 80}.',
    ],
    [
      'a vehicle whose capacity is missing',
      { depot, vehicles: [{ id: 'van-1', start: '07:30', end: '17:30' }] },
      'vehicles.0.capacity: A vehicle needs a capacity in at least one dimension, such as {"parcels": 80}.',
    ],
    [
      'a profile that is no name',
      { depot, vehicles: [{ ...van, profile: 'Tall truck' }] },
      'vehicles.0.profile: Expected the name of a road profile such as van or tall-truck: lower-case letters, digits and dashes, at most 64.',
    ],
    ['one id twice', { depot, vehicles: [van, van] }, 'vehicles.1.id: The id "van-1" is used twice.'],
    [
      'a time of no clock',
      { depot, vehicles: [{ ...van, start: '7:30' }] },
      'vehicles.0.start: Expected a time such as 08:30.',
    ],
    [
      'an unknown zone',
      { depot: { ...depot, zone: 'Mars/Olympus' }, vehicles: [van] },
      'depot.zone: Not an IANA time zone; expected one such as Europe/Lisbon.',
    ],
    [
      'a dimension that is no name',
      { depot, vehicles: [{ ...van, capacity: { 'Weight (kg)': 1 } }] },
      'vehicles.0.capacity.Weight (kg): Invalid key in record',
    ],
  ])('with %s names the place', (_, file, problem) => {
    expect(problems(file)).toEqual([problem])
  })

  it.each([
    ['a negative capacity', { ...van, capacity: { parcels: -1 } }, 'vehicles.0.capacity.parcels'],
    [
      'a break of no minutes',
      { ...van, breaks: [{ from: '12:00', to: '13:00', minutes: 0 }] },
      'vehicles.0.breaks.0.minutes',
    ],
    ['a field that nobody knows', { ...van, colour: 'red' }, 'vehicles.0'],
  ])('with %s names the field', (_, vehicle, path) => {
    expect(problems({ depot, vehicles: [vehicle] }).map((problem) => problem.split(':')[0])).toEqual([path])
  })

  it('SEC-E12: a capacity by the name of a prototype is refused', () => {
    const file: unknown = JSON.parse(
      JSON.stringify({ depot, vehicles: [van] }).replace('"parcels"', '"__proto__"'),
    )

    expect(fleetFile.safeParse(file).success).toBe(false)
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it.skipIf(!hasShared).each(['porto-fleet.json', 'andorra-fleet.json'])('%s is read', (name) => {
    const file: unknown = JSON.parse(readFileSync(resolve(shared, name), 'utf8'))

    expect(problems(file)).toEqual([])
  })
})
