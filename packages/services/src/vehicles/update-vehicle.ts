import { json } from '@cartage/db'
import type { UpdateVehicleInput, Vehicle } from '@cartage/domain'
import type { Call } from '../context.ts'
import { getDepotRow } from '../depots/internal.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { changedFields } from '../tenancy/changed-fields.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { requireVersion } from '../tenancy/require-version.ts'
import { rewordConflict } from '../tenancy/reword-conflict.ts'
import { withoutUndefined } from '../tenancy/without-undefined.ts'
import { lockVehicleRow, vehicleColumns } from './internal.ts'
import { requireProfile } from './require-profile.ts'

/** Changes the named fields of a vehicle; CONFLICT when it changed since it was read. */
export async function updateVehicle({ ctx, input }: Call<UpdateVehicleInput>): Promise<Vehicle> {
  authorize(ctx, 'fleet:write')
  const { id, version, ...fields } = input
  const { capacity, costs, ...plain } = fields
  const work = inTenant(ctx, async (trx) => {
    const before = await lockVehicleRow(trx, id)
    requireVersion(before.version, version, 'vehicle')
    // What the region lost since is told when planning: it must not keep anybody from changing the rest.
    if (fields.profile !== undefined && fields.profile !== before.profile) {
      const { region } = await getDepotRow(trx, before.depotId)
      await requireProfile(ctx, region, fields.profile)
    }
    const after = await trx
      .updateTable('vehicle')
      .set({
        ...withoutUndefined(plain),
        ...(capacity === undefined ? {} : { capacity: json(capacity) }),
        ...(costs === undefined ? {} : { costs: json(costs) }),
        version: version + 1,
      })
      .where('id', '=', id)
      .returning(vehicleColumns)
      .executeTakeFirstOrThrow()
    await recordAudit(trx, ctx, {
      action: 'vehicle.update',
      entity: 'vehicle',
      entityId: id,
      ...changedFields(before, after),
    })
    await announce(trx, ctx, { kind: 'fleet.changed', entityId: id, depotId: after.depotId })
    return after
  })
  return rewordConflict(work, 'vehicle_name', 'Another vehicle of this depot already has this name.', 'name')
}
