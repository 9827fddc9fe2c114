import { existsSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, administrator, serveConsole, type ServedConsole } from './http-console.ts'

const isWebBuilt = existsSync(fileURLToPath(new URL('../../web/dist/index.html', import.meta.url)))
if (!isWebBuilt) console.warn('SKIPPED: pages of the console; build apps/web first.')

const SPOOFED = '198.51.100.7'
let open: ServedConsole
let proxied: ServedConsole

beforeAll(async () => {
  open = await serveConsole({ LOG_LEVEL: 'debug' })
  proxied = await serveConsole({ TRUSTED_PROXIES: '127.0.0.0/8,::1' })
}, 240_000)
afterAll(async () => {
  await open[Symbol.asyncDispose]()
  await proxied[Symbol.asyncDispose]()
})

/** A sign-in that cannot work, for an account of its own, as if forwarded for that address. */
let attempts = 0
const attempt = ({ ask, server }: ServedConsole, forwardedFor: string): Promise<Answer> =>
  ask('/api/trpc/session.signIn', {
    method: 'POST',
    headers: {
      origin: server.url,
      'content-type': 'application/json',
      'x-forwarded-for': forwardedFor,
      'x-forwarded-proto': 'https',
    },
    body: JSON.stringify({ email: `nobody${attempts++}@example.com`, password: 'wrong password' }),
  })
const attemptUntilRefused = async (
  served: ServedConsole,
  addressOf: (at: number) => string,
): Promise<number> => {
  for (let at = 0; at < 60; at++) {
    const { status } = await attempt(served, addressOf(at))
    if (status === 429) return at
  }
  return 60
}

describe('the address of a visitor', () => {
  it('SEC-D12 is the peer’s own, whatever it says it forwards, for limits and for the log', async () => {
    const allowed = await attemptUntilRefused(open, (at) => `198.51.100.${at}`)

    expect(allowed).toBeLessThan(60)
    expect(open.server.output()).toContain('127.0.0.1')
    expect(open.server.output()).not.toContain(SPOOFED.slice(0, 10))
  })

  it('SEC-D12 is what a trusted proxy says', async () => {
    const allowed = await attemptUntilRefused(proxied, () => SPOOFED)
    const other = await attempt(proxied, '198.51.100.8')
    const chained = await attempt(proxied, `203.0.113.5, ${SPOOFED}`)

    expect(allowed).toBeLessThan(60)
    expect(other.status).toBe(401)
    // The nearest address that is no proxy of ours counts, not what a visitor wrote before it.
    expect(chained.status).toBe(429)
  })
})

/** Sockets of one address; resolves when the server has decided about each. */
async function openSockets(
  { server }: ServedConsole,
  count: number,
  localAddress: string,
): Promise<readonly Socket[]> {
  const { port } = new URL(server.url)
  const sockets = Array.from({ length: count }, () => {
    const socket = connect({ port: Number(port), host: '127.0.0.1', localAddress })
    socket.on('error', () => {})
    return socket
  })
  await Promise.all(
    sockets.map(async (socket) => {
      socket.write('GET /health HTTP/1.1\r\nhost: x\r\n\r\n')
      await new Promise((resolve) => socket.once('data', resolve).once('close', resolve))
    }),
  )
  return sockets
}

describe('the sockets of one address', () => {
  it('SEC-D08 are 100 at most, and others go on', async () => {
    const sockets = await openSockets(open, 120, '127.0.0.2')
    const alive = sockets.filter((socket) => !socket.destroyed && socket.bytesRead > 0)
    const [another] = await openSockets(open, 1, '127.0.0.3')
    for (const socket of [...sockets, another!]) socket.destroy()

    expect(alive).toHaveLength(100)
    expect(another!.bytesRead).toBeGreaterThan(0)
  })

  it('SEC-D08 are more where it is a proxy that speaks for many', async () => {
    const sockets = await openSockets(proxied, 120, '127.0.0.2')
    const alive = sockets.filter((socket) => socket.bytesRead > 0)
    for (const socket of sockets) socket.destroy()

    expect(alive).toHaveLength(120)
  })
})

describe('what is not served', () => {
  it.each(['/api/docs', '/api/panel', '/api/playground', '/api/openapi.json', '/api/trpc', '/metrics.json'])(
    'SEC-D16 %s is nothing',
    async (path) => {
      expect((await open.ask(path, { headers: { cookie: open.cookie } })).status).toBe(404)
    },
  )

  it
    .skipIf(!isWebBuilt)
    .each(['/panel', '/playground', '/docs', '/metrics', '/debug', '/graphql', '/trpc-panel'])(
    'SEC-D16 %s is the console’s own page and no other',
    async (path) => {
      const plain = ({ text }: Answer): string => text.replaceAll(/nonce="[^"]*"/g, 'nonce')

      const [page, home] = await Promise.all([open.ask(path), open.ask('/')])

      expect(plain(page)).toBe(plain(home))
      expect(page.text).not.toContain('session.signIn')
    },
  )
})

describe('the log of a process', () => {
  const linesOf = (): readonly Readonly<Record<string, unknown>>[] =>
    open.server
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)

  it('SEC-F04 says of a foreign origin what it asked for, and of an unknown account that there is none', async () => {
    const { status } = await open.ask('/api/trpc/depots.create?planted=query', {
      method: 'POST',
      headers: { origin: 'https://evil.example', 'content-type': 'application/json', cookie: open.cookie },
      body: '{}',
    })

    expect(status).toBe(403)
    await expect
      .poll(() => linesOf().find(({ msg }) => msg === 'a change was refused that another site asked for'))
      .toMatchObject({ origin: 'https://evil.example', path: '/api/trpc/depots.create', ip: '127.0.0.1' })
    const [refusal] = linesOf().filter(({ detail }) => String(detail).startsWith('no account'))
    expect(refusal).toMatchObject({ path: 'session.signIn', code: 'UNAUTHENTICATED' })
    expect(open.server.output()).not.toContain('nobody0@example.com')
  })

  it('SEC-F05 is JSON lines without what signs somebody in, at its most talkative', async () => {
    const forged = 'x"}\t{"level":60,"msg":"forged"}'
    await open.ask('/api/trpc/depots.list', { headers: { cookie: open.cookie, 'user-agent': forged } })
    await open.ask('/api/trpc/depots.list?token=planted', { headers: { authorization: 'Bearer planted' } })
    await open.mutate('session.signIn', administrator)

    const lines = open.server
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))

    expect(lines.length).toBeGreaterThan(5)
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow()
    const text = lines.join('\n')
    for (const secret of [
      administrator.password,
      open.cookie.split('=')[1]?.split(';')[0] ?? '',
      'Bearer planted',
    ]) {
      expect(text).not.toContain(secret)
    }
    expect(lines.filter((line) => JSON.parse(line).msg === 'forged')).toEqual([])
  })
})
