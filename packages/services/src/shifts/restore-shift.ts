import { notFound, type ShiftId } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { rewordConflict } from '../tenancy/reword-conflict.ts'

/** Brings a removed shift back. Repeating it is harmless. */
export async function restoreShift({
  ctx,
  input,
}: Call<{ readonly id: ShiftId }>): Promise<{ readonly id: ShiftId }> {
  authorize(ctx, 'fleet:write')
  const work = inTenant(ctx, async (trx) => {
    const row = await trx
      .selectFrom('shift')
      .select(['id', 'depotId', 'date', 'deletedAt'])
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound('shift')
    if (row.deletedAt === null) return { id: row.id }
    await trx.updateTable('shift').set({ deletedAt: null }).where('id', '=', input.id).execute()
    await recordAudit(trx, ctx, {
      action: 'shift.restore',
      entity: 'shift',
      entityId: row.id,
      before: { isRemoved: true },
      after: { isRemoved: false },
    })
    await announce(trx, ctx, {
      kind: 'fleet.changed',
      entityId: row.id,
      depotId: row.depotId,
      date: row.date,
    })
    return { id: row.id }
  })
  return rewordConflict(work, 'shift_once', 'This vehicle already has another shift on this day.')
}
