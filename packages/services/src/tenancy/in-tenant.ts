import { withTenant, type TenantTransaction } from '@cartage/db'
import type { StaffContext } from '../context.ts'

/**
 * Runs the work in one transaction that sees the acting organization's rows only, or those of the depots that it is limited to, and cannot
 * write where the context only reads.
 */
export function inTenant<Result>(
  ctx: Pick<StaffContext, 'db' | 'organizationId' | 'signal'> &
    Partial<Pick<StaffContext, 'depotIds' | 'isReadOnly'>>,
  work: (trx: TenantTransaction) => Promise<Result>,
): Promise<Result> {
  const { db, organizationId, depotIds = null, signal, isReadOnly } = ctx
  return withTenant(db, { organizationId, depotIds }, work, { signal, isReadOnly })
}
