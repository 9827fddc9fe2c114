import { PAGE_LIMIT, type DepotId, type Vehicle } from '@cartage/domain'
import type { Call } from '../context.ts'
import { getDepotRow } from '../depots/internal.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { vehicleColumns } from './internal.ts'

export interface VehicleList {
  readonly items: readonly Vehicle[]
}

/** A depot's vehicles by name. */
export async function listVehicles({
  ctx,
  input,
}: Call<{ readonly depotId: DepotId }>): Promise<VehicleList> {
  authorize(ctx, 'fleet:read')
  return inTenant(ctx, async (trx) => {
    await getDepotRow(trx, input.depotId)
    const items = await trx
      .selectFrom('vehicle')
      .select(vehicleColumns)
      .where('depotId', '=', input.depotId)
      .where('deletedAt', 'is', null)
      .orderBy('name')
      .orderBy('id')
      .limit(PAGE_LIMIT)
      .execute()
    return { items }
  })
}
