import { json } from '@cartage/db'
import type { Shift, UpdateShiftInput } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { changedFields } from '../tenancy/changed-fields.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { requireVersion } from '../tenancy/require-version.ts'
import { rewordConflict } from '../tenancy/reword-conflict.ts'
import { withoutUndefined } from '../tenancy/without-undefined.ts'
import { lockShiftRow, requireCrew, shiftColumns } from './internal.ts'

/** Changes the named fields of a shift; CONFLICT when it changed since it was read. */
export async function updateShift({ ctx, input }: Call<UpdateShiftInput>): Promise<Shift> {
  authorize(ctx, 'fleet:write')
  const { id, version, ...fields } = input
  const { start, end, breaks, ...plain } = fields
  const work = inTenant(ctx, async (trx) => {
    const before = await lockShiftRow(trx, id)
    requireVersion(before.version, version, 'shift')
    await requireCrew(trx, { ...plain, depotId: before.depotId })
    const after = await trx
      .updateTable('shift')
      .set({
        ...withoutUndefined({ ...plain, startTime: start, endTime: end }),
        ...(breaks === undefined ? {} : { breaks: json(breaks) }),
        version: version + 1,
      })
      .where('id', '=', id)
      .returning(shiftColumns)
      .executeTakeFirstOrThrow()
    await recordAudit(trx, ctx, {
      action: 'shift.update',
      entity: 'shift',
      entityId: id,
      ...changedFields(before, after),
    })
    for (const date of new Set([before.date, after.date])) {
      await announce(trx, ctx, { kind: 'fleet.changed', entityId: id, depotId: after.depotId, date })
    }
    return after
  })
  return rewordConflict(work, 'shift_once', 'This vehicle already has a shift on this day.')
}
