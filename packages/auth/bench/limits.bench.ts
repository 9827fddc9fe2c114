/**
 * Microseconds for one check of a limit, by where it is counted: in the database, one statement each; in Redis, one script
 * each; and in leases that a process takes from there. One after the other and sixteen at once. One JSON line a measurement.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openDatabase, prepareDatabase, startEmbeddedPostgres } from '@cartage/db'
import { startRedisServer } from '@cartage/testing'
import { createLeasedLimits } from '../src/limits/leased-limits.ts'
import { limitsWithRedis } from '../src/limits/limits-with-redis.ts'
import { createPostgresLimits } from '../src/limits/postgres-limits.ts'
import { openRedisLimits } from '../src/limits/redis-limits.ts'

const CHECKS = 4_000
const RUNS = 5
const AT_ONCE = 16

const folder = await mkdtemp(path.join(tmpdir(), 'cartage-limits-bench-'))
try {
  await using postgres = await startEmbeddedPostgres({ dataDir: folder })
  await using server = await startRedisServer()
  using redis = await openRedisLimits({
    url: server.url,
    onAway(error) {
      // Else the database would be measured under its name.
      throw error
    },
    onBack: () => undefined,
  })
  const { appUrl } = await prepareDatabase({ ownerUrl: postgres.ownerUrl, dataDir: folder })
  const db = openDatabase({ url: appUrl })
  try {
    const inDatabase = createPostgresLimits(db)
    const inRedis = limitsWithRedis(redis, inDatabase)
    const stores = {
      postgres: inDatabase,
      redis: inRedis,
      'leased from postgres': createLeasedLimits(inDatabase),
      'leased from redis': createLeasedLimits(inRedis),
    }
    for (const [store, limits] of Object.entries(stores)) {
      for (const lanes of [1, AT_ONCE]) {
        const times: number[] = []
        for (let run = 0; run < RUNS; run++) {
          // As wide as the limit of a person, and never used up: refusing costs less.
          const limit = { key: `${store} ${lanes} ${run}`, burst: 600, everyS: 1 / 1_000_000 }
          const startedAt = performance.now()
          await Promise.all(
            Array.from({ length: lanes }, async () => {
              for (let check = 0; check < CHECKS / lanes; check++) await limits.take(limit)
            }),
          )
          times.push(((performance.now() - startedAt) * 1_000) / CHECKS)
        }
        const sorted = times.toSorted((a, b) => a - b)
        const line = {
          bench: 'limits',
          store,
          atOnce: lanes,
          usPerCheck: Math.round((sorted[Math.floor(RUNS / 2)] ?? Number.NaN) * 10) / 10,
          runs: sorted.map((us) => Math.round(us * 10) / 10),
        }
        process.stdout.write(`${JSON.stringify(line)}\n`)
      }
    }
  } finally {
    await db.destroy()
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
