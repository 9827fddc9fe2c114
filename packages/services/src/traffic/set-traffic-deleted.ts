import { notFound } from '@cartage/domain'
import type { StaffContext } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'

interface TrafficRemoval {
  readonly ctx: StaffContext
  readonly region: string
  /** Null brings it back. */
  readonly deletedAt: Date | null
  readonly action: string
}

/** Hides a region's traffic or shows it again; NOT_FOUND when it never had any. */
export async function setTrafficDeleted({
  ctx,
  region,
  deletedAt,
  action,
}: TrafficRemoval): Promise<{ readonly region: string }> {
  authorize(ctx, 'region:write')
  return inTenant(ctx, async (trx) => {
    const row = await trx
      .selectFrom('region.traffic')
      .select('deletedAt')
      .where('region', '=', region)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound('traffic')
    if ((row.deletedAt === null) === (deletedAt === null)) return { region }
    await trx.updateTable('region.traffic').set({ deletedAt }).where('region', '=', region).execute()
    await recordAudit(trx, ctx, { action, entity: 'region', entityId: region })
    await announce(trx, ctx, { kind: 'traffic.changed', entityId: region })
    return { region }
  })
}
