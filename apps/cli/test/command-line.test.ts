import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { writePbf } from '@cartage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brokenRules, type PrintedPlan } from './check-plan.ts'
import { type Ran, runCartage, startCartage } from './run-cartage.ts'

const repositoryRoot = fileURLToPath(new URL('../../..', import.meta.url))
const samples = path.join(repositoryRoot, 'samples')
const shared = path.resolve(repositoryRoot, '../shared')

let cwd: string
const cartage = (...argv: string[]): Promise<Ran> => runCartage(cwd, argv)
const write = (name: string, content: string | Uint8Array): Promise<void> =>
  writeFile(path.join(cwd, name), content)

/** Bad input is answered with 2, one line on stderr, and nothing on stdout. */
function expectRefusal({ code, stdout, stderr }: Ran, text: string): void {
  expect({ code, stdout, lines: stderr.trimEnd().split('\n').length, stderr }).toEqual({
    code: 2,
    stdout: '',
    lines: 1,
    stderr: expect.stringContaining(text),
  })
}

// Two streets west of Greenwich that meet at 2. A thousandth of a degree is about 111 m.
const extract = writePbf({
  nodes: [
    { id: 1, lon: -0.002, lat: 0 },
    { id: 2, lon: -0.001, lat: 0 },
    { id: 3, lon: -0.001, lat: 0.001 },
  ],
  ways: [
    { id: 10, refs: [1, 2], tags: { highway: 'residential', name: 'Quay Street', maxspeed: '36' } },
    { id: 11, refs: [2, 3], tags: { highway: 'residential', name: 'Mill Lane', maxspeed: '36' } },
  ],
})

beforeAll(async () => {
  cwd = await mkdtemp(path.join(tmpdir(), 'cartage-bin-'))
  await write('quay.osm.pbf', extract)
  const built = await cartage(
    'roads',
    'build',
    'quay.osm.pbf',
    '--out',
    'quay',
    '--profile',
    'anchor-car-1',
    '--no-turns',
  )
  expect(built.code).toBe(0)
})
afterAll(async () => rm(cwd, { recursive: true, force: true }))

describe('cartage', () => {
  it('tells what there is', async () => {
    const { code, stdout, stderr } = await cartage('--help')

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const command of ['solve', 'roads', 'plan', 'serve']) expect(stdout).toContain(`  ${command} `)
  })

  it.each(['solve', 'plan', 'serve', 'roads'])('tells what %s takes', async (command) => {
    const { code, stdout, stderr } = await cartage(command, '--help')

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(new RegExp(`^Usage:\\s+cartage ${command} `))
  })

  it('without a command tells what there is on stderr, and ends with 2', async () => {
    const { code, stdout, stderr } = await cartage()

    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('Usage: cartage COMMAND')
  })

  it.each(['fly', '__proto__'])('knows no command %s', async (command) => {
    expectRefusal(
      await cartage(command),
      `there is no command "${command}"; there are solve, roads, plan, admin, serve.`,
    )
  })

  it('ends well when its reader has had enough', async () => {
    await write('points.csv', `lon,lat\n${'-0.002,0\n'.repeat(300)}`)
    const bin = path.join(repositoryRoot, 'apps/cli/bin/cartage.mjs')
    const child = spawn(
      'sh',
      ['-c', `"${process.execPath}" "${bin}" roads table --region quay --points points.csv | head -n 1`],
      { cwd },
    )
    let stderr = ''
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    const code = await new Promise((resolve) => child.once('close', resolve))

    expect([code, stderr]).toEqual([0, ''])
  })
})

// Customers 1 and 2 stand east of the depot, 3 north of it: with room for two, the best is 1+2 and 3 alone,
// 2 * 20 + 2 * 5 = 50 units.
const solomon = `TINY

VEHICLE
NUMBER     CAPACITY
  2          20

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND    READY TIME  DUE DATE   SERVICE  TIME

    0      0          0          0          0       1000          0
    1      10         0         10          0       1000          10
    2      20         0         10          0       1000          10
    3      0          5         10          0       1000          10
`
const cvrplib = `NAME : quartet
TYPE : CVRP
DIMENSION : 4
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 20
NODE_COORD_SECTION
1 0 0
2 10 0
3 20 0
4 0 5
DEMAND_SECTION
1 0
2 10
3 10
4 10
DEPOT_SECTION
1
-1
EOF
`

/** Customers all over a square. */
const scattered = (count: number): string => {
  const numbers = Array.from({ length: count }, (_, i) => i + 1)
  return [
    `NAME : many\nTYPE : CVRP\nDIMENSION : ${count}\nEDGE_WEIGHT_TYPE : EUC_2D\nCAPACITY : 10\nNODE_COORD_SECTION`,
    ...numbers.map((i) => `${i} ${(i * 37) % 101} ${(i * 53) % 97}`),
    'DEMAND_SECTION',
    ...numbers.map((i) => `${i} ${i === 1 ? 0 : 2}`),
    'DEPOT_SECTION\n1\n-1\nEOF\n',
  ].join('\n')
}

describe('cartage solve', () => {
  beforeAll(async () => {
    await write('tiny.txt', solomon)
    await write('quartet.vrp', cvrplib)
    await write('late.txt', solomon.replace(/(3 +0 +5 +10 +0 +)1000/, '$14'))
    await write('words.txt', solomon.replace(/(2 +20 +0 +)10/, '$1ten'))
    await write('empty.txt', '')
    await mkdir(path.join(cwd, 'folder'), { recursive: true })
  })

  it.each([
    ['tiny.txt', 'TINY'],
    ['quartet.vrp', 'quartet'],
  ])(
    'finds the best plan of %s, which a hand can check, and prints the fields of its contract',
    async (file, instance) => {
      const { code, stdout, stderr } = await cartage('solve', file, '--iterations', '200')

      const answer = JSON.parse(stdout)
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(Object.keys(answer)).toEqual(solveFields)
      expect(answer).toMatchObject({ instance, feasible: true, vehicles: 2, unassigned: [], seed: 1 })
      expect([answer.cost, answer.distance]).toEqual([50, 50])
      expect(
        answer.routes.map(({ visits }: any) => visits.map(Number).toSorted().join('+')).toSorted(),
      ).toEqual(['1+2', '3'])
    },
  )

  it('repeats itself bit for bit under --iterations, times aside', async () => {
    const [first, second] = await Promise.all(
      [1, 2].map(async () => {
        const { stdout } = await cartage('solve', 'tiny.txt', '--iterations', '100', '--seed', '7')
        const { seconds: _seconds, trace, ...rest } = JSON.parse(stdout)
        return { ...rest, costs: trace.map(([, cost]: [number, number]) => cost) }
      }),
    )

    expect(second).toEqual(first)
  })

  it.each(['1', '2'])(
    'tells every second how it gets on, and ends at Ctrl-C with the best plan (%s threads)',
    async (threads) => {
      await write('many.vrp', scattered(60))
      const { child, done } = startCartage(cwd, [
        'solve',
        'many.vrp',
        '--time-limit',
        '60',
        '--threads',
        threads,
      ])
      child.stderr?.once('data', () => child.kill('SIGINT'))

      const { code, stdout, stderr } = await done
      const answer = JSON.parse(stdout)
      expect({ code, stderr }).toEqual({
        code: 0,
        stderr: expect.stringMatching(
          /^(\d+\.\d s: cost \d+\.\d\d, \d+ routes, 0 unassigned, \d+ iterations\/s\n)+Stopped; this is the best plan so far\.\n$/,
        ),
      })
      expect(answer).toMatchObject({ feasible: true, unassigned: [] })
      expect(answer.seconds).toBeLessThan(20)
    },
  )

  it('exits 0 with work left over, and says so', async () => {
    const { code, stdout } = await cartage('solve', 'late.txt', '--iterations', '100')

    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ feasible: false, unassigned: ['3'] })
  })

  it('keeps to its time limit, and writes to --out without a word', async () => {
    const ran = await cartage('solve', 'tiny.txt', '--time-limit', '0.5', '--out', 'tiny.json')

    const answer = JSON.parse(await readFile(path.join(cwd, 'tiny.json'), 'utf8'))
    expect(ran).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(answer.cost).toBe(50)
    expect(answer.seconds).toBeLessThan(5)
  })

  it('drives between VROOM’s coordinates on the roads of a region', async () => {
    const corner = [-0.001, 0.001]
    const input = {
      vehicles: [{ id: 1, start: [-0.002, 0] }],
      jobs: [{ id: 5, location: corner }],
      options: { g: true },
    }
    await write('vroom.json', JSON.stringify(input))

    const { code, stdout, stderr } = await cartage(
      'solve',
      'vroom.json',
      '--iterations',
      '1',
      '--region',
      'quay',
    )

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    // Along Quay Street and Mill Lane, 111 m each.
    expect(JSON.parse(stdout)).toMatchObject({
      code: 0,
      summary: { distance: 222, unassigned: 0 },
      routes: [{ vehicle: 1, steps: [{ type: 'start' }, { id: 5, location: corner }, { type: 'end' }] }],
    })
  })

  it.each([
    [['words.txt'], 'words.txt:12: demand: must be a number, is "ten"'],
    [['empty.txt'], 'empty.txt'],
    [['folder'], 'is a folder'],
    [['quay.osm.pbf'], 'quay.osm.pbf'],
    [['tiny.txt', '--out', 'none/x.json', '--iterations', '1'], '--out'],
  ])('F28 %s: one line that names the place', async (argv, text) => {
    expectRefusal(await cartage('solve', ...argv), text)
  })
})

describe('cartage roads', () => {
  it('answers pairs, table, route, snap and search in the columns of its contract', async () => {
    await write('pairs.csv', 'from_lon,from_lat,to_lon,to_lat\n-0.002,0,-0.001,0.001\n')
    await write('two.csv', 'lon,lat\n-0.002,0\n-0.001,0.001\n')
    const ask = (command: string, ...argv: string[]): Promise<Ran> =>
      cartage('roads', command, '--region', 'quay', ...argv)

    const pairs = await ask('pairs', '--pairs', 'pairs.csv', '--timing')
    const table = await ask('table', '--points', 'two.csv')
    const route = await ask('route', '-0.002,0', '-0.001,0.001')
    const snap = await ask('snap', '--points', 'two.csv')
    const search = await ask('search', 'Mill Lane')

    expect(pairs.stdout).toBe('duration_s,distance_m\n22.239,222.400\n')
    expect(Object.keys(JSON.parse(pairs.stderr))).toEqual(['load_s', 'snap_s', 'query_s', 'n'])
    expect(table.stdout).toBe('0.000,22.239\n22.239,0.000\n')
    expect(JSON.parse(route.stdout)).toMatchObject({
      type: 'Feature',
      properties: { durationS: expect.closeTo(22.239, 3), distanceM: 222.4 },
      geometry: {
        type: 'LineString',
        coordinates: [
          [-0.002, 0],
          [-0.001, 0],
          [-0.001, 0.001],
        ],
      },
    })
    expect(snap.stdout).toMatch(/^lon,lat,distance_m,way_id\n-0\.0020000,0\.0000000,0\.000,10\n/)
    expect(Object.keys(JSON.parse(search.stdout)[0])).toEqual(['lon', 'lat', 'label', 'level', 'confidence'])
  })

  it("serves OSRM's API with no database, until Ctrl-C", async () => {
    const { child, done } = startCartage(cwd, ['roads', 'serve', '--region', 'quay', '--port', '0'])
    const [said] = await once(child.stdout!, 'data')
    const { url, profiles } = JSON.parse(String(said))
    const answer = await fetch(`${url}/table/v1/driving/-0.002,0;-0.001,0.001?annotations=duration,distance`)
    const table = await answer.json()

    child.kill('SIGINT')

    expect(profiles).toEqual(['quay-anchor-car-1'])
    expect(table).toMatchObject({
      code: 'Ok',
      durations: [
        [0, 22.2],
        [22.2, 0],
      ],
      distances: [
        [0, 222.4],
        [222.4, 0],
      ],
    })
    expect((await done).code).toBe(0)
    await expect(fetch(url)).rejects.toThrow()
  })

  it.each([
    ['without a region', ['--port', '0'], '--region is missing'],
    ['of a folder without one', ['--region', '.'], 'no region'],
    ['on an address that others can reach', ['--region', 'quay', '--host', '0.0.0.0'], 'add --public'],
    ['on a port that is none', ['--region', 'quay', '--port', '70000'], '--port 70000'],
    ['with a limit that is none', ['--region', 'quay', '--max-table', 'much'], '--max-table much'],
  ])('SEC-B07 refuses to serve %s', async (_, argv, text) => {
    expectRefusal(await cartage('roads', 'serve', ...argv), text)
  })

  it.each([
    ['cut off', 'cut.osm.pbf', extract.subarray(0, extract.length - 30)],
    ['empty', 'empty.osm.pbf', ''],
    ['a page of HTML', 'page.osm.pbf', '<!doctype html><p>Not found</p>'],
    ['noise', 'noise.osm.pbf', Uint8Array.from({ length: 500 }, (_, at) => (at * 197 + 13) % 256)],
    ['without roads', 'sea.osm.pbf', writePbf({ nodes: [{ id: 1, lon: 0, lat: 0 }] })],
    ['JSON that is no GeoJSON', 'other.geojson', '{"type":"Point"}'],
  ])('F19 refuses an extract that is %s, and writes nothing', async (_, name, bytes) => {
    await write(name, bytes)
    const before = (await readdir(cwd)).toSorted()

    const ran = await cartage('roads', 'build', name, '--out', 'half')

    expect([ran.code, ran.stdout]).toEqual([2, ''])
    expect(ran.stderr.trimEnd().split('\n').at(-1)).toContain(name)
    expect((await readdir(cwd)).toSorted()).toEqual(before)
  })

  it('F19 refuses a folder, and keeps the old region when the new extract is damaged', async () => {
    await write('cut.osm.pbf', extract.subarray(0, 60))

    const folder = await cartage('roads', 'build', 'quay', '--out', 'half')
    const rebuilt = await cartage('roads', 'build', 'cut.osm.pbf', '--out', 'quay')
    const asked = await cartage('roads', 'search', '--region', 'quay', 'Quay Street')

    expect([folder.code, rebuilt.code, asked.code]).toEqual([2, 2, 0])
    expect(folder.stderr).toContain('quay')
    expect(JSON.parse(asked.stdout)[0].label).toContain('Quay Street')
  })
})

/** Builds a region and plans a day on it, all by the real command line; then judges the plan by its files. */
async function planned(
  [source, region]: readonly [source: string, region: string],
  [orders, fleet]: readonly [orders: string, fleet: string],
  extra: readonly string[],
) {
  const built = await cartage('roads', 'build', source, '--out', region)
  expect([built.code, JSON.parse(built.stdout).ways > 100]).toEqual([0, true])
  const ran = await cartage('plan', '--region', region, '--orders', orders, '--fleet', fleet, ...extra)
  expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining('Planning ')])
  const plan: PrintedPlan = JSON.parse(ran.stdout)
  return { plan, broken: brokenRules(plan, await readFile(orders, 'utf8'), await readFile(fleet, 'utf8')) }
}

describe('cartage plan', () => {
  it('plans the sample day on the demo region, breaks no rule, and prints the fields of its contract', async () => {
    const source = createRequire(path.join(repositoryRoot, 'apps/server/package.json')).resolve(
      'geojson-path-finder/test/large-network.json',
    )

    const { plan, broken } = await planned(
      [source, 'gothenburg'],
      [path.join(samples, 'gothenburg-orders.csv'), path.join(samples, 'gothenburg-fleet.json')],
      ['--date', '2027-07-07', '--time-limit', '3'],
    )

    expect(broken).toEqual([])
    expect(Object.keys(plan)).toEqual(planFields)
    expect(plan.date).toBe('2027-07-07')
    expect(plan.totals).toMatchObject({ orders: 80, stops: 80, unassigned: 0, rejected: 0 })
    for (const route of plan.routes) {
      expect(Object.keys(route)).toEqual(routeFields)
      expect(Object.keys(route.stops[0] ?? {})).toEqual(stopFields)
      for (const instant of [route.start, route.end, ...route.stops.map(({ arrival }) => arrival)]) {
        expect(instant).toMatch(/^2027-07-07T\d\d:\d\d:\d\d\+02:00$/)
      }
    }
  })

  const isShared = ['orders/porto-200.csv', 'osm/porto.osm.pbf'].every((file) =>
    existsSync(path.join(shared, file)),
  )
  if (!isShared) console.warn('SKIPPED: days on shared extracts; ../shared is not here.')

  it.skipIf(!isShared).each([
    ['porto', 'porto-200', 200, '+01:00'],
    ['andorra', 'andorra-60', 60, '+02:00'],
  ])('plans a day in %s from its extract, and breaks no rule', async (region, orders, count, offset) => {
    const { plan, broken } = await planned(
      [path.join(shared, `osm/${region}.osm.pbf`), region],
      [path.join(shared, `orders/${orders}.csv`), path.join(shared, `orders/${region}-fleet.json`)],
      ['--date', '2026-04-07', '--time-limit', '5'],
    )

    expect(broken).toEqual([])
    expect(plan.totals).toMatchObject({ orders: count, stops: count, unassigned: 0, rejected: 0 })
    expect(plan.routes[0]?.start.endsWith(offset)).toBe(true)
  })
})

describe('cartage plan with bad input', () => {
  const depot = { name: 'Quay', lon: -0.002, lat: 0, zone: 'Europe/London' }
  const van = { id: 'van-1', capacity: { parcels: 5 }, start: '08:00', end: '17:00' }
  const orders = 'order_no,lat,lon,parcels\nA,0.0005,-0.001,1\n'
  const fleetOf = (vehicles: readonly unknown[], at: object = depot): string =>
    JSON.stringify({ depot: at, vehicles }, null, 1)

  interface Files {
    readonly orders?: string | Uint8Array
    readonly fleet?: string
    readonly region?: string
    readonly extra?: readonly string[]
  }

  async function plan(files: Files): Promise<Ran> {
    await write('day.csv', files.orders ?? orders)
    await write('day.json', files.fleet ?? fleetOf([van]))
    const named = ['--region', files.region ?? 'quay', '--orders', 'day.csv', '--fleet', 'day.json']
    return cartage('plan', ...named, '--time-limit', '0.3', ...(files.extra ?? []))
  }

  it.each<[string, Files, string]>([
    ['no region in the folder', { region: '.' }, 'There is no region in'],
    ['zero vehicles', { fleet: fleetOf([]) }, 'day.json:'],
    ['a vehicle without capacity', { fleet: fleetOf([{ ...van, capacity: {} }]) }, 'vehicles.0.capacity'],
    [
      'a capacity that is missing',
      { fleet: fleetOf([{ ...van, capacity: undefined }]) },
      'vehicles.0.capacity',
    ],
    ['an empty fleet file', { fleet: '' }, 'day.json'],
    [
      'a depot elsewhere',
      { fleet: fleetOf([van], { ...depot, lon: 20 }) },
      'is not on the roads of the region',
    ],
    ['a zone that is none', { fleet: fleetOf([van], { ...depot, zone: 'Mars/Base' }) }, 'depot.zone'],
    ['an empty order file', { orders: '' }, 'day.csv'],
    ['a picture for orders', { orders: Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 0]) }, 'day.csv'],
    ['a day that is none', { extra: ['--date', '2026-02-30'] }, '--date "2026-02-30" is not a day'],
  ])('F28 %s: one line that names it, and 2', async (_, files, text) => {
    expectRefusal(await plan(files), text)
  })

  it('zero orders are said, with 2', async () => {
    const { code, stderr } = await plan({ orders: 'order_no,lat,lon,parcels\n' })

    expect(code).toBe(2)
    expect(stderr).toContain('day.csv')
  })

  it('F20 orders outside the region are kept out one by one, and the others planned', async () => {
    const { code, stdout } = await plan({ orders: `${orders}FAR,48.85,2.35,1\nZERO,0,0,1\n` })

    const printed: PrintedPlan = JSON.parse(stdout)
    expect(code).toBe(0)
    expect(printed.routes.flatMap(({ stops }) => stops.map(({ order }) => order))).toEqual(['A'])
    expect(printed.rejected).toEqual([
      expect.objectContaining({ order: 'FAR', row: 3, severity: 'error', code: 'OUTSIDE_REGION' }),
      expect.objectContaining({ order: 'ZERO', row: 4, severity: 'error', code: 'COORDINATES_ZERO' }),
    ])
    expect(Object.keys(printed.rejected[0] ?? {}).toSorted()).toEqual(findingFields)
  })

  it('a day in the past is a warning', async () => {
    const { code, stdout, stderr } = await plan({ extra: ['--date', '2020-02-29'] })

    expect(code).toBe(0)
    expect(stderr).toContain('2020-02-29 has passed')
    expect(JSON.parse(stdout)).toMatchObject({ date: '2020-02-29', totals: { stops: 1 } })
  })
})

const solveFields =
  'instance feasible cost distance duration vehicles unassigned routes seconds iterations seed trace'.split(
    ' ',
  )
const planFields = ['date', 'routes', 'unassigned', 'rejected', 'totals']
const routeFields = ['vehicle', 'start', 'end', 'distanceM', 'drivingS', 'cost', 'stops', 'breaks']
const stopFields = ['order', 'lon', 'lat', 'trip', 'arrival', 'serviceStart', 'departure', 'load']
const findingFields = ['code', 'column', 'order', 'row', 'severity', 'suggestion', 'text', 'value']
