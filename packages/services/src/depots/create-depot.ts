import { CartageError, type CreateDepotInput, type Depot } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { changedFields } from '../tenancy/changed-fields.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { rewordConflict } from '../tenancy/reword-conflict.ts'
import { sameOrConflict } from '../tenancy/same-or-conflict.ts'
import { depotColumns, findDepotRow } from './internal.ts'

/** Adds a depot. Repeating it with the same id and content is harmless. */
export async function createDepot({ ctx, input }: Call<CreateDepotInput>): Promise<Depot> {
  authorize(ctx, 'fleet:write')
  if (ctx.depotIds !== null) {
    throw new CartageError('FORBIDDEN', 'You are limited to some depots, so you cannot add others.', {
      reason: 'DEPOTS',
    })
  }
  const work = inTenant(ctx, async (trx) => {
    const created = await trx
      .insertInto('depot')
      .values({ ...input, organizationId: ctx.organizationId })
      .onConflict((target) => target.columns(['organizationId', 'id']).doNothing())
      .returning(depotColumns)
      .executeTakeFirst()
    if (created === undefined) return sameOrConflict(await findDepotRow(trx, input.id), input, 'depot')
    await recordAudit(trx, ctx, {
      action: 'depot.create',
      entity: 'depot',
      entityId: created.id,
      ...changedFields(null, created),
    })
    await announce(trx, ctx, { kind: 'fleet.changed', entityId: created.id, depotId: created.id })
    return created
  })
  return rewordConflict(work, 'depot_name', 'Another depot already has this name.', 'name')
}
