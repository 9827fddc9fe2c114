import type { TenantTransaction } from '@cartage/db'
import { type AuditFilter, invalid } from '@cartage/domain'
import { sql } from 'kysely'

/** A place in the log: the newest first, and of one instant the later row. */
export interface AuditPlace {
  /** UTC, to the microsecond, which a Date would lose. */
  readonly atText: string
  readonly id: number
}

const PLACE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)_(\d{1,16})$/

export const toCursor = ({ atText, id }: AuditPlace): string => `${atText}_${id}`

/** Where a page goes on; INVALID for a text that no page gave out. */
export function fromCursor(cursor: string): AuditPlace {
  const [, atText, id] = PLACE.exec(cursor) ?? []
  if (atText === undefined || Number.isNaN(Date.parse(atText))) {
    throw invalid(
      `Unexpected cursor: ${cursor.slice(0, 40)}. Use the nextCursor of the page before.`,
      'cursor',
    )
  }
  return { atText, id: Number(id) }
}

/** When something was, to the microsecond; as text it sorts as it does as a time. */
export const atText = sql<string>`to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/**
 * The log from a place on, the newest first, narrowed by everything but the text. Each filter has an index in this order, so a page
 * costs the same in a log of a million rows. (Row-level security keeps anything that is not leakproof, as a text search is,
 * out of an index.)
 */
export const selectAudit = (
  trx: TenantTransaction,
  { userId, action, entity, entityId, result, from, until }: AuditFilter,
  after: AuditPlace | undefined,
) =>
  trx
    .selectFrom('auditEvent')
    .select([
      'id',
      atText.as('atText'),
      'userId',
      'apiKeyId',
      'action',
      'entity',
      'entityId',
      'result',
      'ip',
      'userAgent',
      'before',
      'after',
      'detail',
    ])
    .$if(userId !== undefined, (query) => query.where('userId', '=', userId ?? null))
    .$if(action !== undefined, (query) => query.where('action', '=', action ?? ''))
    .$if(entity !== undefined, (query) => query.where('entity', '=', entity ?? ''))
    .$if(entityId !== undefined, (query) => query.where('entityId', '=', entityId ?? ''))
    .$if(result !== undefined, (query) => query.where('result', '=', result ?? 'done'))
    .$if(from !== undefined, (query) => query.where('at', '>=', new Date(from ?? 0)))
    .$if(until !== undefined, (query) => query.where('at', '<', new Date(until ?? 0)))
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(at, id) < (${after?.atText}::timestamptz, ${after?.id}::bigint)`),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')

/** Where a text stands in an event. `%`, `_` and backslashes mean themselves. */
export function containsText(text: string) {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return sql<boolean>`(concat_ws(' ', action, entity_id, ip, user_agent, before::text, after::text, detail::text) ilike ${pattern})`
}
