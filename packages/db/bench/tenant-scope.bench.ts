/**
 * What the scope of an organization costs: one point query in `withTenant` (transaction, settings, query) beside the same query bare, in
 * turns over the same pool. One JSON line each: queries a second, processor time of this process a query, and their ratio.
 */
import { loadavg } from 'node:os'
import type { OrganizationId } from '@cartage/domain'
import { sql } from 'kysely'
import { openDatabase, withTenant } from '../src/index.ts'
import { startTestServer } from '../src/testing/index.ts'

const ROUNDS = 9
const ROUND_MS = 1_000
const CONNECTIONS = 10
const ORGANIZATION = '01980000-0000-7000-8000-000000000001' as OrganizationId

interface Rate {
  readonly perS: number
  readonly cpuUs: number
}

/** As many at a time as there are connections. */
async function rateOf(ask: () => Promise<unknown>, durationMs: number): Promise<Rate> {
  const cpu = process.cpuUsage()
  const startedAt = performance.now()
  let count = 0
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (performance.now() - startedAt < durationMs) {
        await ask()
        count++
      }
    }),
  )
  const { user, system } = process.cpuUsage(cpu)
  return { perS: count / ((performance.now() - startedAt) / 1000), cpuUs: (user + system) / count }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

await using server = await startTestServer()
const db = openDatabase({ url: server.appUrl, max: CONNECTIONS })
await withTenant(db, ORGANIZATION, (trx) =>
  sql`insert into organization (id, name) values (${ORGANIZATION}, 'Bench')`.execute(trx),
)
const query = sql`select id, name from organization where id = ${ORGANIZATION}`
const bare = (): Promise<unknown> => query.execute(db)
const scoped = (): Promise<unknown> =>
  withTenant(db, ORGANIZATION, (trx) => query.execute(trx), { isReadOnly: true })

const rounds: { readonly bare: Rate; readonly scoped: Rate }[] = []
await rateOf(bare, ROUND_MS)
await rateOf(scoped, ROUND_MS)
for (let round = 0; round < ROUNDS; round++) {
  rounds.push({ bare: await rateOf(bare, ROUND_MS), scoped: await rateOf(scoped, ROUND_MS) })
}
await db.destroy()
const load = Math.round((loadavg()[0] ?? 0) * 100) / 100
for (const kind of ['bare', 'scoped'] as const) {
  const perS = Math.round(median(rounds.map((round) => round[kind].perS)))
  const cpuUs = Math.round(median(rounds.map((round) => round[kind].cpuUs)) * 10) / 10
  process.stdout.write(`${JSON.stringify({ name: `tenant-scope-${kind}`, perS, cpuUs, load })}\n`)
}
const ratio = median(rounds.map((round) => round.scoped.perS / round.bare.perS))
process.stdout.write(
  `${JSON.stringify({ name: 'tenant-scope-ratio', ratio: Math.round(ratio * 100) / 100, goal: 0.65, load })}\n`,
)
