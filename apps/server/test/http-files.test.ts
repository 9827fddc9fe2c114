import { execFileSync } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { writePbf } from '@cartage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { administrator, type Answer, serveConsole, type ServedConsole } from './http-console.ts'

const MAX_IMPORT = 3 * 1024 ** 2

let served: ServedConsole
let depotId: string
beforeAll(async () => {
  served = await serveConsole({ CARTAGE_MAX_IMPORT: String(MAX_IMPORT) })
  await uploadRegion('quay', extract)
  expect(await built('quay')).toMatchObject({ state: 'ready' })
})
afterAll(async () => served[Symbol.asyncDispose]())

/** Two streets of Quay, a town west of Greenwich. A thousandth of a degree is about 111 m. */
const extract = writePbf({
  nodes: [
    { id: 1, lon: -0.002, lat: 0.001 },
    { id: 2, lon: -0.001, lat: 0.001 },
    { id: 3, lon: -0.001, lat: 0.002 },
  ],
  ways: [
    { id: 10, refs: [1, 2], tags: { highway: 'residential', name: 'Quay Street' } },
    { id: 11, refs: [2, 3], tags: { highway: 'residential', name: 'Mill Lane' } },
  ],
})

const uploadRegion = (name: string, bytes: Uint8Array | string): Promise<Answer> =>
  served.upload(`/api/uploads/regions?name=${name}`, { name: `${name}.osm.pbf`, bytes })

/** The region once its build is over, as the console lists it. */
async function built(name: string): Promise<any> {
  for (let tries = 0; tries < 300; tries++) {
    const { json } = await served.query('regions.list')
    const region = json.result.data.items.find((item: any) => item.name === name)
    if (region?.state !== 'building') return region
    await sleep(100)
  }
  throw new Error(`${name} is being built for ever.`)
}

/** The region once another build than that of `before` has taken its place. */
async function rebuilt(name: string, before: string): Promise<any> {
  for (let tries = 0; tries < 300; tries++) {
    const region = await built(name)
    if (region.builtAt !== before) return region
    await sleep(100)
  }
  throw new Error(`${name} stays as it was at ${before}.`)
}

const below = (folder: string): Promise<readonly string[]> =>
  readdir(path.join(served.server.dataDir, folder)).catch(() => [])

describe('an extract that is uploaded', () => {
  it.each([
    ['is cut off', 'cut', () => extract.subarray(0, extract.length - 40)],
    ['is empty', 'empty', () => ''],
    ['is a page of HTML', 'html', () => '<!doctype html><script>alert(1)</script>'],
    ['has no roads', 'roadless', () => writePbf({ nodes: [{ id: 1, lon: 0, lat: 0 }] })],
  ])('F19 that %s fails in words, and leaves nothing behind', async (_, name, bytes) => {
    const before = await below('uploads')
    const accepted = await uploadRegion(name, bytes())
    const region = accepted.status === 200 ? await built(name) : undefined
    const failure: string = region?.failure ?? accepted.json.error.message

    expect(region?.state ?? 'refused').toMatch(/^(failed|refused)$/)
    expect(failure.length).toBeGreaterThan(20)
    expect(failure).not.toMatch(/undefined|\/src\/|Error:/)
    expect(failure).not.toContain(served.server.dataDir)
    expect(await below('regions')).not.toContain(name)
    expect(await below('uploads')).toEqual(before)
  })

  it('becomes a region that is ready, and is kept for the next build', async () => {
    const before = await below('uploads')
    const accepted = await uploadRegion('harbour', extract)
    const region = await built('harbour')

    expect([accepted.status, accepted.json.state]).toEqual([200, 'building'])
    expect(region).toMatchObject({ state: 'ready', failure: null })
    expect(region.sizeBytes).toBeGreaterThan(0)
    expect(region.extract).toMatchObject({ fileName: 'harbour.osm.pbf', bytes: extract.length })
    expect(await below('uploads')).toHaveLength(before.length + 1)
    expect(JSON.stringify(region)).not.toContain(served.server.dataDir)
  })

  it('F19 keeps the old region in use where the new extract is no good', async () => {
    await uploadRegion('quay', extract.subarray(0, 100))
    const region = await built('quay')
    const found = await served.query('places.search', { region: 'quay', text: 'Mill Lane' })

    expect(region.state).toBe('ready')
    expect(region.failure.length).toBeGreaterThan(20)
    expect(found.json.result.data.items[0].label).toContain('Mill Lane')
  })

  it('SEC-D07 may not be larger than CARTAGE_MAX_IMPORT, and is not kept', async () => {
    const before = await below('uploads')
    const refused = await uploadRegion('large', new Uint8Array(MAX_IMPORT + 1))

    expect([refused.status, refused.json.error]).toEqual([
      413,
      { code: 'LIMIT_REACHED', message: 'The file is larger than 3 MiB.', reason: 'FILE_TOO_LARGE' },
    ])
    expect(await below('uploads')).toEqual(before)
    expect((await served.query('regions.list')).text).not.toContain('large')
  })

  it.each(['../quay', '..%2Fquay', 'Quay', '', 'a'.repeat(64)])(
    'SEC-E07 cannot be named "%s"',
    async (name) => {
      const refused = await uploadRegion(name, extract)

      expect([refused.status, refused.json.error.field]).toEqual([400, 'name'])
    },
  )
})

describe('forms that are no upload', () => {
  const send = (headers: Record<string, string>, body: string | Uint8Array) =>
    served.ask('/api/uploads/regions?name=quay', {
      method: 'POST',
      headers: { cookie: served.cookie, origin: served.server.url, ...headers },
      body,
    })
  const multipart = { 'content-type': 'multipart/form-data; boundary=x' }
  const part = '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n'

  it.each([
    ['JSON', { 'content-type': 'application/json' }, '{}'],
    ['no boundary', { 'content-type': 'multipart/form-data' }, '--x--\r\n'],
    ['no part', multipart, '--x--\r\n'],
    ['a part that never ends', multipart, `${part}abc`],
    ['a head that never ends', multipart, '--x\r\ncontent-disp'],
    ['another field', multipart, `${part.replace('"file"', '"other"')}abc\r\n--x--\r\n`],
    [
      'profiles that are no list',
      multipart,
      `--x\r\ncontent-disposition: form-data; name="customProfiles"\r\n\r\n{"extends"\r\n${part}abc\r\n--x--\r\n`,
    ],
    [
      'more profiles than a region has',
      multipart,
      `--x\r\ncontent-disposition: form-data; name="customProfiles"\r\n\r\n${JSON.stringify(Array(9).fill('{}'))}\r\n${part}abc\r\n--x--\r\n`,
    ],
    [
      'a profile that extends a file',
      multipart,
      `--x\r\ncontent-disposition: form-data; name="customProfiles"\r\n\r\n["{\\"extends\\":\\"a.json\\"}"]\r\n${part}abc\r\n--x--\r\n`,
    ],
    ['a field in place of a file', multipart, `${part.replace('; filename="a"', '')}abc\r\n--x--\r\n`],
  ])('SEC-D11 F15 are refused with what to send: %s', async (_, headers, body) => {
    const before = await below('uploads')
    const answer = await send(headers, body)

    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(answer.json.error.message.length).toBeGreaterThan(20)
    expect(await below('uploads')).toEqual(before)
    await built('quay')
  })

  it('SEC-D03 are refused from other origins, and SEC-C02 without a session', async () => {
    const foreign = await send({ ...multipart, origin: 'https://evil.example' }, '--x--\r\n')
    const anonymous = await send({ ...multipart, cookie: '' }, '--x--\r\n')

    expect([foreign.status, anonymous.status]).toEqual([403, 401])
  })
})

describe('an order file', () => {
  const date = '2026-12-01'
  const uploadOrders = (id: string, name: string, bytes: Uint8Array | string): Promise<Answer> =>
    served.upload(`/api/uploads/orders?id=${id}&depotId=${depotId}&date=${date}`, { name, bytes })

  beforeAll(async () => {
    depotId = crypto.randomUUID()
    const place = { lon: -0.0015, lat: 0.001, zone: 'Europe/London', region: 'quay' }
    expect((await served.mutate('depots.create', { id: depotId, name: 'Quay', ...place })).status).toBe(200)
  })

  it.each([
    ['is empty', 'orders.csv', ''],
    ['is a picture', 'orders.csv', Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13])],
    ['is an extract', 'orders.csv', extract],
    ['is a broken workbook', 'orders.xlsx', 'PK\u0003\u0004 nothing'],
  ])('F18 that %s is refused in words, and leaves no import behind', async (_, name, bytes) => {
    const id = crypto.randomUUID()

    const refused = await uploadOrders(id, name, bytes)
    const left = await served.query('imports.get', { id })

    expect([refused.status, refused.json.error.code]).toEqual([400, 'INVALID'])
    expect(refused.json.error.message.length).toBeGreaterThan(15)
    expect(left.status).toBe(404)
  })

  it('SEC-D07 F15 of 40 MiB is refused while it streams, and memory stays flat', async () => {
    const id = crypto.randomUUID()
    const before = residentBytes()

    const refused = await streamOrders(id, 40)

    expect(refused.status).toBe(413)
    expect(refused.text).toContain('25 MiB')
    expect(residentBytes() - before).toBeLessThan(200 * 1024 ** 2)
    expect((await served.query('imports.get', { id })).status).toBe(404)
  }, 60_000)

  it('is read, checked and imported; SEC-E08 a formula in it leaves as text', async () => {
    const id = crypto.randomUUID()
    const file =
      'reference,address,lat,lon,notes\r\n=1+1,Quay Street 1,0.001,-0.0015,"=HYPERLINK(""http://evil"")"\r\n+2,Mill Lane 2,0.0015,-0.001,@SUM(A1)\r\n'

    const begun = await uploadOrders(id, '../../evil"\r\n.csv', file)
    const ready = await settled(id, 'ready')
    const committed = await served.mutate('imports.commit', { id })
    await settled(id, 'done')
    const exported = await served.ask(`/api/exports/orders.csv?depotId=${depotId}&date=${date}`, {
      headers: { cookie: served.cookie },
    })

    expect([begun.status, begun.json.state]).toEqual([200, 'reading'])
    expect([ready.counts.create, ready.counts.held, committed.status]).toEqual([2, 0, 200])
    expect(exported.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': expect.stringMatching(/^attachment; filename="[\w.-]+\.csv"$/),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    expect(exported.text).toContain("'=1+1")
    expect(exported.text).toContain("'+2")
    expect(exported.text).toContain("'=HYPERLINK")
    expect(exported.text).toContain("'@SUM")
    expect(exported.text).not.toMatch(/(^|[,"\n])[=+@]/m)
  })

  async function settled(id: string, state: string): Promise<any> {
    for (let tries = 0; tries < 200; tries++) {
      const { json } = await served.query('imports.get', { id })
      if (json.result.data.state === state) return json.result.data
      if (json.result.data.state === 'failed') throw new Error(json.result.data.failure)
      await sleep(100)
    }
    throw new Error(`The import is never ${state}.`)
  }
})

/** What the server process holds in memory. */
const residentBytes = (): number =>
  1024 *
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(served.server.child.pid)], { encoding: 'utf8' }))

/** Sends an order file of so many MiB, without saying its length, as fast as the server takes it. */
function streamOrders(id: string, mebibytes: number): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(served.server.url)
  const rows = Buffer.from(`A-1,Quay Street 1,0.001,-0.0015,${'n'.repeat(4_064)}\n`.repeat(256))
  return new Promise((resolve, reject) => {
    const call = request(
      {
        hostname,
        port,
        path: `/api/uploads/orders?id=${id}&depotId=${depotId}&date=2026-12-01`,
        method: 'POST',
        agent: false,
        headers: {
          cookie: served.cookie,
          origin: served.server.url,
          'content-type': 'multipart/form-data; boundary=x',
        },
      },
      (answer) => {
        let text = ''
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()))
        answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text }))
      },
    )
    call.once('error', reject)
    call.write(
      '--x\r\ncontent-disposition: form-data; name="file"; filename="big.csv"\r\n\r\nreference,address,lat,lon,notes\n',
    )
    void (async () => {
      for (let sent = 0; sent < mebibytes && !call.destroyed; sent++) {
        if (!call.write(rows))
          await Promise.race([new Promise((drained) => call.once('drain', drained)), sleep(5_000)])
      }
      call.end('\r\n--x--\r\n')
    })()
  })
}

describe('the basemap', () => {
  it('comes gzipped to people with a session, and nothing comes where nothing is', async () => {
    const { x, y } = tileOf(-0.0015, 0.0015, 14)
    const { builtAt } = await built('quay')
    const tile = `/api/regions/quay/tiles/14/${x}/${y}.mvt?v=${encodeURIComponent(builtAt)}`

    const [full, empty, anonymous, missing] = await Promise.all([
      served.ask(tile, { headers: { cookie: served.cookie } }),
      served.ask('/api/regions/quay/tiles/14/1/1.mvt', { headers: { cookie: served.cookie } }),
      served.ask(tile),
      served.ask('/api/regions/nowhere/tiles/14/1/1.mvt', { headers: { cookie: served.cookie } }),
    ])

    expect(full.status).toBe(200)
    expect(full.headers).toMatchObject({
      'content-type': 'application/vnd.mapbox-vector-tile',
      'content-encoding': 'gzip',
      'cache-control': 'private, max-age=86400, immutable',
      'x-content-type-options': 'nosniff',
    })
    expect(gunzipSync(full.body).toString()).toContain('Quay Street')
    expect([empty.status, empty.body.length, anonymous.status]).toEqual([204, 0, 401])
    expect(missing.status).toBeGreaterThanOrEqual(400)
    expect(missing.status).toBeLessThan(500)
  })

  it('is kept by browsers under the address of its own build only', async () => {
    await uploadRegion('wharf', extract)
    const first = await built('wharf')
    await uploadRegion('wharf', extract)
    const second = await rebuilt('wharf', first.builtAt)
    const keeping = async (query: string): Promise<string | undefined> => {
      const headers = { cookie: served.cookie }
      return (await served.ask(`/api/regions/wharf/tiles/14/1/1.mvt${query}`, { headers })).headers[
        'cache-control'
      ]
    }
    const of = (builtAt: string): string => `?v=${encodeURIComponent(builtAt)}`

    expect(await keeping(of(second.builtAt))).toBe('private, max-age=86400, immutable')
    const others = [of(first.builtAt), '', '?v=', '?v=1&v=2', '?v[a]=1']
    expect(await Promise.all(others.map(keeping))).toEqual(others.map(() => 'private, no-cache'))
  })
})

/** The tile of the web map that holds a point. */
function tileOf(lon: number, lat: number, zoom: number): { readonly x: number; readonly y: number } {
  const size = 2 ** zoom
  const mercator = Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI
  return { x: Math.floor(((lon + 180) / 360) * size), y: Math.floor(((1 - mercator) / 2) * size) }
}

describe('an export', () => {
  it.each([
    'plans/11111111-1111-4111-8111-111111111111.csv',
    'plans/x.csv',
    'plans/11111111-1111-4111-8111-111111111111.exe',
  ])('SEC-C03 of what is not there, %s, is a 404', async (file) => {
    const answer = await served.ask(`/api/exports/${file}`, { headers: { cookie: served.cookie } })

    expect([answer.status, answer.json.error.code]).toEqual([404, 'NOT_FOUND'])
  })

  it('SEC-B08 takes no token from its address', async () => {
    const answer = await served.ask(
      `/api/exports/orders.csv?depotId=${depotId}&date=2026-12-01&cookie=${encodeURIComponent(served.cookie)}`,
    )

    expect(answer.status).toBe(401)
    expect(answer.text).not.toContain(administrator.email)
  })
})
