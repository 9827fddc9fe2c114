import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Limit, Taken } from './limits.ts'
import { openRedisLink, type RedisClient, type RedisOptions } from './redis-link.ts'

/** Limits in Redis, which may be away: then the answer is undefined, and nothing throws. */
export interface RedisLimits extends Disposable {
  readonly isAway: boolean
  take(limit: Limit, units: number): Promise<Taken | undefined>
  takeEach(limits: readonly Limit[]): Promise<readonly Taken[] | undefined>
  forget(key: string): Promise<void>
}

/**
 * For each key a period and a most, in microseconds: one period is taken, or the seconds to wait are answered and nothing after it is
 * asked. Instants are stored as whole microseconds, for Lua would write them with 14 digits. What is in the past says as much as
 * nothing, and so goes by itself.
 */
const script = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local waits = {}
for at, key in ipairs(KEYS) do
  local cost, most = tonumber(ARGV[2 * at - 1]), tonumber(ARGV[2 * at])
  local tat = math.max(tonumber(redis.call('GET', key) or now), now) + cost
  if tat - now > most then
    waits[at] = math.ceil((tat - now - most) / 1000000)
    break
  end
  redis.call('SET', key, string.format('%.0f', tat), 'PX', math.ceil((tat - now) / 1000))
  waits[at] = 0
end
return waits`
const sha1 = createHash('sha1').update(script).digest('hex')
const reply = z.array(z.int().nonnegative())

/** Takes something, which only a Redis can do that may be written to. */
const probe = (client: RedisClient) => run(client, [{ key: 'probe', burst: 1_000, everyS: 0.001, units: 1 }])

/** Opens limits in Redis, by its clock, and one round trip for as many as are taken at once. */
export async function openRedisLimits(options: RedisOptions): Promise<RedisLimits> {
  const link = await openRedisLink(options, probe)
  return {
    get isAway() {
      return link.isAway
    },
    async take(limit, units) {
      const taken = await link.ask((client) => run(client, [{ ...limit, units }]))
      return taken?.[0]
    },
    takeEach: (limits) =>
      link.ask((client) =>
        run(
          client,
          limits.map((limit) => ({ ...limit, units: 1 })),
        ),
      ),
    async forget(key) {
      await link.ask((client) => client.del(redisKey(key)))
    },
    [Symbol.dispose]() {
      link[Symbol.dispose]()
    },
  }
}

/** Keys hold addresses of visitors and can be long; of that Redis gets a hash. */
export const redisKey = (key: string): string =>
  `cartage:limit:${createHash('sha256').update(key).digest('base64url')}`

async function run(
  client: RedisClient,
  wanted: readonly (Limit & { readonly units: number })[],
): Promise<readonly Taken[]> {
  const options = {
    keys: wanted.map(({ key }) => redisKey(key)),
    arguments: wanted.flatMap(({ burst, everyS, units }) => [micros(everyS * units), micros(everyS * burst)]),
  }
  const waits = reply.parse(
    await client.evalSha(sha1, options).catch((error: unknown) => {
      // It is new to this Redis, or was forgotten at a restart.
      if (error instanceof Error && error.message.startsWith('NOSCRIPT')) return client.eval(script, options)
      throw error
    }),
  )
  return waits.map((wait) => ({ isAllowed: wait === 0, retryAfterS: wait }))
}

const micros = (seconds: number): string => String(Math.round(seconds * 1_000_000))
