import { type Closure, notFound, type UpdateClosureInput } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { changedFields } from '../tenancy/changed-fields.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { requireVersion } from '../tenancy/require-version.ts'
import { requireRoad } from './require-road.ts'
import { closureColumns, closureValues, requireRoom, toClosure } from './internal.ts'

/** Changes a closure; CONFLICT when it changed since it was read, NOT_FOUND when it was taken back. */
export async function updateClosure({ ctx, input }: Call<UpdateClosureInput>): Promise<Closure> {
  authorize(ctx, 'closure:write')
  const { id, version } = input
  return inTenant(ctx, async (trx) => {
    const before = await trx
      .selectFrom('region.closure')
      .select(closureColumns)
      .where('id', '=', id)
      .where('deletedAt', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (before === undefined) throw notFound('closure')
    requireVersion(before.version, version, 'closure')
    await requireRoad(ctx, { ...input, region: before.region })
    await requireRoom(trx, ctx, { ...input, region: before.region })
    const row = await trx
      .updateTable('region.closure')
      .set({ ...closureValues(input), version: version + 1 })
      .where('id', '=', id)
      .returning(closureColumns)
      .executeTakeFirstOrThrow()
    await recordAudit(trx, ctx, {
      action: 'closure.update',
      entity: 'closure',
      entityId: id,
      ...changedFields(toClosure(before), toClosure(row)),
      detail: { region: before.region },
    })
    await announce(trx, ctx, { kind: 'closure.changed', entityId: id })
    return toClosure(row)
  })
}
