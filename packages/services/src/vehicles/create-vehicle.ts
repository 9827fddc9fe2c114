import { json } from '@cartage/db'
import type { CreateVehicleInput, Vehicle } from '@cartage/domain'
import type { Call } from '../context.ts'
import { getDepotRow } from '../depots/internal.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { changedFields } from '../tenancy/changed-fields.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { rewordConflict } from '../tenancy/reword-conflict.ts'
import { sameOrConflict } from '../tenancy/same-or-conflict.ts'
import { vehicleColumns, findVehicleRow } from './internal.ts'
import { requireProfile } from './require-profile.ts'

/** Adds a vehicle to a depot. Repeating it with the same id and content is harmless. */
export async function createVehicle({ ctx, input }: Call<CreateVehicleInput>): Promise<Vehicle> {
  authorize(ctx, 'fleet:write')
  const work = inTenant(ctx, async (trx) => {
    const { region } = await getDepotRow(trx, input.depotId)
    const known = await findVehicleRow(trx, input.id)
    if (known === undefined) await requireProfile(ctx, region, input.profile)
    const created = await trx
      .insertInto('vehicle')
      .values({
        ...input,
        capacity: json(input.capacity),
        costs: json(input.costs),
        organizationId: ctx.organizationId,
      })
      .onConflict((conflict) => conflict.columns(['organizationId', 'id']).doNothing())
      .returning(vehicleColumns)
      .executeTakeFirst()
    if (created === undefined) return sameOrConflict(await findVehicleRow(trx, input.id), input, 'vehicle')
    await recordAudit(trx, ctx, {
      action: 'vehicle.create',
      entity: 'vehicle',
      entityId: created.id,
      ...changedFields(null, created),
    })
    await announce(trx, ctx, { kind: 'fleet.changed', entityId: created.id, depotId: created.depotId })
    return created
  })
  return rewordConflict(work, 'vehicle_name', 'Another vehicle of this depot already has this name.', 'name')
}
