import type { AuditEvent, AuditFilter } from '@cartage/domain'
import type { Call, StaffContext } from '../context.ts'
import { type Cell, toCsv, toCsvLine } from '../exports/csv.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { readAuditPage } from './read-audit-page.ts'
import type { AuditPlace } from './select-audit.ts'
import { toAuditEvents } from './to-audit-events.ts'

export type AuditFormat = 'csv' | 'ndjson'

const ROWS_AT_ONCE = 1_000

const columns: readonly (readonly [name: string, value: (event: AuditEvent) => Cell])[] = [
  ['at', (event) => event.at],
  ['user', (event) => event.user?.name ?? null],
  ['user_id', (event) => event.user?.id ?? null],
  ['key', (event) => event.key?.name ?? null],
  ['key_id', (event) => event.key?.id ?? null],
  ['action', (event) => event.action],
  ['entity', (event) => event.entity],
  ['entity_id', (event) => event.entityId],
  ['result', (event) => event.result],
  ['ip', (event) => event.ip],
  ['user_agent', (event) => event.userAgent],
  ['before', (event) => asText(event.before)],
  ['after', (event) => asText(event.after)],
  ['detail', (event) => asText(event.detail)],
]

const asText = (values: AuditEvent['detail'] | null): string | null =>
  values === null || Object.keys(values).length === 0 ? null : JSON.stringify(values)

/**
 * The log as a file, piece by piece: it is never whole in memory, and no transaction lasts longer than a page. What is added
 * meanwhile is newer than its beginning and not in it.
 */
export async function exportAudit({
  ctx,
  input: { format, ...filter },
}: Call<AuditFilter & { readonly format: AuditFormat }>): Promise<AsyncGenerator<string>> {
  authorize(ctx, 'audit:read')
  await inTenant(ctx, (trx) =>
    recordAudit(trx, ctx, {
      action: 'audit.export',
      entity: 'audit',
      entityId: null,
      detail: { format, ...filter },
    }),
  )
  return format === 'csv' ? csvOf(ctx, filter) : ndjsonOf(ctx, filter)
}

async function* csvOf(ctx: StaffContext, filter: AuditFilter): AsyncGenerator<string> {
  yield toCsv(
    columns.map(([name]) => name),
    [],
  )
  for await (const events of pagesOf(ctx, filter)) {
    yield events.map((event) => toCsvLine(columns.map(([, value]) => value(event)))).join('')
  }
}

async function* ndjsonOf(ctx: StaffContext, filter: AuditFilter): AsyncGenerator<string> {
  for await (const events of pagesOf(ctx, filter)) {
    yield events.map((event) => `${JSON.stringify(event)}\n`).join('')
  }
}

async function* pagesOf(ctx: StaffContext, filter: AuditFilter): AsyncGenerator<readonly AuditEvent[]> {
  let after: AuditPlace | undefined
  do {
    const place = after
    const { rows, next } = await inTenant(ctx, (trx) =>
      readAuditPage(trx, { filter, after: place, limit: ROWS_AT_ONCE }),
    )
    yield await toAuditEvents(ctx, rows)
    after = next
  } while (after !== undefined)
}
