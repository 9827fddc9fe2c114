import type { CreateDriverInput, Driver } from '@cartage/domain'
import type { Call } from '../context.ts'
import { getDepotRow } from '../depots/internal.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { changedFields } from '../tenancy/changed-fields.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { sameOrConflict } from '../tenancy/same-or-conflict.ts'
import { driverColumns, findDriverRow } from './internal.ts'

/** Adds a driver to a depot. Repeating it with the same id and content is harmless. */
export async function createDriver({ ctx, input }: Call<CreateDriverInput>): Promise<Driver> {
  authorize(ctx, 'fleet:write')
  return inTenant(ctx, async (trx) => {
    await getDepotRow(trx, input.depotId)
    const created = await trx
      .insertInto('driver')
      .values({ ...input, organizationId: ctx.organizationId })
      .onConflict((conflict) => conflict.columns(['organizationId', 'id']).doNothing())
      .returning(driverColumns)
      .executeTakeFirst()
    if (created === undefined) return sameOrConflict(await findDriverRow(trx, input.id), input, 'driver')
    await recordAudit(trx, ctx, {
      action: 'driver.create',
      entity: 'driver',
      entityId: created.id,
      ...changedFields(null, created),
    })
    await announce(trx, ctx, { kind: 'fleet.changed', entityId: created.id, depotId: created.depotId })
    return created
  })
}
