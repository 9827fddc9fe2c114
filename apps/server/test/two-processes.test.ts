import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '@cartage/db'
import {
  aCertificate,
  type ServerProcess,
  startRedisServer,
  startServerProcess,
  type TestRedis,
} from '@cartage/testing'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { administrator } from './http-console.ts'

const BURST = 20
const EVERY_S = 5
const cleanUp = new AsyncDisposableStack()
let redis: TestRedis
let servers: readonly ServerProcess[]

beforeAll(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'cartage-two-'))
  cleanUp.defer(() => rm(folder, { recursive: true, force: true }))
  const postgres = cleanUp.use(await startEmbeddedPostgres({ dataDir: path.join(folder, 'database') }))
  // One data folder, as two processes of one installation have: it holds the password of their role.
  const dataDir = path.join(folder, 'data')
  const certificate = await aCertificate(['127.0.0.1'])
  const caFile = path.join(folder, 'ca.pem')
  await writeFile(caFile, certificate.ca)
  redis = cleanUp.use(await startRedisServer(certificate))
  const env = {
    CARTAGE_DEMO: '0',
    LOG_LEVEL: 'info',
    DATABASE_URL: postgres.ownerUrl,
    REDIS_URL: redis.url,
    REDIS_CA_FILE: caFile,
  }
  const first = cleanUp.use(await startServerProcess({ env, dataDir }))
  await first.untilPrinted(/Ready at/)
  const second = cleanUp.use(await startServerProcess({ env, dataDir, args: ['--role', 'http'] }))
  await second.untilPrinted(/Ready at/)
  servers = [first, second]
}, 240_000)
afterAll(() => cleanUp.disposeAsync())

/** A sign-in that cannot work, at one process and the other in turn, for an account of its own. */
function attempt(at: number): Promise<Response> {
  const server = servers[at % 2]!
  return fetch(`${server.url}/api/trpc/session.signIn`, {
    method: 'POST',
    headers: { origin: server.url, 'content-type': 'application/json' },
    body: JSON.stringify({ email: `nobody${at}@example.com`, password: 'wrong password' }),
  })
}

/** Sends more attempts than the limit lets through, and expects that it does not let through more. */
async function expectOneLimit(): Promise<void> {
  const startedAt = performance.now()
  const answers: Response[] = []
  // A few at a time: all at once would wait for connections to the database, which is another limit.
  for (let round = 0; round < 10; round++) {
    answers.push(...(await Promise.all(Array.from({ length: 6 }, (_, at) => attempt(round * 6 + at)))))
  }
  const seconds = (performance.now() - startedAt) / 1_000

  const allowed = answers.filter(({ status }) => status === 401)
  const refused = answers.filter(({ status }) => status === 429)
  const others = answers.filter(({ status }) => status !== 401 && status !== 429)
  expect(await Promise.all(others.map(async (answer) => `${answer.status} ${await answer.text()}`))).toEqual(
    [],
  )
  expect(allowed.length).toBeGreaterThanOrEqual(BURST)
  // Meanwhile one more may each few seconds.
  expect(allowed.length).toBeLessThanOrEqual(BURST + Math.ceil(seconds / EVERY_S) + 1)
  expect(
    refused.map(({ headers }) => Number(headers.get('retry-after'))).filter((wait) => !(wait > 0)),
  ).toEqual([])
}

const readiness = () =>
  Promise.all(
    servers.map(async ({ url }) => {
      const answer = await fetch(`${url}/ready`)
      return { code: answer.status, ...((await answer.json()) as object) }
    }),
  )

const call = (
  { url }: ServerProcess,
  procedure: string,
  { cookie, body }: { readonly cookie?: string; readonly body?: object },
): Promise<Response> =>
  fetch(`${url}/api/trpc/${procedure}`, {
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
    headers: { origin: url, 'content-type': 'application/json', ...(cookie && { cookie }) },
  })

describe('two processes of one installation', () => {
  it('SEC-B06 let nobody in with a session that ended a moment ago, at either of them', async () => {
    const [first, second] = servers as readonly [ServerProcess, ServerProcess]
    // The later one of the two links is good.
    const [, token] = await second.untilPrinted(/welcome#(\S+)/)
    const claim = { token, organizationName: 'Quay Couriers', name: 'Robin', ...administrator }
    const claimed = await call(first, 'session.claimFirstAdmin', { body: claim })
    const cookie = claimed.headers
      .getSetCookie()
      .map((text) => text.split(';')[0])
      .join('; ')
    const statusAt = async (server: ServerProcess): Promise<number> =>
      (await call(server, 'depots.list', { cookie })).status
    // Both have just read it.
    expect(await Promise.all(servers.map(statusAt))).toEqual([200, 200])

    await call(first, 'session.signOut', { cookie, body: {} })

    expect(await statusAt(first)).toBe(401)
    await vi.waitFor(async () => expect(await statusAt(second)).toBe(401), { timeout: 1_000 })
  })

  it('SEC-D13 share one limit in Redis, over TLS, and say how long to wait', async () => {
    await expectOneLimit()

    const ready = { code: 200, status: 'ready' }
    expect(await readiness()).toEqual([ready, ready])
  })

  it('SEC-D13 share one in the database while Redis is away, and say so once', async () => {
    await redis.kill()

    await expectOneLimit()

    const ready = { code: 200, status: 'ready', without: ['redis'] }
    expect(await readiness()).toEqual([ready, ready])
    await redis.up()
    for (const { untilPrinted, output } of servers) {
      await untilPrinted(/Redis is back/)
      // A starved machine can lose it once more; each time is told once.
      const told = output().match(/Redis is (?:away|back)/g) ?? []
      expect(told.filter((word, at) => word === told[at - 1])).toEqual([])
      expect(output()).not.toContain(redis.password)
    }
    expect(await readiness()).toEqual([
      { code: 200, status: 'ready' },
      { code: 200, status: 'ready' },
    ])
  })
})
