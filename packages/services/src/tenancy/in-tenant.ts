import { withTenant, type TenantTransaction } from '@cartage/db'
import type { StaffContext } from '../context.ts'

/** Runs the work in one transaction that sees the acting organization's rows only. */
export function inTenant<Result>(
  ctx: Pick<StaffContext, 'db' | 'organizationId' | 'signal'>,
  work: (trx: TenantTransaction) => Promise<Result>,
): Promise<Result> {
  return withTenant(ctx.db, ctx.organizationId, work, { signal: ctx.signal })
}
