import { withTenant, type Db, type TenantScope, type TenantTransaction } from '@cartage/db'
import { type ChangeEvent, changeKinds } from '@cartage/domain'
import { sql } from 'kysely'
import type { ChannelListener } from './channel-listener.ts'
import { CHANGE_CHANNEL } from './publish-change.ts'

/** Where a reader stands. Transactions become visible out of order, so the place is named by transaction first. */
interface Position {
  readonly xid: string
  readonly id: string
}

const BATCH = 500
/** Looks again this soon while something is recorded but an older transaction still runs. */
const HELD_BACK_MS = 100
/** Looks without being woken this often: the floor under a lost notification. */
const FLOOR_MS = 10_000

/**
 * The changes of one organization, or of its depots in the scope, after `sinceId` (default: from now on), without a gap,
 * until the signal aborts.
 * An event is handed out once every transaction that began before its own has ended, so nothing can appear behind
 * the reader's place later. When `sinceId` is older than what is kept, one event a kind with `entityId: null`
 * tells the reader to load everything anew.
 */
export async function* followChangeFeed(
  db: Db,
  listener: ChannelListener,
  scope: TenantScope,
  sinceId: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<ChangeEvent, void, undefined> {
  const alarm = createAlarm(signal)
  const stop = listener.on(CHANGE_CHANNEL, (payload) => {
    if (payload === undefined || payload === scope.organizationId) alarm.ring()
  })
  try {
    const since = sinceId === undefined ? undefined : parsePosition(sinceId)
    const start = await withTenant(db, scope, (trx) => findStart(trx, since))
    let position = start.position
    if (start.isGap) yield* everythingChanged(position)
    while (!signal.aborted) {
      const { events, isHeldBack } = await withTenant(db, scope, (trx) => readAfter(trx, position))
      for (const event of events) {
        yield event
        position = parsePosition(event.id) ?? position
      }
      if (events.length < BATCH) await alarm.wait(isHeldBack ? HELD_BACK_MS : FLOOR_MS)
    }
  } finally {
    stop()
  }
}

function parsePosition(id: string): Position | undefined {
  const match = /^(\d{1,19})-(\d{1,19})$/.exec(id)
  return match?.[1] === undefined || match[2] === undefined ? undefined : { xid: match[1], id: match[2] }
}

async function findStart(
  trx: TenantTransaction,
  since: Position | undefined,
): Promise<{ readonly position: Position; readonly isGap: boolean }> {
  if (since !== undefined) {
    const kept = await sql`
      select 1 from change_event where xid = ${since.xid}::xid8 and id = ${since.id}::bigint
    `.execute(trx)
    if (kept.rows.length > 0) return { position: since, isGap: false }
  }
  const { rows } = await sql<{
    xid: string
  }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xid`.execute(trx)
  return { position: { xid: rows[0]?.xid ?? '0', id: '0' }, isGap: since !== undefined }
}

async function readAfter(
  trx: TenantTransaction,
  { xid, id }: Position,
): Promise<{ readonly events: readonly ChangeEvent[]; readonly isHeldBack: boolean }> {
  const { rows } = await sql<ChangeRow>`
    select xid::text as xid, id::text as id, kind, entity_id, depot_id, date, at,
      xid < pg_snapshot_xmin(pg_current_snapshot()) as is_settled
    from change_event
    where (xid, id) > (${xid}::xid8, ${id}::bigint)
    order by xid, id
    limit ${BATCH}
  `.execute(trx)
  // Settled rows come first, since they are ordered by transaction.
  const settled = rows.filter((row) => row.isSettled)
  return {
    isHeldBack: settled.length < rows.length,
    events: settled.map((row) => ({
      id: `${row.xid}-${row.id}`,
      kind: row.kind,
      entityId: row.entityId,
      depotId: row.depotId,
      date: row.date,
      at: row.at.toISOString(),
    })),
  }
}

interface ChangeRow {
  readonly xid: string
  readonly id: string
  readonly kind: ChangeEvent['kind']
  readonly entityId: string | null
  readonly depotId: string | null
  readonly date: string | null
  readonly at: Date
  readonly isSettled: boolean
}

function* everythingChanged({ xid, id }: Position): Generator<ChangeEvent> {
  const at = new Date().toISOString()
  for (const kind of changeKinds)
    yield { id: `${xid}-${id}`, kind, entityId: null, depotId: null, date: null, at }
}

/** Wakes a waiting reader; a ring while it is busy is kept until it waits again. */
function createAlarm(signal: AbortSignal): { ring(): void; wait(ms: number): Promise<void> } {
  let hasRung = false
  let wake: (() => void) | undefined
  const ring = (): void => {
    hasRung = true
    wake?.()
  }
  signal.addEventListener('abort', ring, { once: true })
  return {
    ring,
    async wait(ms) {
      if (!hasRung) {
        let timer: NodeJS.Timeout | undefined
        await new Promise<void>((resolve) => {
          wake = resolve
          timer = setTimeout(resolve, ms)
        })
        clearTimeout(timer)
        wake = undefined
      }
      hasRung = false
    },
  }
}
