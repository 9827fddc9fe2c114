import { notFound, type ShiftId } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'

/** Hides the shift; `restoreShift` brings it back. Repeating it is harmless. */
export async function removeShift({
  ctx,
  input,
}: Call<{ readonly id: ShiftId }>): Promise<{ readonly id: ShiftId }> {
  authorize(ctx, 'fleet:write')
  return inTenant(ctx, async (trx) => {
    const row = await trx
      .selectFrom('shift')
      .select(['id', 'depotId', 'date', 'deletedAt'])
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound('shift')
    if (row.deletedAt !== null) return { id: row.id }
    await trx.updateTable('shift').set({ deletedAt: ctx.now() }).where('id', '=', input.id).execute()
    await recordAudit(trx, ctx, {
      action: 'shift.remove',
      entity: 'shift',
      entityId: row.id,
      before: { isRemoved: false },
      after: { isRemoved: true },
    })
    await announce(trx, ctx, {
      kind: 'fleet.changed',
      entityId: row.id,
      depotId: row.depotId,
      date: row.date,
    })
    return { id: row.id }
  })
}
