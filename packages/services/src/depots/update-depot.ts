import type { Depot, UpdateDepotInput } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { changedFields } from '../tenancy/changed-fields.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { requireVersion } from '../tenancy/require-version.ts'
import { rewordConflict } from '../tenancy/reword-conflict.ts'
import { withoutUndefined } from '../tenancy/without-undefined.ts'
import { depotColumns, lockDepotRow } from './internal.ts'

/** Changes the named fields of a depot; CONFLICT when it changed since it was read. */
export async function updateDepot({ ctx, input }: Call<UpdateDepotInput>): Promise<Depot> {
  authorize(ctx, 'fleet:write')
  const { id, version, ...fields } = input
  const work = inTenant(ctx, async (trx) => {
    const before = await lockDepotRow(trx, id)
    requireVersion(before.version, version, 'depot')
    const after = await trx
      .updateTable('depot')
      .set({ ...withoutUndefined(fields), version: version + 1 })
      .where('id', '=', id)
      .returning(depotColumns)
      .executeTakeFirstOrThrow()
    await recordAudit(trx, ctx, {
      action: 'depot.update',
      entity: 'depot',
      entityId: id,
      ...changedFields(before, after),
    })
    await announce(trx, ctx, { kind: 'fleet.changed', entityId: id, depotId: id })
    return after
  })
  return rewordConflict(work, 'depot_name', 'Another depot already has this name.', 'name')
}
