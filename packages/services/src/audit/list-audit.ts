import type { Actor } from '@cartage/auth'
import type { AuditEvent, ListAuditInput } from '@cartage/domain'
import { sql } from 'kysely'
import type { Call, StaffContext } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { readAuditPage } from './read-audit-page.ts'
import { fromCursor, toCursor } from './select-audit.ts'
import { toAuditEvents } from './to-audit-events.ts'

export interface AuditList {
  readonly items: readonly AuditEvent[]
  /** Set while there may be more, also where a search for a text found nothing so far. */
  readonly nextCursor?: string | undefined
}

/** The audit log, the newest first. */
export async function listAudit({ ctx, input }: Call<ListAuditInput>): Promise<AuditList> {
  authorize(ctx, 'audit:read')
  const { cursor, limit, direction: _, ...filter } = input
  const after = cursor === undefined ? undefined : fromCursor(cursor)
  const { rows, next } = await inTenant(ctx, (trx) => readAuditPage(trx, { filter, after, limit }))
  return {
    items: await toAuditEvents(ctx, rows),
    ...(next === undefined ? {} : { nextCursor: toCursor(next) }),
  }
}

export interface AuditChoices {
  readonly actors: readonly Actor[]
  /** Every action that stands in the log. */
  readonly actions: readonly string[]
}

/** What the log can be narrowed by: the members, and the actions that were done at least once. */
export async function listAuditChoices({ ctx }: { readonly ctx: StaffContext }): Promise<AuditChoices> {
  authorize(ctx, 'audit:read')
  const { rows } = await inTenant(ctx, (trx) => selectActions.execute(trx))
  return {
    actors: await ctx.auth.listActors(ctx.organizationId),
    actions: rows.map(({ action }) => action),
  }
}

// From one action to the next through the index: as many steps as there are actions, however long the log is.
const selectActions = sql<{ readonly action: string }>`
  with recursive step as (
    (select action from audit_event order by action limit 1)
    union all
    select (select action from audit_event where action > step.action order by action limit 1)
    from step where step.action is not null
  )
  select action from step where action is not null`
