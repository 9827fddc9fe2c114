import type { Limits } from './limits.ts'
import type { RedisLimits } from './redis-limits.ts'

/**
 * Counts limits in Redis, and in the database while Redis is away. Each of the two keeps to the limit, so that whoever is there when
 * it changes gets at most the limit of both; never is anything let through uncounted.
 */
export const limitsWithRedis = (redis: RedisLimits, inDatabase: Limits): Limits => ({
  take: async (limit, units = 1) => (await redis.take(limit, units)) ?? inDatabase.take(limit, units),
  takeEach: async (limits) => (await redis.takeEach(limits)) ?? inDatabase.takeEach(limits),
  async forget(key, trx) {
    await inDatabase.forget(key, trx)
    // Where Redis is away it stays counted there: too strict for a while is not too lax.
    await redis.forget(key)
  },
})
