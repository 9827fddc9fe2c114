import { PAGE_LIMIT, type DepotId, type Driver } from '@cartage/domain'
import type { Call } from '../context.ts'
import { getDepotRow } from '../depots/internal.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { driverColumns } from './internal.ts'

export interface DriverList {
  readonly items: readonly Driver[]
}

/** A depot's drivers by name. */
export async function listDrivers({ ctx, input }: Call<{ readonly depotId: DepotId }>): Promise<DriverList> {
  authorize(ctx, 'fleet:read')
  return inTenant(ctx, async (trx) => {
    await getDepotRow(trx, input.depotId)
    const items = await trx
      .selectFrom('driver')
      .select(driverColumns)
      .where('depotId', '=', input.depotId)
      .where('deletedAt', 'is', null)
      .orderBy('name')
      .orderBy('id')
      .limit(PAGE_LIMIT)
      .execute()
    return { items }
  })
}
