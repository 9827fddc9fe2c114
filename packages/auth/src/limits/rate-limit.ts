import { CartageError } from '@cartage/domain'
import type { Db, IdentityTransaction } from '@cartage/db'
import { sql } from 'kysely'

export interface Limit {
  /** What is limited, with who or what it is about. */
  readonly key: string
  /** How many go through at once. */
  readonly burst: number
  /** Seconds after which one more may. */
  readonly everyS: number
}

/**
 * Takes one unit of a limit, or throws LIMIT_REACHED with the seconds to wait. The generic cell rate algorithm
 * (ITU-T I.371) keeps one instant a key, the theoretical arrival time; it holds over several processes since one
 * statement decides, by the clock of the database.
 */
export async function takeLimit(db: Db, limit: Limit): Promise<void> {
  if (await isWithinLimit(db, limit)) return
  const { key, burst, everyS } = limit
  const period = sql`make_interval(secs => ${everyS})`
  const { rows } = await sql<{ readonly waitS: number }>`
    select ceil(extract(epoch from tat + ${period} - now()))::integer - ${everyS * burst}::integer as wait_s
    from identity.rate_limit where key = ${key}`.execute(db)
  const retryAfterS = Math.max(1, rows[0]?.waitS ?? everyS)
  throw new CartageError('LIMIT_REACHED', `Too many attempts. Try again in ${retryAfterS} s.`, {
    reason: 'RATE_LIMIT',
    retryAfterS,
    detail: key,
  })
}

/** Like {@link takeLimit}, for what is left out rather than refused: whether there was a unit to take. */
export async function isWithinLimit(db: Db, { key, burst, everyS }: Limit): Promise<boolean> {
  const period = sql`make_interval(secs => ${everyS})`
  const { rows } = await sql`
    insert into identity.rate_limit as r (key, tat) values (${key}, now() + ${period})
    on conflict (key) do update set tat = greatest(r.tat, now()) + ${period}
      where greatest(r.tat, now()) + ${period} <= now() + make_interval(secs => ${everyS * burst})
    returning 1`.execute(db)
  return rows.length > 0
}

/** Forgets what was taken of a limit, as after a right answer. */
export async function clearLimit(trx: IdentityTransaction, key: string): Promise<void> {
  await trx.deleteFrom('identity.rateLimit').where('key', '=', key).execute()
}
