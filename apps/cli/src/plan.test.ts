import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { buildRegion } from '@cartage/roads'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { planCommand } from './plan.ts'
import type { PlanOutput } from './plan-output.ts'

let folder: string

/** A town of five streets by five, 250 m apart, in Lisbon's time zone. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cartage-plan-'))
  const steps = [0, 1, 2, 3, 4]
  const street = (name: string, coordinates: readonly (readonly number[])[]) => ({
    type: 'Feature',
    properties: { name, highway: 'residential' },
    geometry: { type: 'LineString', coordinates },
  })
  const features = steps.flatMap((step) => [
    street(
      `East ${step} Street`,
      steps.map((at) => [-8.6 + at * 0.003, 41.15 + step * 0.00225]),
    ),
    street(
      `North ${step} Street`,
      steps.map((at) => [-8.6 + step * 0.003, 41.15 + at * 0.00225]),
    ),
  ])
  await writeFile(join(folder, 'town.geojson'), JSON.stringify({ type: 'FeatureCollection', features }))
  await buildRegion({ source: join(folder, 'town.geojson'), out: join(folder, 'region') })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

interface Van {
  readonly id: string
  readonly capacity: Readonly<Record<string, number>>
  readonly skills?: readonly string[]
  readonly start: string
  readonly end: string
  readonly breaks?: readonly { readonly from: string; readonly to: string; readonly minutes: number }[]
}
const depot = { name: 'Depot', lon: -8.594, lat: 41.1545, zone: 'Europe/Lisbon' }
const van: Van = { id: 'van-1', capacity: { parcels: 20 }, start: '08:00', end: '17:00' }
const header = 'order_no,lat,lon,from,to,service_minutes,parcels,skills'

async function plan(vans: readonly Van[], rows: readonly string[], extra: readonly string[] = []) {
  await writeFile(join(folder, 'fleet.json'), JSON.stringify({ depot, vehicles: vans }, null, 1))
  await writeFile(join(folder, 'orders.csv'), [header, ...rows].join('\n'))
  return run([
    '--region',
    'region',
    '--orders',
    'orders.csv',
    '--fleet',
    'fleet.json',
    '--time-limit',
    '1',
    ...extra,
  ])
}

async function run(argv: readonly string[]) {
  const out: string[] = []
  const err: string[] = []
  const code = await planCommand(argv, {
    stdout: (text) => void out.push(text),
    stderr: (text) => void err.push(text),
    cwd: folder,
  })
  const text = out.join('')
  return { code, text, err: err.join(''), output: (): PlanOutput => JSON.parse(text) }
}

const onDay = ['--date', '2026-04-07']

describe('cartage plan', () => {
  it('prints routes with the depot’s offset, the loads after each stop, and totals', async () => {
    const { code, output } = await plan(
      [van],
      ['A,41.15,-8.6,09:00,10:00,5,2,', 'B,41.159,-8.588,,,5,3,'],
      onDay,
    )
    const { date, routes, totals, unassigned, rejected } = output()
    const [route] = routes

    expect(code).toBe(0)
    expect(date).toBe('2026-04-07')
    expect(route).toMatchObject({ vehicle: 'van-1', breaks: [] })
    expect(route?.start).toMatch(/^2026-04-07T\d\d:\d\d:\d\d\+01:00$/)
    expect(route?.stops.at(-1)?.load).toEqual({ parcels: 0 })
    expect(route?.stops.map(({ trip }) => trip)).toEqual([1, 1])
    expect([unassigned, rejected]).toEqual([[], []])
    expect(totals).toMatchObject({ routes: 1, stops: 2, unassigned: 0, orders: 2, rejected: 0 })
  })

  it('breaks no window, capacity, skill, shift or break, and gives what it leaves out a reason', async () => {
    const vans: readonly Van[] = [
      { ...van, skills: ['lift'], breaks: [{ from: '11:00', to: '13:00', minutes: 45 }] },
      { ...van, id: 'van-2', capacity: { parcels: 12 }, start: '10:00', end: '14:30' },
    ]
    const rows = Array.from({ length: 30 }, (_, index) => {
      const from = 8 + (index % 7)
      const window = `${String(from).padStart(2, '0')}:00,${String(from + 2).padStart(2, '0')}:00`
      const skill = index % 6 === 0 ? 'lift' : index === 7 ? 'crane' : ''
      const place = `${41.15 + (index % 5) * 0.00225},${-8.6 + (index % 4) * 0.003}`
      return `O-${index},${place},${window},10,${1 + (index % 3)},${skill}`
    })
    const { output } = await plan(vans, rows, onDay)
    const result = output()
    const seen = [
      ...result.routes.flatMap(({ stops }) => stops.map(({ order }) => order)),
      ...result.unassigned.map(({ order }) => order),
    ]

    expect(seen.toSorted()).toEqual(rows.map((row) => row.split(',')[0]).toSorted())
    expect(brokenRules(result, vans, rows)).toEqual([])
    expect(
      result.unassigned.flatMap(({ order, reasons }) =>
        order === 'O-7' ? reasons.map(({ code }) => code) : [],
      ),
    ).toEqual(['SKILL_MISSING'])
    expect(result.unassigned.filter(({ reasons }) => reasons.length === 0)).toEqual([])
  })

  it('takes the day on which the orders agree, and says so of a day that has passed', async () => {
    await writeFile(
      join(folder, 'dated.csv'),
      'order_no,lat,lon,date\nA,41.15,-8.6,2026-04-09\nB,41.15,-8.597,2026-04-09\n',
    )
    await writeFile(join(folder, 'fleet.json'), JSON.stringify({ depot, vehicles: [van] }))

    const { code, err, output } = await run([
      '--region',
      'region',
      '--orders',
      'dated.csv',
      '--fleet',
      'fleet.json',
    ])

    expect(code).toBe(0)
    expect(output().date).toBe('2026-04-09')
    expect(err).toContain('2026-04-09 has passed')
  })

  it('leaves out, with a reason, what is dated otherwise', async () => {
    await writeFile(
      join(folder, 'dated.csv'),
      'order_no,lat,lon,date\nA,41.15,-8.6,2026-04-09\nB,41.15,-8.597,2026-04-10\n',
    )
    await writeFile(join(folder, 'fleet.json'), JSON.stringify({ depot, vehicles: [van] }))
    const files = ['--region', 'region', '--orders', 'dated.csv', '--fleet', 'fleet.json']

    const { output } = await run([...files, '--date', '2026-04-10'])

    expect(output().unassigned).toEqual([
      { order: 'A', reasons: [expect.objectContaining({ code: 'OTHER_DAY' })] },
    ])
  })

  it('reports what is wrong with a row and plans the others', async () => {
    const { code, output } = await plan([van], ['A,41.15,-8.6,,,5,2,', 'B,48.85,2.35,,,5,1,'], onDay)

    expect(code).toBe(0)
    expect(output().totals).toMatchObject({ stops: 1, orders: 1, rejected: 1 })
    expect(output().rejected).toEqual([
      expect.objectContaining({ order: 'B', row: 3, severity: 'error', code: 'OUTSIDE_REGION' }),
    ])
  })

  it('repeats itself exactly with the same seed', async () => {
    const rows = Array.from(
      { length: 10 },
      (_, index) => `O-${index},${41.15 + index * 0.0009},-8.597,,,5,1,`,
    )
    const first = await plan([van], rows, onDay)
    const second = await plan([van], rows, onDay)

    expect(second.text).toBe(first.text)
  })
})

describe('bad input to cartage plan', () => {
  it.each([
    ['no region', ['--orders', 'x.csv', '--fleet', 'x.json'], '--region is missing'],
    [
      'a folder without a region',
      ['--region', '.', '--orders', 'orders.csv', '--fleet', 'fleet.json'],
      'no region in',
    ],
    [
      'a missing order file',
      ['--region', 'region', '--orders', 'gone.csv', '--fleet', 'fleet.json'],
      'gone.csv does not exist',
    ],
    [
      'a missing fleet file',
      ['--region', 'region', '--orders', 'orders.csv', '--fleet', 'gone.json'],
      'gone.json does not exist',
    ],
    [
      'a day that is none',
      ['--region', 'region', '--orders', 'orders.csv', '--fleet', 'fleet.json', '--date', '2026-02-30'],
      '"2026-02-30" is not a day',
    ],
    [
      'a limit that is none',
      ['--region', 'region', '--orders', 'orders.csv', '--fleet', 'fleet.json', '--time-limit', 'long'],
      '--time-limit "long"',
    ],
  ])('%s is one clear line and exit code 2', async (_, argv, message) => {
    await plan([van], ['A,41.15,-8.6,,,5,2,'], onDay)

    const { code, err, text } = await run(argv).catch((error: Error) => ({
      code: 2,
      err: `${error.message}\n`,
      text: '',
    }))

    expect(code).toBe(2)
    expect(text).toBe('')
    expect(err).toContain(message)
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  it.each([
    [
      'no vehicles',
      '{\n "depot": {"name":"D","lon":-8.594,"lat":41.1545,"zone":"Europe/Lisbon"},\n "vehicles": []\n}',
      'fleet.json:3: vehicles:',
    ],
    [
      'a vehicle without capacity',
      '{\n "depot": {"name":"D","lon":-8.594,"lat":41.1545,"zone":"Europe/Lisbon"},\n "vehicles": [\n  {"id":"v",\n   "capacity": {}, "start":"08:00","end":"09:00"}\n ]\n}',
      'fleet.json:5: vehicles.0.capacity:',
    ],
    [
      'a depot elsewhere',
      JSON.stringify({ depot: { ...depot, lon: 2.35, lat: 48.85 }, vehicles: [van] }),
      'is not on the roads of the region',
    ],
    [
      'a profile that the region was not built for',
      `{\n "depot": ${JSON.stringify(depot)},\n "vehicles": [\n  {"id":"v", "capacity": {"parcels":1}, "start":"08:00","end":"09:00",\n   "profile": "tall-truck"}\n ]\n}`,
      'fleet.json:5: vehicles.0.profile: The region was built for car and not for the profile tall-truck.',
    ],
    ['half a file', '{"depot": {', 'is not JSON'],
  ])('a fleet with %s names file, line and field', async (_, fleet, message) => {
    await writeFile(join(folder, 'fleet.json'), fleet)
    await writeFile(join(folder, 'orders.csv'), `${header}\nA,41.15,-8.6,,,5,2,`)

    const { code, err } = await run(['--region', 'region', '--orders', 'orders.csv', '--fleet', 'fleet.json'])

    expect(code).toBe(2)
    expect(err).toContain(message)
  })

  it('a file whose rows are all wrong prints why and exits 2', async () => {
    const { code, output, err } = await plan([van], ['A,0,0,,,5,2,'], onDay)

    expect(code).toBe(2)
    expect(output()).toMatchObject({ routes: [], totals: { rejected: 1 } })
    expect(err).toContain('no order that could be planned')
  })
})

const orders = resolve(import.meta.dirname, '../../../../shared/orders')
const extract = resolve(import.meta.dirname, '../../../../shared/osm/porto.osm.pbf')
const isShared = existsSync(orders) && existsSync(extract)
if (!isShared) console.warn('Skipped: the shared Porto extract and orders are not here.')

describe.skipIf(!isShared)('Porto', () => {
  it('serves every order of porto-200 that can be served, and breaks no rule', async () => {
    await buildRegion({ source: extract, out: join(folder, 'porto') })
    const files = ['--orders', join(orders, 'porto-200.csv'), '--fleet', join(orders, 'porto-fleet.json')]
    const vans = JSON.parse(await readFile(join(orders, 'porto-fleet.json'), 'utf8')).vehicles
    const rows = (await readFile(join(orders, 'porto-200.csv'), 'utf8')).trim().split('\n').slice(1)

    const { output } = await run(['--region', 'porto', ...files, ...onDay, '--time-limit', '3'])

    expect(output().rejected.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(output().totals).toMatchObject({ stops: 200, unassigned: 0 })
    expect(brokenRules(output(), vans, rows.map(asOwnColumns))).toEqual([])
  }, 240_000)
})

/** The shared file's columns in the order of `header`, and the type of order. */
function asOwnColumns(row: string): string {
  const [reference, type, , , , lat, lon, from, to, service, parcels, , skills] = row.split(',')
  return [reference, lat, lon, from, to, service, parcels, skills, type].join(',')
}

/** Checks a plan against its files without any of the code that made it. */
function brokenRules(result: PlanOutput, vans: readonly Van[], rows: readonly string[]): string[] {
  const broken: string[] = []
  const rowByOrder = new Map(rows.map((row) => [row.split(',')[0], row.split(',')]))
  /** Parcels that come on board at an order's door: fewer than none for a delivery. */
  const onto = (order: string): number => {
    const row = rowByOrder.get(order) ?? []
    return Number(row[6]) * (row[8] === 'pickup' ? 1 : -1)
  }
  const clock = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))
  const minuteOf = (instant: string): number =>
    clock(instant.slice(11, 16)) + Number(instant.slice(17, 19)) / 60
  for (const { vehicle, start, end, stops, breaks } of result.routes) {
    const of = vans.find(({ id }) => id === vehicle)
    if (of === undefined) return [`no vehicle ${vehicle}`]
    const complain = (text: string): void => void broken.push(`${vehicle}: ${text}`)
    if (minuteOf(start) < clock(of.start) || minuteOf(end) > clock(of.end)) complain('outside the shift')
    const busy: [number, number][] = []
    let at = minuteOf(start)
    let parcels = stops.reduce((sum, { order }) => sum + Math.max(0, -onto(order)), 0)
    let most = parcels
    for (const stop of stops) {
      const [, , , from = '', to = '', service = '', , skills = ''] = rowByOrder.get(stop.order) ?? []
      const served = minuteOf(stop.serviceStart)
      if (from !== '' && (served < clock(from) || served > clock(to)))
        complain(`${stop.order} outside its window`)
      if (skills.split(';').some((skill) => skill !== '' && !(of.skills ?? []).includes(skill)))
        complain(`${stop.order} needs ${skills}`)
      if (minuteOf(stop.arrival) < at || served < minuteOf(stop.arrival))
        complain(`${stop.order} goes back in time`)
      if (minuteOf(stop.departure) - served < Number(service) - 0.02)
        complain(`${stop.order} is served too briefly`)
      busy.push([at, minuteOf(stop.arrival)], [served, served + Number(service)])
      at = minuteOf(stop.departure)
      parcels += onto(stop.order)
      most = Math.max(most, parcels)
    }
    busy.push([at, minuteOf(end)])
    if (most > (of.capacity['parcels'] ?? 0)) complain(`carries ${most} parcels`)
    for (const { from, to, minutes } of of.breaks ?? []) {
      if (minuteOf(start) >= clock(to) || minuteOf(end) <= clock(to)) continue
      const held = breaks.find(
        (pause) => minuteOf(pause.start) >= clock(from) && minuteOf(pause.start) <= clock(to),
      )
      if (held === undefined) complain(`owes a break from ${from}`)
      else if (Math.abs(minuteOf(held.end) - minuteOf(held.start) - minutes) > 0.02) complain('cuts a break')
    }
    for (const pause of breaks) {
      const overlap = busy.some(
        ([from, to]) => Math.min(to, minuteOf(pause.end)) - Math.max(from, minuteOf(pause.start)) > 0.02,
      )
      if (overlap) complain(`works in its break at ${pause.start}`)
    }
  }
  return broken
}
