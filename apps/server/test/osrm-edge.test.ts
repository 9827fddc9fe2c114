import { once } from 'node:events'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Region } from '@cartage/roads'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aTown } from '@cartage/testing'
import { builtRegions, type ServedRoads, serveRoads, written } from './served-roads.ts'

const cleanUp = new AsyncDisposableStack()
let regions: ReadonlyMap<string, Region>
let served: ServedRoads

beforeAll(async () => {
  ;({ regions } = cleanUp.use(await builtRegions({ quay: { extract: aTown, profiles: ['car'] } })))
  served = cleanUp.use(await serveRoads(regions))
})
afterAll(async () => cleanUp.disposeAsync())

const nearest = '/nearest/v1/car/0.0005,0'
const points = (count: number): [number, number][] =>
  Array.from({ length: count }, (_, index) => [(index % 20) / 10_000, 0])
/** Tens of megabytes, which no buffer between here and there holds. */
const hugeTable = `/table/v1/car/${written(points(3_000))}?annotations=duration,distance`

/** A client that asks and then reads nothing. */
async function stalledClient({ port }: ServedRoads, target: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`)
  await once(socket, 'readable')
  return socket
}

describe('an answer', () => {
  it.each([
    ['a success', nearest],
    ['a refusal', '/nearest/v1/car/x'],
    ['an address that is none', '/%'],
  ])('SEC-D09 that is %s carries the headers of every answer', async (_, path) => {
    const { headers } = await served.ask(path)

    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers).not.toHaveProperty('access-control-allow-origin')
  })

  it.each(['PUT', 'DELETE', 'PATCH', 'HEAD', 'TRACE', 'OPTIONS'])('SEC-D15 to %s is 405', async (method) => {
    const { status, headers } = await served.ask(nearest, { method })

    expect(status).toBe(405)
    expect(headers.allow).toBe('GET, POST')
  })

  it('SEC-D06 is readable for pages of listed origins only', async () => {
    await using listed = await serveRoads(regions, { origins: ['https://map.example.com'] })
    await using any = await serveRoads(regions, { origins: ['*'] })
    const from = (origin: string, method = 'GET') => ({ method, headers: { origin } })

    const own = await listed.ask(nearest, from('https://map.example.com'))
    const preflight = await listed.ask(nearest, from('https://map.example.com', 'OPTIONS'))
    const foreign = await listed.ask(nearest, from('https://evil.example.com'))
    const foreignPreflight = await listed.ask(nearest, from('https://evil.example.com', 'OPTIONS'))
    const whoever = await any.ask(nearest, from('https://evil.example.com'))

    expect(own.headers['access-control-allow-origin']).toBe('https://map.example.com')
    expect([preflight.status, preflight.headers['access-control-allow-methods']]).toEqual([204, 'GET, POST'])
    expect(foreign.headers).not.toHaveProperty('access-control-allow-origin')
    expect(foreignPreflight.headers).not.toHaveProperty('access-control-allow-origin')
    expect(whoever.headers['access-control-allow-origin']).toBe('*')
  })

  it('SEC-D10 to a failure of the server tells an id of the log, and nothing else', async () => {
    const lines: string[] = []
    await using broken = await serveRoads(regions, {
      source: {
        find: async () => {
          throw new Error('secret /srv/path')
        },
        names: async () => [],
      },
      log: pino({ level: 'error' }, { write: (line: string) => void lines.push(line) }),
    })

    const { status, json } = await broken.ask(nearest)

    expect([status, json.code]).toEqual([500, 'InternalError'])
    expect(json.message).not.toContain('secret')
    const [id] = /[0-9a-f-]{36}/.exec(json.message) ?? []
    expect(lines.join('')).toContain('secret /srv/path')
    expect(lines.join('')).toContain(id)
  })
})

describe('a region that is damaged in memory', () => {
  it('SEC-D10 is a failure of the server, and the others answer on', async () => {
    const quay = regions.get('quay')!
    const info = { ...quay.info, name: 'broken' }
    const broken: Region = { ...quay, info, share: () => ({ info, files: {} }) }
    await using roads = await serveRoads(new Map([...regions, ['broken', broken]]))

    const failed = await roads.ask('/nearest/v1/broken-car/0,0')
    const answers = await Promise.all([1, 2, 3].map(() => roads.ask('/nearest/v1/quay-car/0.0005,0')))

    expect([failed.status, failed.json.code]).toEqual([500, 'InternalError'])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  })
})

describe('sizes', () => {
  it('SEC-D07 an address may have a megabyte, and not five', async () => {
    const coordinates = points(60_000)
      .map((point) => point.map((value) => value.toFixed(9)).join(','))
      .join(';')

    const large = await served.ask(`/table/v1/car/${coordinates}?sources=0&generate_hints=false`)
    // Who still writes when the connection is closed under its hands may not see why.
    const larger = await served.ask(`${nearest}?hints=${'A'.repeat(5 * 1024 ** 2)}`).then(
      ({ status }) => status,
      () => 431,
    )

    expect(coordinates.length).toBeGreaterThan(1024 ** 2)
    expect(large.json.durations[0]).toHaveLength(60_000)
    expect(larger).toBe(431)
  })

  it('SEC-D07 a body may have megabytes, and not twenty', async () => {
    const coordinates = points(100_000)

    const large = await served.ask('/table/v1/car', {
      method: 'POST',
      headers: { accept: 'application/vnd.cartage.table' },
      body: { coordinates, sources: [0, 1] },
    })
    const larger = await served.ask('/table/v1/car', {
      method: 'POST',
      body: `{"coordinates": "${'a'.repeat(20 * 1024 ** 2)}"}`,
    })

    expect(large.bytes).toHaveLength(32 + 2 * 100_000 * 4)
    expect([larger.status, larger.json?.code]).toEqual([413, 'TooBig'])
  })

  it('a table of any size takes the memory of its points, and not of its cells', async () => {
    const before = process.memoryUsage().rss
    const target = `/table/v1/car/${written(points(6_000))}?generate_hints=false`
    let bytes = 0
    let most = 0

    await new Promise<void>((resolve, reject) => {
      request({ port: served.port, path: target, agent: false }, (answer) => {
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.length
          most = Math.max(most, process.memoryUsage().rss)
        })
        answer.once('end', resolve)
        answer.once('error', reject)
      }).end()
    })

    expect(bytes).toBeGreaterThan(100e6)
    // 36 million cells are 576 MB as two matrices of the region.
    expect(most - before).toBeLessThan(250e6)
  })
})

describe('rates', () => {
  it('SEC-D13 are limited by address, with the seconds to wait', async () => {
    await using slow = await serveRoads(regions, { ratePerS: 0.5 })

    const statuses: number[] = []
    for (let count = 0; count < 30; count++) statuses.push((await slow.ask(nearest)).status)
    const refused = await slow.ask(nearest)

    expect(statuses.slice(0, 5)).toEqual(Array(5).fill(200))
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(5)
    expect(refused.json.code).toBe('TooManyRequests')
    expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1)
  })

  it('SEC-D13 count what a request costs', async () => {
    await using slow = await serveRoads(regions, { ratePerS: 0.5 })
    const table = `/table/v1/car/${written(points(500))}`

    const first = await slow.ask(table)
    const second = await slow.ask(nearest)

    expect(first.status).toBe(200)
    expect(second.status).toBe(429)
    expect(Number(second.headers['retry-after'])).toBeGreaterThanOrEqual(10)
  })

  it('SEC-D12 believe a proxy that is trusted, and nobody else', async () => {
    await using open = await serveRoads(regions, { ratePerS: 0.5 })
    await using proxied = await serveRoads(regions, { ratePerS: 0.5, trustedProxies: ['127.0.0.1'] })
    const count = async (roads: ServedRoads): Promise<number> => {
      let refused = 0
      for (let at = 0; at < 25; at++) {
        const { status } = await roads.ask(nearest, { headers: { 'x-forwarded-for': `203.0.113.${at}` } })
        if (status === 429) refused++
      }
      return refused
    }

    expect(await count(open)).toBeGreaterThan(0)
    expect(await count(proxied)).toBe(0)
  })
})

describe('a heavy request', () => {
  it('does not hold up light ones', async () => {
    await using roads = await serveRoads(regions)
    const socket = await stalledClient(roads, hugeTable)

    const answers = await Promise.all(Array.from({ length: 20 }, () => roads.ask(nearest)))

    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
    socket.destroy()
  })

  // A thread that nobody reads from is given up after 30 s only; this test has 15.
  it('ends when its client goes, so that the next one can begin', { timeout: 15_000 }, async () => {
    await using roads = await serveRoads(regions)
    const socket = await stalledClient(roads, hugeTable)
    const next = roads.ask(`/table/v1/car/${written(points(600))}`)

    socket.destroy()

    expect((await next).status).toBe(200)
  })

  it('ends with the server', { timeout: 15_000 }, async () => {
    const roads = await serveRoads(regions)
    const socket = await stalledClient(roads, hugeTable)
    socket.on('error', () => undefined)
    const closed = once(socket.resume(), 'close')

    await roads[Symbol.asyncDispose]()

    await closed
    await expect(roads.ask(nearest)).rejects.toThrow(/ECONNREFUSED/)
  })
})

describe('a slow sender', () => {
  it('SEC-D08 of an address has its connection closed', { timeout: 30_000 }, async () => {
    const socket = connect(served.port, '127.0.0.1')
    socket.on('error', () => undefined)
    const startedAt = performance.now()
    let isClosed = false
    void once(socket.resume(), 'close').then(() => {
      isClosed = true
    })
    socket.write('GET /nearest/v1/car/')
    while (!isClosed && performance.now() - startedAt < 20_000) {
      if (!socket.destroyed) socket.write('1')
      await sleep(500)
    }

    expect(isClosed).toBe(true)
  })
})
