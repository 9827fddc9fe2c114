import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '@cartage/db'
import { type ServerProcess, startServerProcess } from '@cartage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const BURST = 20
const EVERY_S = 5
const cleanUp = new AsyncDisposableStack()
let servers: readonly ServerProcess[]

beforeAll(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'cartage-two-'))
  cleanUp.defer(() => rm(folder, { recursive: true, force: true }))
  const postgres = cleanUp.use(await startEmbeddedPostgres({ dataDir: path.join(folder, 'database') }))
  // One data folder, as two processes of one installation have: it holds the password of their role.
  const dataDir = path.join(folder, 'data')
  const env = { CARTAGE_DEMO: '0', LOG_LEVEL: 'warn', DATABASE_URL: postgres.ownerUrl }
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

describe('two processes of one installation', () => {
  it('SEC-D13 share one limit, and say how long to wait', async () => {
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
    expect(
      await Promise.all(others.map(async (answer) => `${answer.status} ${await answer.text()}`)),
    ).toEqual([])
    expect(allowed.length).toBeGreaterThanOrEqual(BURST)
    // Meanwhile one more may each few seconds.
    expect(allowed.length).toBeLessThanOrEqual(BURST + Math.ceil(seconds / EVERY_S) + 1)
    expect(
      refused.map(({ headers }) => Number(headers.get('retry-after'))).filter((wait) => !(wait > 0)),
    ).toEqual([])
  })
})
