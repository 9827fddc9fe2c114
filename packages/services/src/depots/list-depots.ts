import { PAGE_LIMIT, type Depot } from '@cartage/domain'
import type { StaffContext } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { depotColumns } from './internal.ts'

export interface DepotList {
  readonly items: readonly Depot[]
}

/** The organization's depots by name. */
export async function listDepots({ ctx }: { readonly ctx: StaffContext }): Promise<DepotList> {
  authorize(ctx, 'fleet:read')
  return inTenant(ctx, async (trx) => {
    const items = await trx
      .selectFrom('depot')
      .select(depotColumns)
      .where('deletedAt', 'is', null)
      .orderBy('name')
      .orderBy('id')
      .limit(PAGE_LIMIT)
      .execute()
    return { items }
  })
}
