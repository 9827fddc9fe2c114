import { type ClosureId, notFound } from '@cartage/domain'
import type { StaffContext } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { closureColumns, requireRoom, toClosure } from './internal.ts'

interface ClosureRemoval {
  readonly ctx: StaffContext
  readonly id: ClosureId
  /** Null brings it back. */
  readonly deletedAt: Date | null
  readonly action: string
}

/** Hides a closure or shows it again; NOT_FOUND when there is none. */
export async function setClosureDeleted({
  ctx,
  id,
  deletedAt,
  action,
}: ClosureRemoval): Promise<{ readonly id: ClosureId }> {
  authorize(ctx, 'closure:write')
  return inTenant(ctx, async (trx) => {
    const row = await trx
      .selectFrom('region.closure')
      .select([...closureColumns, 'deletedAt'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound('closure')
    if ((row.deletedAt === null) === (deletedAt === null)) return { id }
    if (deletedAt === null) await requireRoom(trx, ctx, toClosure(row))
    await trx.updateTable('region.closure').set({ deletedAt }).where('id', '=', id).execute()
    await recordAudit(trx, ctx, {
      action,
      entity: 'closure',
      entityId: id,
      before: { isRemoved: row.deletedAt !== null },
      after: { isRemoved: deletedAt !== null },
      detail: { region: row.region },
    })
    await announce(trx, ctx, { kind: 'closure.changed', entityId: id })
    return { id }
  })
}
