import { type Db, withIdentity } from '@cartage/db'
import type { OrganizationId, UserId } from '@cartage/domain'
import { sql } from 'kysely'
import type { Permission } from '../permissions.ts'

export interface PermissionUse {
  readonly organizationId: OrganizationId
  readonly userId: UserId
  readonly permission: Permission
}

interface CountedUse extends PermissionUse {
  /** UTC. */
  readonly day: string
  readonly count: number
}

const EVERY_MS = 180_000
/** So many members × permissions × days wait for the next write; a flood beyond is written sooner, and not counted while that fails. */
const MOST_WAITING = 5_000

/**
 * Counts which permissions members use: in memory, written together every three minutes, so that a request costs an addition. A process
 * that ends loses the last minutes, which advice over months does not miss.
 */
export class PermissionUses {
  readonly #db: Db
  readonly #now: () => Date
  #waiting = new Map<string, CountedUse>()
  #timer: NodeJS.Timeout | undefined

  constructor(db: Db, now: () => Date) {
    this.#db = db
    this.#now = now
  }

  note(use: PermissionUse): void {
    const { organizationId, userId, permission } = use
    const day = this.#now().toISOString().slice(0, 10)
    const key = `${organizationId} ${userId} ${permission} ${day}`
    const count = this.#waiting.get(key)?.count ?? 0
    if (count === 0 && this.#waiting.size >= MOST_WAITING) {
      this.#flushSoon(0)
      return
    }
    this.#waiting.set(key, { organizationId, userId, permission, day, count: count + 1 })
    this.#flushSoon(EVERY_MS)
  }

  /** Writes what was counted. What cannot be written is counted on. */
  async flush(): Promise<void> {
    const uses = [...this.#waiting.values()]
    if (uses.length === 0) return
    this.#waiting = new Map()
    try {
      await withIdentity(this.#db, null, (trx) => insertUses(uses).execute(trx))
    } catch (error) {
      for (const use of uses) this.#countOn(use)
      throw error
    }
  }

  #countOn(use: CountedUse): void {
    const key = `${use.organizationId} ${use.userId} ${use.permission} ${use.day}`
    const meanwhile = this.#waiting.get(key)?.count ?? 0
    if (meanwhile === 0 && this.#waiting.size >= MOST_WAITING) return
    this.#waiting.set(key, { ...use, count: use.count + meanwhile })
  }

  #flushSoon(inMs: number): void {
    if (this.#timer !== undefined) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      // Nobody waits for it; the counts stay, and the next use tries again.
      this.flush().catch(() => undefined)
    }, inMs).unref()
  }
}

/** Adds to what was counted on the day. Whoever is no member any more is left out, which the key of the table would refuse. */
const insertUses = (uses: readonly CountedUse[]) => sql`
  insert into identity.permission_use as known (organization_id, user_id, permission, day, count)
  select use.* from unnest(
    ${uses.map(({ organizationId }) => organizationId)}::uuid[],
    ${uses.map(({ userId }) => userId)}::uuid[],
    ${uses.map(({ permission }) => permission)}::text[],
    ${uses.map(({ day }) => day)}::date[],
    ${uses.map(({ count }) => count)}::integer[]
  ) as use (organization_id, user_id, permission, day, count)
  where exists (select from identity.membership as member
    where member.organization_id = use.organization_id and member.user_id = use.user_id for share)
  order by use.organization_id, use.user_id, use.permission, use.day
  on conflict (organization_id, user_id, permission, day)
    do update set count = least(known.count::bigint + excluded.count, 2147483647)::integer`
