import type { Db } from '@cartage/db'
import { sql } from 'kysely'
import type { Limits, Taken } from './limits.ts'

/** Limits in the database, by its clock: one statement takes or refuses, and says how long to wait. */
export function createPostgresLimits(db: Db): Limits {
  const take: Limits['take'] = async ({ key, burst, everyS }, units = 1) => {
    const cost = sql`make_interval(secs => ${everyS * units})`
    const most = sql`make_interval(secs => ${everyS * burst})`
    const wait = sql`(
      select ceil(extract(epoch from tat + ${cost} - ${most} - now()))::integer
      from identity.rate_limit where key = ${key}
    ) as wait_s`
    const { rows } = await sql<{ readonly isAllowed: boolean; readonly waitS: number | null }>`
      with taken as (
        insert into identity.rate_limit as r (key, tat) values (${key}, now() + ${cost})
        on conflict (key) do update set tat = greatest(r.tat, now()) + ${cost}
          where greatest(r.tat, now()) + ${cost} <= now() + ${most}
        returning 1
      )
      select exists (select from taken) as is_allowed, ${wait}`.execute(db)
    const [row] = rows
    if (row === undefined || row.isAllowed) return { isAllowed: true, retryAfterS: 0 }
    if (row.waitS !== null && row.waitS > 0) return { isAllowed: false, retryAfterS: row.waitS }
    // The statement read what stood there before others took the last of it this very moment.
    const again = await sql<{ readonly waitS: number | null }>`select ${wait}`.execute(db)
    return { isAllowed: false, retryAfterS: Math.max(1, again.rows[0]?.waitS ?? 1) }
  }
  return {
    take,
    async takeEach(limits) {
      const taken: Taken[] = []
      for (const limit of limits) {
        taken.push(await take(limit))
        if (taken.at(-1)?.isAllowed !== true) break
      }
      return taken
    },
    async forget(key, trx) {
      await trx.deleteFrom('identity.rateLimit').where('key', '=', key).execute()
    },
  }
}
