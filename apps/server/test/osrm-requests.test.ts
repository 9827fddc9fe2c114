import { once } from 'node:events'
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aTown } from '@cartage/testing'
import { decodePolyline } from '../src/osrm/polyline.ts'
import { builtRegions, type ServedRoads, serveRoads, written } from './served-roads.ts'

const cleanUp = new AsyncDisposableStack()
let served: ServedRoads

beforeAll(async () => {
  const { regions } = cleanUp.use(
    await builtRegions({
      new: { extract: aTown, profiles: ['bike'] },
      'new-quay': { extract: aTown, profiles: ['car', 'anchor-car-1'] },
    }),
  )
  const limits = { maxRoute: 5, maxTable: 10, maxMatch: 6, maxNearest: 3 }
  served = cleanUp.use(await serveRoads(regions, { limits, defaultRegion: 'new-quay' }))
})
afterAll(async () => cleanUp.disposeAsync())

const a = '0.0005,0'
const b = '0.0015,0.001'
const many = (count: number): string => Array.from({ length: count }, () => a).join(';')

describe('a request that cannot be answered', () => {
  it.each([
    ['InvalidUrl', '/'],
    ['InvalidUrl', '/route'],
    ['InvalidUrl', `/route/1/car/${a}`],
    ['InvalidUrl', '/route/v1/car/%E0%A4%A'],
    ['InvalidUrl', `//route/v1/car/${a};${b}`],
    ['InvalidService', `/ride/v1/car/${a};${b}`],
    ['InvalidService', `/__proto__/v1/car/${a};${b}`],
    ['NotImplemented', `/trip/v1/car/${a};${b}`],
    ['NotImplemented', '/tile/v1/car/tile(1310,3166,13).mvt'],
    ['InvalidVersion', `/route/v2/car/${a};${b}`],
    ['InvalidQuery', '/route/v1/car'],
    ['InvalidQuery', '/route/v1/car/'],
    ['InvalidQuery', '/route/v1/car/1;2'],
    ['InvalidQuery', `/route/v1/car/${a};`],
    ['InvalidQuery', `/route/v1/car/${a};NaN,0`],
    ['InvalidQuery', `/route/v1/car/${a};1e400,0`],
    ['InvalidQuery', '/route/v1/car/polyline(abc'],
    ['InvalidQuery', '/route/v1/car/polyline(ab%20cd)'],
    ['InvalidQuery', '/route/v1/car/polyline()'],
    ['InvalidQuery', `/route/v1/car/${a};${b}?`],
    ['InvalidQuery', `/route/v1/car/${a};${b}?steps`],
    ['InvalidQuery', `/route/v1/car/${a};${b}?steps=yes`],
    ['InvalidQuery', `/route/v1/car/${a};${b}?steps=true&steps=true`],
    ['InvalidQuery', `/route/v1/car/${a};${b}?__proto__=1`],
    ['InvalidQuery', `/route/v1/car/${a};${b}?sources=0`],
    ['InvalidQuery', `/route/v1/car/${a};${b}?geometries=wkt`],
    ['InvalidQuery', `/route/v1/car/${a};${b}?overview=some`],
    ['InvalidQuery', `/route/v1/car/${a};${b}?alternatives=many`],
    ['InvalidQuery', `/route/v1/car/${a};${b}?annotations=names`],
    ['InvalidQuery', `/route/v1/car/${a};${b}?hints=abc;`],
    ['InvalidQuery', `/route/v1/car/${a};${b}?bearings=north;`],
    ['InvalidQuery', `/route/v1/car/${a};${b}?radiuses=near;`],
    ['InvalidQuery', `/route/v1/car/${a};${b}?approaches=left;`],
    ['InvalidQuery', `/route/v1/car/${a};${b}.xml`],
    ['InvalidQuery', `/table/v1/car/${a};${b}?sources=-1`],
    ['InvalidQuery', `/table/v1/car/${a};${b}?fallback_speed=fast`],
    ['InvalidQuery', `/match/v1/car/${a};${b}?timestamps=1;`],
    ['NotImplemented', `/route/v1/car/${a};${b}.flatbuffers`],
    ['NotImplemented', `/route/v1/car/${a};${b}?annotations=nodes`],
    ['NotImplemented', `/route/v1/car/${a};${b}?approaches=opposite;`],
    ['NotImplemented', `/match/v1/car/${a};${b}?bearings=0,90;`],
    ['InvalidOptions', `/route/v1/car/${a}`],
    ['InvalidOptions', `/table/v1/car/${a}`],
    ['InvalidOptions', `/match/v1/car/${a}`],
    ['InvalidOptions', `/nearest/v1/car/${a};${b}`],
    ['InvalidOptions', `/nearest/v1/car/${a}?number=0`],
    ['InvalidOptions', `/route/v1/car/${a};${b}?radiuses=5`],
    ['InvalidOptions', `/route/v1/car/${a};${b}?radiuses=-5;5`],
    ['InvalidOptions', `/route/v1/car/${a};${b}?bearings=400,10;`],
    ['InvalidOptions', `/route/v1/car/${a};${b}?hints=;;`],
    ['InvalidOptions', `/route/v1/car/${a};${b}?waypoints=0;2`],
    ['InvalidOptions', `/table/v1/car/${a};${b}?destinations=2`],
    ['InvalidOptions', `/table/v1/car/${a};${b}?scale_factor=0`],
    ['InvalidValue', `/route/v1/car/${a};181,0`],
    ['InvalidValue', `/table/v1/car/${a};0,91`],
    ['InvalidValue', `/route/v1/car/${a};${b}?exclude=motorway`],
    ['InvalidValue', `/route/v1/car/${a};${b};${a}?waypoints=0;1`],
    ['InvalidValue', `/match/v1/car/${a};${b}?timestamps=5;4`],
    ['InvalidValue', `/route/v1/old-quay-car/${a};${b}`],
    ['InvalidValue', `/route/v1/new-quay-truck/${a};${b}`],
    ['InvalidValue', `/route/v1/..-car/${a};${b}`],
    ['NoSegment', `/nearest/v1/car/${a}?radiuses=0&bearings=45,1`],
    ['NoSegment', `/table/v1/car/${a};0.5,0.5?radiuses=;100`],
    ['NoRoute', '/route/v1/new-quay-anchor-car-1/0.0005,0;0.0005,-0.02'],
    ['NoMatch', '/match/v1/car/10,10;11,11'],
    ['TooBig', `/route/v1/car/${many(6)}`],
    ['TooBig', `/table/v1/car/${many(11)}`],
    ['TooBig', `/match/v1/car/${many(7)}`],
    ['TooBig', `/nearest/v1/car/${a}?number=4`],
  ])('SEC-E03 is %s at %s', async (code, path) => {
    const { status, json, headers } = await served.ask(path)

    expect(json).toEqual({ code, message: expect.stringMatching(/\w/) })
    expect(status).toBe(400)
    expect(headers['content-type']).toMatch(/^application\/json/)
  })

  it('names the coordinate without a road at the end of its message, where VROOM reads it', async () => {
    const { json } = await served.ask(`/table/v1/car/${a};${b};0.5,0.5?radiuses=100;100;100`)

    expect(json.message).toBe('Could not find a matching segment for coordinate 2')
  })

  it('says where an address is malformed', async () => {
    const path = `/route/v1/car/${a};${b}?overview=false&steps=yes`
    const { json } = await served.ask(path)

    expect(json.message).toContain(`close to position ${path.indexOf('yes')}`)
  })

  it('may be a large part of a table as long as it has few cells', async () => {
    const { status } = await served.ask(`/table/v1/car/${many(20)}?sources=0;1;2;3;4`)

    expect(status).toBe(200)
  })
})

describe('the profile segment', () => {
  const nameAt = async (profile: string) => {
    const { json } = await served.ask(`/nearest/v1/${profile}/0.0011,0.0005`)
    return json.waypoints?.[0].name ?? json.message
  }

  it.each([
    ['new-quay-car'],
    ['new-quay-anchor-car-1'],
    ['new-bike'],
    ['new-quay'],
    ['new'],
    ['driving'],
    ['car'],
    ['anchor-car-1'],
  ])('%s names roads', async (profile) => {
    expect(await nameAt(profile)).toBe('Mill Lane')
  })

  it('prefers the longest region that has the profile', async () => {
    // Were it the region new with a profile quay-car, there would be no such profile.
    expect(await nameAt('new-quay-bike')).toContain('The region new-quay has no profile bike')
    expect(await nameAt('cycling')).toContain('The region new-quay has no profile cycling')
  })

  it('without a region is that of the only one, or an error that names them', async () => {
    await using two = await serveRoads(served.regions)
    await using one = await serveRoads(new Map([...served.regions].slice(0, 1)))

    const ambiguous = await two.ask(`/nearest/v1/driving/${a}`)
    const only = await one.ask(`/nearest/v1/driving/${a}`)

    expect(ambiguous.json).toMatchObject({ code: 'InvalidValue' })
    expect(ambiguous.json.message).toContain('new, new-quay')
    expect(only.status).toBe(200)
  })
})

describe('VROOM', () => {
  /** As VROOM reads: everything up to the end of the connection, from the first brace to the last. */
  async function askAsVroom(target: string): Promise<{ readonly head: string; readonly json: any }> {
    const socket = connect(served.port, '127.0.0.1')
    socket.write(`GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\nConnection: close\r\n\r\n`)
    const chunks: Buffer[] = []
    socket.on('data', (chunk) => chunks.push(chunk))
    await once(socket, 'end')
    const text = Buffer.concat(chunks).toString()
    const start = text.indexOf('{')
    return { head: text.slice(0, start), json: JSON.parse(text.slice(start, text.lastIndexOf('}') + 1)) }
  }

  it('gets its matrix and its route', async () => {
    const matrix = await askAsVroom(
      `/table/v1/car/${a};${b}?annotations=duration,distance&radiuses=35000;35000`,
    )
    const route = await askAsVroom(
      `/route/v1/car/${a};${b}?alternatives=false&steps=false&overview=full&continue_straight=false&radiuses=35000;35000`,
    )

    expect(matrix.json.durations[0][1]).toBe(route.json.routes[0].legs[0].duration)
    expect(matrix.json.distances[0][1]).toBe(route.json.routes[0].legs[0].distance)
    expect(decodePolyline(route.json.routes[0].geometry, 5)!.length).toBeGreaterThan(1)
  })

  it('gets a table of megabytes without chunks, which it cannot read', async () => {
    await using large = await serveRoads(served.regions, { defaultRegion: 'new-quay' })
    const socket = connect(large.port, '127.0.0.1')
    const points = written(Array.from({ length: 600 }, (_, index) => [(index % 20) / 10_000, 0]))
    socket.write(
      `GET /table/v1/car/${points}?annotations=duration,distance HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    )
    const chunks: Buffer[] = []
    socket.on('data', (chunk) => chunks.push(chunk))
    await once(socket, 'end')
    const text = Buffer.concat(chunks).toString()

    expect(text.slice(0, text.indexOf('{'))).not.toMatch(/transfer-encoding/i)
    const json = JSON.parse(text.slice(text.indexOf('{')))
    expect(json.durations).toHaveLength(600)
    expect(json.distances.at(-1)).toHaveLength(600)
  })
})

describe('a body', () => {
  const post = (path: string, body: unknown) => served.ask(path, { method: 'POST', body })

  it.each([
    ['InvalidQuery', '/route/v1/car', '{"coordinates": [[0,0]'],
    ['InvalidQuery', '/route/v1/car', {}],
    ['InvalidQuery', '/route/v1/car', { coordinates: [[0, 0, 0]] }],
    ['InvalidQuery', '/route/v1/car', { coordinates: [[0, '0']] }],
    ['InvalidQuery', '/route/v1/car', { coordinates: [[0, 0]], steps: { yes: true } }],
    ['InvalidQuery', '/route/v1/car', [1, 2]],
    ['InvalidQuery', '/route/v1/car', '{"coordinates": [[0,0],[0.001,0]], "__proto__": {"steps": true}}'],
    ['InvalidQuery', '/route/v1/car', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    [
      'InvalidQuery',
      '/route/v1/car',
      {
        coordinates: [
          [0, 0],
          [0.001, 0],
        ],
        colour: 'red',
      },
    ],
    ['InvalidUrl', `/route/v1/car/${a};${b}`, { coordinates: [[0, 0]] }],
  ])('SEC-E12 that is %s is refused', async (code, path, body) => {
    const { status, json } = await post(path, body)

    expect([status, json.code]).toEqual([400, code])
  })

  it('takes lists as arrays, with null for what is left out', async () => {
    const coordinates = [
      [0.0001, 0],
      [0.0005, 0.00005],
    ]

    const { json } = await post('/route/v1/car', { coordinates, approaches: [null, 'curb'], steps: true })

    expect(json.routes[0].distance).toBeGreaterThan(150)
    expect(json.routes[0].legs[0].steps.length).toBeGreaterThan(1)
  })
})

const options = [
  'steps=true annotations=true annotations=duration,distance overview=full geometries=geojson sources=0',
  'destinations=1 radiuses=5;5 hints=; bearings=0,10; approaches=curb;curb waypoints=0;1 number=2 tidy=true',
  'timestamps=1;2 gaps=ignore fallback_speed=3 generate_hints=false snapping=any alternatives=3',
].flatMap((line) => line.split(' '))
const fragments = [
  `route table nearest match trip / /v1/ /v2/ car new-quay-car - .json ? & = ; , ${a} ${b} polyline( )`,
  '% %00 %ff %2e%2e __proto__ 1e999 NaN -0 999999999999999999999 180,90 -180,-90',
].flatMap((line) => line.split(' '))

describe('any address', () => {
  it(
    'SEC-D11 is answered with sense, and never with a failure of the server',
    { timeout: 240_000 },
    async () => {
      const option = fc.constantFrom(...options)
      const pieces = fc.oneof(option, fc.constantFrom(...fragments))
      const shaped = fc
        .tuple(
          fc.constantFrom('route', 'table', 'nearest', 'match'),
          fc.constantFrom('car', 'new-quay-car', 'new-bike', 'new-quay-anchor-car-1', 'nope'),
          fc.array(
            fc.tuple(
              fc.double({ min: -0.01, max: 0.01, noNaN: true }),
              fc.double({ min: -0.03, max: 0.01, noNaN: true }),
            ),
            { minLength: 1, maxLength: 5 },
          ),
          fc.array(fc.oneof({ weight: 9, arbitrary: option }, { weight: 1, arbitrary: pieces }), {
            maxLength: 2,
          }),
        )
        .map(([service, profile, points, options]) =>
          `/${service}/v1/${profile}/${points.map((point) => point.map((value) => value.toFixed(6)).join(',')).join(';')}?${options.join('&')}`.replace(
            /\?$/,
            '',
          ),
        )
      const wild = fc.array(fc.oneof(pieces, fc.string({ maxLength: 8 })), { maxLength: 12 }).map((parts) =>
        // What no client can send as a target: spaces, controls and whatever is not ASCII.
        `/${parts.join('')}`.replaceAll(/[^\x21-\x7e]/g, '_'),
      )
      const seen = new Map<string, number>()
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof(shaped, wild), { minLength: 25, maxLength: 25 }),
          async (paths) => {
            const answers = await Promise.all(paths.map((path) => served.ask(path)))
            answers.forEach(({ status, json }, index) => {
              const isFine = status < 500 && typeof (json?.code ?? json?.status) === 'string'
              expect({ path: paths[index], isFine }).toEqual({ path: paths[index], isFine: true })
              seen.set(json.code, (seen.get(json.code) ?? 0) + 1)
            })
          },
        ),
        { seed: Number(process.env['FAULT_SEED'] ?? 4), numRuns: 200 },
      )
      // It has come far enough in to mean something.
      expect([...seen.values()].reduce((sum, count) => sum + count, 0)).toBe(5_000)
      expect(seen.get('Ok')).toBeGreaterThan(300)
      expect(seen.size).toBeGreaterThan(7)
    },
  )
})
