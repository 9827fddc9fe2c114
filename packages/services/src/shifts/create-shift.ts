import { json } from '@cartage/db'
import type { CreateShiftInput, Shift } from '@cartage/domain'
import type { Call } from '../context.ts'
import { getDepotRow } from '../depots/internal.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { changedFields } from '../tenancy/changed-fields.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { rewordConflict } from '../tenancy/reword-conflict.ts'
import { sameOrConflict } from '../tenancy/same-or-conflict.ts'
import { findShiftRow, requireCrew, shiftColumns } from './internal.ts'

/** Gives a vehicle a shift on a day. Repeating it with the same id and content is harmless. */
export async function createShift({ ctx, input }: Call<CreateShiftInput>): Promise<Shift> {
  authorize(ctx, 'fleet:write')
  const { start, end, breaks, ...plain } = input
  const work = inTenant(ctx, async (trx) => {
    await getDepotRow(trx, input.depotId)
    await requireCrew(trx, input)
    const created = await trx
      .insertInto('shift')
      .values({
        ...plain,
        startTime: start,
        endTime: end,
        breaks: json(breaks),
        organizationId: ctx.organizationId,
      })
      .onConflict((target) => target.columns(['organizationId', 'id']).doNothing())
      .returning(shiftColumns)
      .executeTakeFirst()
    if (created === undefined) return sameOrConflict(await findShiftRow(trx, input.id), input, 'shift')
    await recordAudit(trx, ctx, {
      action: 'shift.create',
      entity: 'shift',
      entityId: created.id,
      ...changedFields(null, created),
    })
    await announce(trx, ctx, {
      kind: 'fleet.changed',
      entityId: created.id,
      depotId: created.depotId,
      date: created.date,
    })
    return created
  })
  return rewordConflict(work, 'shift_once', 'This vehicle already has a shift on this day.')
}
