import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@redis/client'
import { withIdentity } from '@cartage/db'
import { aCertificate, startRedisServer, type TestRedis } from '@cartage/testing'
import { useTestDatabase } from '@cartage/testing/vitest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Limits } from '../src/limits/limits.ts'
import { limitsWithRedis } from '../src/limits/limits-with-redis.ts'
import { createPostgresLimits } from '../src/limits/postgres-limits.ts'
import { openRedisLimits, redisKey, type RedisLimits } from '../src/limits/redis-limits.ts'
import { openRedisLink } from '../src/limits/redis-link.ts'

const database = useTestDatabase()
const cleanUp = new AsyncDisposableStack()
const news: string[] = []
let redis: TestRedis
/** Two connections to one Redis, as two processes have, with the database to fall back to. */
let processes: readonly { readonly redis: RedisLimits; readonly limits: Limits }[]
let keys = 0
const aLimit = (burst: number) => ({ key: `limit ${++keys}`, burst, everyS: 3_600 })

beforeAll(async () => {
  redis = cleanUp.use(await startRedisServer())
  processes = await Promise.all(
    ['one', 'two'].map(async (name) => {
      const connected = cleanUp.use(
        await openRedisLimits({
          url: redis.url,
          retryMs: 50,
          onAway: () => news.push(`${name} away`),
          onBack: () => news.push(`${name} back`),
        }),
      )
      return { redis: connected, limits: limitsWithRedis(connected, createPostgresLimits(database.db)) }
    }),
  )
})
afterAll(() => cleanUp.disposeAsync())

/** How many of so many that ask both processes at once get through. */
async function allowed(limit: ReturnType<typeof aLimit>, times: number): Promise<number> {
  const taken = await Promise.all(
    Array.from({ length: times }, (_, at) => processes[at % 2]!.limits.take(limit)),
  )
  return taken.filter(({ isAllowed }) => isAllowed).length
}

async function untilBack(): Promise<void> {
  while (processes.some(({ redis: { isAway } }) => isAway)) await sleep(20)
}

/** Says something to Redis as its administrator. */
async function command(...words: readonly string[]): Promise<unknown> {
  const client = createClient({ url: redis.url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await client.sendCommand([...words])
  } finally {
    client.destroy()
  }
}

const isInDatabase = async (key: string): Promise<boolean> =>
  (await database.db.selectFrom('identity.rateLimit').select('key').where('key', '=', key).execute()).length >
  0

describe('limits in Redis', () => {
  it('SEC-D13 are counted there alone while it is there, under keys that tell nothing and go by themselves', async () => {
    const limit = { key: 'sign-in ip 192.0.2.7', burst: 3, everyS: 60 }

    await processes[0]!.limits.take(limit)

    const ttl = Number(await command('PTTL', redisKey(limit.key)))
    expect(ttl).toBeGreaterThan(50_000)
    expect(ttl).toBeLessThanOrEqual(60_000)
    expect(String(await command('KEYS', '*'))).not.toContain('192.0.2.7')
    expect(await isInDatabase(limit.key)).toBe(false)
  })

  it('SEC-D13 are forgotten in both stores', async () => {
    const limit = aLimit(1)
    const { limits } = processes[0]!
    await limits.take(limit)
    await createPostgresLimits(database.db).take(limit)

    await withIdentity(database.db, null, (trx) => limits.forget(limit.key, trx))

    expect(await limits.take(limit)).toMatchObject({ isAllowed: true })
    expect(await isInDatabase(limit.key)).toBe(false)
  })
})

describe('while Redis is away', () => {
  it('SEC-D13 limits go on in the database, never above the limit of each, and come back after a restart', async () => {
    const limit = aLimit(10)
    news.length = 0

    const before = await allowed(limit, 30)
    // In the middle of a flood: what is under way is answered too.
    const meanwhile = allowed(limit, 40)
    await redis.kill()
    const during = (await meanwhile) + (await allowed(limit, 40))
    const stored = await isInDatabase(limit.key)
    await redis.up()
    await untilBack()
    const after = await allowed(limit, 30)

    expect({ before, during, stored, after }).toEqual({ before: 10, during: 10, stored: true, after: 10 })
    expect(news.toSorted()).toEqual(['one away', 'one back', 'two away', 'two back'])
  })

  it('SEC-D13 a Redis that hangs is waited for once, and then not asked', async () => {
    const limit = aLimit(10)
    using link = await openRedisLink(
      { url: redis.url, onAway: () => undefined, onBack: () => undefined },
      (client) => client.ping(),
    )
    let asked = 0
    const ask = () =>
      link.ask((client) => {
        asked++
        return client.ping()
      })
    news.length = 0
    redis.freeze()

    const answers = [await ask(), await ask(), await ask()]
    const during = await allowed(limit, 30)
    redis.thaw()
    await untilBack()

    expect({ answers, asked, during }).toEqual({
      answers: [undefined, undefined, undefined],
      asked: 1,
      during: 10,
    })
    expect(news.toSorted()).toEqual(['one away', 'one back', 'two away', 'two back'])
  })

  it.each([
    ['is full', ['CONFIG', 'SET', 'maxmemory', '1'], ['CONFIG', 'SET', 'maxmemory', '0']],
    ['may only be read', ['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE']],
    [
      'runs no scripts',
      ['ACL', 'SETUSER', 'default', '-@scripting'],
      ['ACL', 'SETUSER', 'default', '+@scripting'],
    ],
  ])('SEC-D13 so they do when it %s', async (_, wrong, right) => {
    const limit = aLimit(10)
    await command(...wrong)

    const during = await allowed(limit, 30)
    const areAway = processes.map((each) => each.redis.isAway)
    await command(...right)
    await untilBack()

    expect({ during, areAway }).toEqual({ during: 10, areAway: [true, true] })
  })
})

describe('Redis over TLS', () => {
  it('is asked where its certificate is of an authority that is trusted, and for its host', async () => {
    const [right, wrong] = await Promise.all([aCertificate(['127.0.0.1']), aCertificate(['127.0.0.1'])])
    await using server = await startRedisServer(right)
    const open = async (url: string, ca: string | undefined) => {
      const reasons: string[] = []
      using limits = await openRedisLimits({
        url,
        ca,
        onAway: (error) => reasons.push(error.message),
        onBack: () => undefined,
      })
      return reasons[0] ?? (await limits.take(aLimit(1), 1))
    }

    const outcomes = [
      await open(server.url, right.ca),
      await open(server.url, wrong.ca),
      await open(server.url, undefined),
      await open(server.url.replace('127.0.0.1', 'localhost'), right.ca),
      await open(server.url.replace('rediss:', 'redis:'), right.ca),
    ]

    expect(outcomes).toEqual([
      { isAllowed: true, retryAfterS: 0 },
      expect.stringMatching(/self-signed|unable to verify|signature/i),
      expect.stringMatching(/self-signed|unable to verify|signature/i),
      expect.stringMatching(/altnames.*localhost/i),
      expect.any(String),
    ])
  })
})
