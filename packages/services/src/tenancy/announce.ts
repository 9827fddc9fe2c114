import type { TenantTransaction } from '@cartage/db'
import type { ChangeEvent } from '@cartage/domain'
import { publishChange } from '@cartage/jobs'
import type { StaffContext } from '../context.ts'

export interface Announcement {
  readonly kind: ChangeEvent['kind']
  /** Null means many. */
  readonly entityId: string | null
  readonly depotId?: string | null
  readonly date?: string | null
}

/** Tells open consoles of a change, at the moment the transaction commits. */
export async function announce(
  trx: TenantTransaction,
  ctx: Pick<StaffContext, 'organizationId'>,
  { kind, entityId, depotId = null, date = null }: Announcement,
): Promise<void> {
  await publishChange(trx, { organizationId: ctx.organizationId, kind, entityId, depotId, date })
}
