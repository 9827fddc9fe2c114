import type { TenantTransaction } from '@cartage/db'
import type { AuditFilter } from '@cartage/domain'
import { atText, type AuditPlace, containsText, selectAudit } from './select-audit.ts'

/** How many rows a page looks through for a text before it answers with what it found, and goes on from there. */
const LOOKED_THROUGH = 20_000

export interface AuditPageRequest {
  readonly filter: AuditFilter
  readonly after: AuditPlace | undefined
  readonly limit: number
}

export type AuditRow = Awaited<ReturnType<ReturnType<typeof selectAudit>['execute']>>[number]

export interface AuditPage {
  readonly rows: readonly AuditRow[]
  /** Where the next page goes on; undefined at the end of the log. */
  readonly next: AuditPlace | undefined
}

/** A page of the log. A search for a text may find less than a page, or nothing, and still go on. */
export async function readAuditPage(
  trx: TenantTransaction,
  { filter, after, limit }: AuditPageRequest,
): Promise<AuditPage> {
  const query = selectAudit(trx, filter, after)
  const { text } = filter
  if (text === undefined) return pageOf(await query.limit(limit + 1).execute(), limit, undefined)
  const end = await query
    .clearSelect()
    .select(['id', atText.as('atText')])
    .offset(LOOKED_THROUGH - 1)
    .limit(1)
    .executeTakeFirst()
  const rows = await trx
    .selectFrom(query.limit(LOOKED_THROUGH).as('event'))
    .selectAll()
    .where(containsText(text))
    .orderBy('atText', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, end)
}

function pageOf(rows: readonly AuditRow[], limit: number, end: AuditPlace | undefined): AuditPage {
  return rows.length > limit ? { rows: rows.slice(0, limit), next: rows[limit - 1] } : { rows, next: end }
}
