import { createClient } from '@redis/client'
import { withIdentity } from '@cartage/db'
import { startRedisServer, type TestRedis } from '@cartage/testing'
import { useTestDatabase } from '@cartage/testing/vitest'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCallLimits } from '../src/limits/call-limits.ts'
import { createLeasedLimits } from '../src/limits/leased-limits.ts'
import type { Limits } from '../src/limits/limits.ts'
import { limitsWithRedis } from '../src/limits/limits-with-redis.ts'
import { createPostgresLimits } from '../src/limits/postgres-limits.ts'
import { openRedisLimits, redisKey } from '../src/limits/redis-limits.ts'

const database = useTestDatabase()
const cleanUp = new AsyncDisposableStack()
let redis: TestRedis
let keys = 0
const newKey = (): string => `limit ${++keys}`

beforeAll(async () => {
  redis = cleanUp.use(await startRedisServer())
})
afterAll(() => cleanUp.disposeAsync())

interface Store {
  /** Two pools or connections, as two processes have. */
  readonly twoProcesses: () => Promise<readonly [Limits, Limits]>
  /** Everything happened this much longer ago. */
  readonly age: (key: string, seconds: number) => Promise<unknown>
}

const inDatabase: Store = {
  twoProcesses: async () => [
    createPostgresLimits(database.db),
    createPostgresLimits(database.open({ max: 4 })),
  ],
  age: (key, seconds) =>
    sql`update identity.rate_limit set tat = tat - make_interval(secs => ${seconds}) where key = ${key}`.execute(
      database.db,
    ),
}

const notAsked: Limits = {
  take: () => Promise.reject(new Error('The database was asked.')),
  takeEach: () => Promise.reject(new Error('The database was asked.')),
  forget: () => Promise.resolve(),
}
const openInRedis = async (): Promise<Limits> => {
  const limits = await openRedisLimits({ url: redis.url, onAway: () => undefined, onBack: () => undefined })
  return limitsWithRedis(cleanUp.use(limits), notAsked)
}
let connected: Promise<readonly [Limits, Limits]> | undefined
const inRedis: Store = {
  twoProcesses: () => (connected ??= Promise.all([openInRedis(), openInRedis()])),
  async age(key, seconds) {
    const client = await createClient({ url: redis.url }).connect()
    const tat = Number(await client.get(redisKey(key)))
    await client.set(redisKey(key), String(tat - seconds * 1_000_000), { KEEPTTL: true })
    client.destroy()
  },
}

describe.each([
  ['the database', inDatabase],
  ['Redis', inRedis],
])('a limit in %s', (_, { twoProcesses, age }) => {
  it('SEC-D13 lets a burst through, exactly, whatever asks at once in several processes', async () => {
    const limit = { key: newKey(), burst: 40, everyS: 3_600 }
    const processes = await twoProcesses()

    const taken = await Promise.all(
      Array.from({ length: 200 }, (_, at) => processes[at % processes.length]!.take(limit)),
    )

    expect(taken.filter(({ isAllowed }) => isAllowed)).toHaveLength(40)
    expect(taken.filter(({ isAllowed, retryAfterS }) => !isAllowed && !(retryAfterS >= 3_590))).toEqual([])
  })

  it('SEC-D13 says how long to wait, and lets one more through after each period', async () => {
    const [limits] = await twoProcesses()
    const limit = { key: newKey(), burst: 3, everyS: 60 }
    for (let n = 0; n < 3; n++) await limits.take(limit)

    const refused = await limits.take(limit)
    await age(limit.key, 60)
    const outcomes = [await limits.take(limit), await limits.take(limit)]

    expect(refused).toEqual({ isAllowed: false, retryAfterS: 60 })
    expect(outcomes.map(({ isAllowed }) => isAllowed)).toEqual([true, false])
  })

  it('takes several units or none', async () => {
    const [limits] = await twoProcesses()
    const limit = { key: newKey(), burst: 10, everyS: 60 }

    const outcomes = [await limits.take(limit, 8), await limits.take(limit, 3), await limits.take(limit, 2)]

    expect(outcomes.map(({ isAllowed }) => isAllowed)).toEqual([true, false, true])
    expect(outcomes[1]!.retryAfterS).toBe(60)
  })

  it('takes of several limits in turn, up to the first that refuses', async () => {
    const [limits] = await twoProcesses()
    const [wide, narrow, last] = [2, 1, 1].map((burst) => ({ key: newKey(), burst, everyS: 60 }))

    const outcomes = [
      await limits.takeEach([wide!, narrow!]),
      await limits.takeEach([wide!, narrow!, last!]),
      await limits.takeEach([last!]),
      await limits.takeEach([wide!]),
    ]

    expect(outcomes.map((taken) => taken.map(({ isAllowed }) => isAllowed))).toEqual([
      [true, true],
      [true, false],
      [true],
      [false],
    ])
  })

  it('forgets what was taken', async () => {
    const [limits] = await twoProcesses()
    const limit = { key: newKey(), burst: 1, everyS: 60 }
    await limits.take(limit)

    await withIdentity(database.db, null, (trx) => limits.forget(limit.key, trx))

    expect(await limits.take(limit)).toEqual({ isAllowed: true, retryAfterS: 0 })
  })
})

describe('a limit of calls', () => {
  it('SEC-D13 is asked for seldom, and lets through no more than the limit and no less than 95 % of it', async () => {
    let asked = 0
    const counted = (await inDatabase.twoProcesses()).map((limits) => ({
      ...limits,
      take: (...words: Parameters<Limits['take']>) => {
        asked++
        return limits.take(...words)
      },
    }))
    const processes = counted.map((limits) => createLeasedLimits(limits))
    const limit = { key: newKey(), burst: 600, everyS: 3_600 }

    const taken = await Promise.all(
      Array.from({ length: 1_500 }, (_, at) => processes[at % processes.length]!.take(limit)),
    )

    const allowed = taken.filter(({ isAllowed }) => isAllowed).length
    expect(allowed).toBeLessThanOrEqual(600)
    expect(allowed).toBeGreaterThanOrEqual(570)
    expect(asked).toBeLessThan(120)
  })

  it('SEC-D13 SEC-C09 holds for a person and for their organization, each by its own', async () => {
    const take = createCallLimits(createPostgresLimits(database.db), { user: 0.1, organization: 0.2 })
    const [one, other, third] = ['one', 'other', 'third'].map((name) => `${name} ${newKey()}` as never)
    const [ours, theirs] = [newKey() as never, newKey() as never]
    const tries = async (userId: never, organizationId: never, times: number): Promise<number> => {
      let allowed = 0
      for (let n = 0; n < times; n++) {
        allowed += await take({ userId, organizationId }).then(
          () => 1,
          (error: unknown) => {
            expect(error).toMatchObject({ code: 'LIMIT_REACHED', retryAfterS: expect.any(Number) as number })
            return 0
          },
        )
      }
      return allowed
    }

    const allowed = [
      await tries(one!, ours, 10),
      await tries(other!, ours, 10),
      // Somebody new, in an organization that has used its own up; and in one that has not.
      await tries(third!, ours, 1),
      await tries(other!, theirs, 1),
      await tries(third!, theirs, 1),
    ]

    expect(allowed).toEqual([3, 3, 0, 0, 1])
  })
})
