import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { appRouter } from '@cartage/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { administrator, cookiesOf, serveConsole, type ServedConsole } from './http-console.ts'

interface Declared {
  readonly name: string
  readonly type: 'query' | 'mutation' | 'subscription'
  readonly access: string | undefined
  readonly takesInput: boolean
}

const procedures: readonly Declared[] = Object.entries(appRouter._def.procedures).map(([name, procedure]) => {
  const { type, meta, inputs } = (procedure as any)._def
  return { name, type, access: meta?.access, takesInput: inputs.length > 0 }
})
const mutations = procedures.filter(({ type }) => type === 'mutation').map(({ name }) => name)
const queries = procedures.filter(({ type }) => type === 'query').map(({ name }) => name)

const isWebBuilt = existsSync(fileURLToPath(new URL('../../web/dist/index.html', import.meta.url)))
if (!isWebBuilt) console.warn('SKIPPED: pages of the console; build apps/web first.')

let served: ServedConsole
let own: Record<string, string>
let slowSockets: readonly Promise<number>[]

/** Sends a request's head a byte at a time; resolves with the seconds until the server has had enough. */
function trickle({ port, host }: URL): Promise<number> {
  const startedAt = performance.now()
  const socket = connect(Number(port), '127.0.0.1')
  const head = `GET /health HTTP/1.1\r\nhost: ${host}\r\nx-slow: ${'a'.repeat(1_000)}`
  let sent = 0
  const timer = setInterval(() => socket.write(head[sent++] ?? 'a'), 500)
  socket.on('error', () => {})
  socket.resume()
  return new Promise((resolve) =>
    socket.once('close', () => {
      clearInterval(timer)
      resolve((performance.now() - startedAt) / 1_000)
    }),
  )
}
beforeAll(async () => {
  served = await serveConsole()
  slowSockets = Array.from({ length: 60 }, () => trickle(new URL(served.server.url)))
  own = { origin: served.server.url, 'content-type': 'application/json', cookie: served.cookie }
})
afterAll(async () => served[Symbol.asyncDispose]())

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
}

describe('the session cookie', () => {
  it('SEC-B07 cannot be read by scripts, is not sent by other sites’ forms, and is bound to this host', () => {
    const [cookie] = served.claimed.headers['set-cookie'] ?? []

    const [pair, ...attributes] = (cookie ?? '').split('; ')

    expect(pair).toMatch(/^cartage=[\w-]{27,}$/)
    expect(attributes.filter((attribute) => !attribute.startsWith('Max-Age'))).toEqual([
      'Path=/',
      'HttpOnly',
      'SameSite=Lax',
    ])
  })

  it('SEC-B05 is new at every sign-in; one that the browser chose stays worthless', async () => {
    const chosen = 'cartage=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

    const signedIn = await served.mutate('session.signIn', administrator, { cookie: chosen })
    const withChosen = await served.query('depots.list', undefined, { cookie: chosen })
    const withNew = await served.query('depots.list', undefined, { cookie: cookiesOf(signedIn) })

    expect(cookiesOf(signedIn)).not.toContain(chosen)
    expect([signedIn.status, withChosen.status, withNew.status]).toEqual([200, 401, 200])
  })

  it('SEC-B08 is the only place a token is taken from', async () => {
    const token = served.cookie.split(';')[0]?.split('=')[1] ?? ''
    const spots = [
      `?token=${token}`,
      `?cartage=${token}`,
      `?connectionParams=${encodeURIComponent(JSON.stringify({ token, cookie: served.cookie }))}`,
    ]

    const answers = await Promise.all(spots.map((spot) => served.ask(`/api/trpc/depots.list${spot}`)))
    const bearer = await served.ask('/api/trpc/depots.list', {
      headers: { authorization: `Bearer ${token}` },
    })

    expect([...answers, bearer].map(({ status }) => status)).toEqual([401, 401, 401, 401])
    expect(served.server.output()).not.toContain(token)
  })
})

describe('every procedure of the router', () => {
  it('SEC-C01 says who may call it', () => {
    expect(procedures.length).toBeGreaterThan(60)
    expect(procedures.filter(({ access }) => access === undefined)).toEqual([])
  })

  it.each(procedures.filter(({ access, type }) => access !== 'anyone' && type !== 'subscription'))(
    'SEC-C02 $name is closed to people without a session',
    async ({ name, type }) => {
      const headers = { origin: served.server.url, 'content-type': 'application/json' }

      const answer =
        type === 'mutation'
          ? await served.ask(`/api/trpc/${name}`, { method: 'POST', headers, body: '{}' })
          : await served.ask(`/api/trpc/${name}`)

      expect([answer.status, answer.json.error.data.code]).toEqual([401, 'UNAUTHENTICATED'])
    },
  )

  it.each(mutations)('SEC-D03 %s is refused from other origins and from none', async (name) => {
    const { port } = new URL(served.server.url)
    const origins = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `http://sub.localhost:${port}` },
      { origin: `http://localhost:${Number(port) + 1}` },
      { origin: `https://localhost:${port}` },
      { 'sec-fetch-site': 'same-site' },
      {},
    ]

    const answers = await Promise.all(
      origins.map((origin) =>
        served.ask(`/api/trpc/${name}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', cookie: served.cookie, ...origin },
          body: '{}',
        }),
      ),
    )

    expect(answers.map(({ status, json }) => [status, json.error.reason])).toEqual(
      origins.map(() => [403, 'ORIGIN']),
    )
  })

  it.each(mutations)('SEC-D04 %s takes JSON only', async (name) => {
    const types = [
      'text/plain',
      'application/octet-stream',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
    ]

    const answers = await Promise.all(
      types.map((type) =>
        served.ask(`/api/trpc/${name}`, {
          method: 'POST',
          headers: { ...own, 'content-type': type },
          body: '--x--\r\n',
        }),
      ),
    )

    expect(answers.map(({ status }) => status)).toEqual([415, 415, 415, 415])
  })

  it.each(mutations)('SEC-D05 %s is not called by GET', async (name) => {
    const answer = await served.query(name, {}, { 'x-http-method-override': 'POST' })

    expect(answer.status).toBe(405)
  })

  it.each(queries)('SEC-D05 %s is not called by POST', async (name) => {
    const answer = await served.mutate(name, {})

    expect(answer.status).toBe(405)
  })

  it.each(procedures.filter(({ takesInput, type }) => takesInput && type !== 'subscription'))(
    'SEC-C10 $name refuses keys that it does not declare',
    async ({ name, type }) => {
      const body = '{"organizationId":"11111111-1111-4111-8111-111111111111","__proto__":{"role":"admin"}}'

      const answer =
        type === 'mutation'
          ? await served.ask(`/api/trpc/${name}`, { method: 'POST', headers: own, body })
          : await served.ask(`/api/trpc/${name}?input=${encodeURIComponent(body)}`, { headers: own })

      expect([answer.status, answer.json.error.data.code]).toEqual([400, 'INVALID'])
    },
  )

  it('SEC-C10 names an undeclared key where all others are right', async () => {
    const depotId = crypto.randomUUID()

    const answer = await served.query('vehicles.list', { depotId, role: 'admin' })

    expect(answer.status).toBe(400)
    expect(answer.json.error.message).toContain('role')
  })
})

describe('the limits of a request', () => {
  const signIn = (body: string | Uint8Array, headers: Record<string, string> = {}) =>
    served.ask('/api/trpc/session.signIn', { method: 'POST', headers: { ...own, ...headers }, body })

  it.each([1_100_000, 8_000_000])(
    'SEC-D07 refuses %i bytes of JSON with an answer that arrives',
    async (size) => {
      const answer = await signIn(JSON.stringify('a'.repeat(size)))

      expect([answer.status, answer.json.error.message]).toEqual([413, 'The request is too large.'])
    },
  )

  it('SEC-D07 F15 ends a body without an end and without a length soon after refusing it', async () => {
    const { port, host } = new URL(served.server.url)
    const socket = connect(Number(port), '127.0.0.1')
    let answer = ''
    socket.on('data', (chunk) => (answer += chunk.toString()))
    socket.on('error', () => {})
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
    socket.write(
      `POST /api/trpc/session.signIn HTTP/1.1\r\nhost: ${host}\r\norigin: ${served.server.url}\r\n` +
        'content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
    )
    const chunk = `10000\r\n${'a'.repeat(65_536)}\r\n`
    const timer = setInterval(() => socket.write(chunk), 5)

    await closed
    clearInterval(timer)

    expect(answer).toMatch(/^HTTP\/1.1 413 /)
  }, 15_000)

  it('SEC-D07 refuses JSON that is thousands of levels deep', async () => {
    const answer = await signIn(`${'['.repeat(400_000)}${']'.repeat(400_000)}`)

    expect([answer.status, answer.json.error.message]).toEqual([400, 'The JSON is more than 32 levels deep.'])
  })

  it('SEC-D07 refuses an address above 16 KiB', async () => {
    const answer = await served.ask(`/api/trpc/depots.list?input=${'a'.repeat(17_000)}`, { headers: own })

    expect(answer.status).toBe(431)
    expect(answer.json.error.message).toBe('The headers of this request are too large.')
    expect(answer.headers).toMatchObject(securityHeaders)
  })

  it('SEC-D09 answers what is no request with the headers of every other answer', async () => {
    const { port } = new URL(served.server.url)
    const socket = connect(Number(port), '127.0.0.1')
    let answer = ''
    socket.on('data', (chunk) => (answer += chunk.toString()))
    socket.write('HELO cartage\r\n\r\n')

    await new Promise<void>((resolve) => socket.once('close', () => resolve()))

    expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\ncontent-security-policy: default-src 'none'/)
    expect(answer).toContain('The server could not read this request.')
  })

  it('SEC-D02 takes 20 calls in a batch, and not 21', async () => {
    const batch = (size: number) =>
      served.ask(`/api/trpc/${Array(size).fill('depots.list').join(',')}?batch=1`, { headers: own })

    expect((await batch(20)).status).toBe(200)
    expect((await batch(21)).status).toBe(400)
  })

  it.each([3_000, 5_000])('SEC-D02 F16 answers a path of %i commas with less than 1 KB', async (commas) => {
    const answer = await served.ask(`/api/trpc/${','.repeat(commas)}?batch=1`, { headers: own })

    expect([400, 404]).toContain(answer.status)
    expect(answer.body.length).toBeLessThan(1_000)
  })

  it('SEC-D14 gives no list of a milliard', async () => {
    const answer = await served.query('orders.list', {
      depotId: crypto.randomUUID(),
      date: '2026-04-07',
      limit: 1e9,
    })

    expect([answer.status, answer.json.error.data.field]).toEqual([400, 'limit'])
  })
})

describe('methods and addresses', () => {
  const others = ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']
  it.each(others)('SEC-D15 the API does not take %s', async (method) => {
    const paths = ['/api/trpc/depots.list', '/api/uploads/orders', '/api/exports/orders.csv', '/api/nothing']

    const answers = await Promise.all(paths.map((path) => served.ask(path, { method, headers: own })))

    expect(answers.map(({ status, headers }) => [status, headers.allow])).toEqual(
      paths.map(() => [405, 'GET, POST']),
    )
  })

  it('SEC-D15 CONNECT opens nothing', async () => {
    const { port } = new URL(served.server.url)
    const socket = connect(Number(port), '127.0.0.1')
    let said = ''
    socket.on('data', (chunk) => (said += chunk.toString()))
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))

    socket.write('CONNECT example.com:443 HTTP/1.1\r\nhost: example.com\r\n\r\n')
    await closed

    expect(said).not.toMatch(/^HTTP\/1.1 200/)
  })

  it.each(['/api', '/api/', '/api/nothing', '/api/docs', '/api/trpc/no.such', '/api/trpc/__proto__'])(
    'an API address that is not there, %s, is a 404 in JSON',
    async (path) => {
      const answer = await served.ask(path, { headers: own })

      expect(answer.status).toBe(404)
      expect(answer.headers['content-type']).toContain('application/json')
      expect(answer.json.error).toBeDefined()
    },
  )

  it.each([
    '/.env',
    '/.git/config',
    '/%2e%2e/%2e%2e/package.json',
    '/..%2f..%2fpackage.json',
    '/assets/../../package.json',
    '/assets/nothing.js',
    '/assets/nothing.js.map',
    '/%00',
    '/%',
    '/package.json',
  ])('SEC-D15 %s is no file of the console', async (path) => {
    const answer = await served.ask(path)

    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(answer.json.error.message).toBeTypeOf('string')
    expect(answer.text).not.toContain(path)
  })

  it
    .skipIf(!isWebBuilt)
    .each(['/', '/day/11111111-1111-4111-8111-111111111111/2026-04-07', '/sign-in', '/panel'])(
    'the page %s is the console, asked for again each time',
    async (path) => {
      const answer = await served.ask(path)

      expect(answer.status).toBe(200)
      expect(answer.headers['content-type']).toContain('text/html')
      expect(answer.headers['cache-control']).toBe('no-cache')
      expect(answer.text).toContain('<div id=')
    },
  )

  it.skipIf(!isWebBuilt)(
    'SEC-D15 serves hashed assets for a year, without source maps or folder lists',
    async () => {
      const page = await served.ask('/')
      const [, script] = /src="(\/assets\/[^"]+\.js)"/.exec(page.text) ?? []

      const [asset, map, folder] = await Promise.all(
        [String(script), `${script}.map`, '/assets/'].map((path) => served.ask(path)),
      )

      expect([asset?.status, asset?.headers['cache-control']]).toEqual([
        200,
        'public, max-age=31536000, immutable',
      ])
      expect(map?.status).toBe(404)
      expect(folder?.text).not.toContain('.js</a>')
    },
  )

  it('answers of the API are never stored, and every answer is locked down (SEC-D09)', async () => {
    const answers = await Promise.all([
      served.query('depots.list'),
      served.query('vehicles.list', {}),
      served.ask('/api/nothing'),
      served.ask('/api/trpc/depots.list', { method: 'PUT' }),
      served.ask('/api/exports/orders.csv'),
      served.ask('/api/trpc/%'),
      served.mutate('depots.create', 'a'.repeat(1_100_000)),
    ])
    const others = await Promise.all([
      served.ask('/'),
      served.ask('/health'),
      served.ask('/%'),
      served.ask('/x.js'),
    ])

    for (const { headers } of [...answers, ...others]) {
      expect(headers).toMatchObject(securityHeaders)
      const policy = String(headers['content-security-policy'])
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).toContain("script-src 'self';")
      expect(policy).toContain("worker-src 'self';")
      expect(policy).not.toContain('unsafe-')
    }
    expect(answers.map(({ headers }) => headers['cache-control'])).toEqual(answers.map(() => 'no-store'))
  })

  it('SEC-D06 no origin is told that it may read', async () => {
    const headers = {
      origin: 'https://evil.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    }

    const answers = await Promise.all([
      served.ask('/api/trpc/depots.create', { method: 'OPTIONS', headers }),
      served.ask('/api/trpc/depots.list', { headers: { ...headers, cookie: served.cookie } }),
    ])

    expect(
      answers
        .flatMap(({ headers: got }) => Object.keys(got))
        .filter((name) => name.startsWith('access-control')),
    ).toEqual([])
  })
})

describe('SEC-D10 errors', () => {
  it('name the field, and quote neither path, statement nor stack', async () => {
    const answers = await Promise.all([
      served.query('orders.list', { depotId: 'x', date: '2026-04-07' }),
      served.ask('/api/trpc/depots.create', { method: 'POST', headers: own, body: '{"secret-text' }),
      served.ask('/api/trpc/secret-text.list?batch=1&input=secret-text', { headers: own }),
      served.ask('/secret-text.js'),
      served.ask('/%E0%A4%secret-text'),
    ])

    for (const { status, text, json } of answers) {
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
      expect(text).not.toMatch(/secret-text|select |\/src\/|node_modules|at \w+ \(/)
      expect((Array.isArray(json) ? json[0] : json).error.message).toBeTypeOf('string')
    }
    expect(answers[0]?.json.error.data.field).toBe('depotId')
  })
})

describe('slow clients', () => {
  it('SEC-D08 F14 that send their head a byte at a time are cut off within 15 s', async () => {
    const seconds = await Promise.all(slowSockets)

    expect(Math.min(...seconds)).toBeGreaterThan(5)
    expect(Math.max(...seconds)).toBeLessThan(15)
    expect((await served.ask('/health')).status).toBe(200)
  })
})

// Last, since it uses up what this address may try.
describe('SEC-A05 signing in', () => {
  it('is limited with the time to wait, and a batch counts each of its calls', async () => {
    const attempt = { email: 'nobody@example.com', password: 'wrong password' }
    const batch = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [index, attempt]))
    const headers = { origin: served.server.url, 'content-type': 'application/json' }

    const batched = await served.ask(`/api/trpc/${Array(8).fill('session.signIn').join(',')}?batch=1`, {
      method: 'POST',
      headers,
      body: JSON.stringify(batch),
    })
    const one = await served.ask('/api/trpc/session.signIn', {
      method: 'POST',
      headers,
      body: JSON.stringify(attempt),
    })

    const codes = batched.json.map((answer: any) => answer.error.data.httpStatus).toSorted()
    expect(codes).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
    expect(one.status).toBe(429)
    expect(Number(one.headers['retry-after'])).toBeGreaterThan(0)
    expect(Number(one.headers['retry-after'])).toBeLessThanOrEqual(30)
  })
})
