import type { UpdateDriverInput, Driver } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { changedFields } from '../tenancy/changed-fields.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { requireVersion } from '../tenancy/require-version.ts'
import { withoutUndefined } from '../tenancy/without-undefined.ts'
import { lockDriverRow, driverColumns } from './internal.ts'

/** Changes the named fields of a driver; CONFLICT when it changed since it was read. */
export async function updateDriver({ ctx, input }: Call<UpdateDriverInput>): Promise<Driver> {
  authorize(ctx, 'fleet:write')
  const { id, version, ...fields } = input

  return inTenant(ctx, async (trx) => {
    const before = await lockDriverRow(trx, id)
    requireVersion(before.version, version, 'driver')
    const after = await trx
      .updateTable('driver')
      .set({
        ...withoutUndefined(fields),
        version: version + 1,
      })
      .where('id', '=', id)
      .returning(driverColumns)
      .executeTakeFirstOrThrow()
    await recordAudit(trx, ctx, {
      action: 'driver.update',
      entity: 'driver',
      entityId: id,
      ...changedFields(before, after),
    })
    await announce(trx, ctx, { kind: 'fleet.changed', entityId: id, depotId: after.depotId })
    return after
  })
}
