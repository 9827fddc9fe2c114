import { type Closure, type CreateClosureInput, notFound } from '@cartage/domain'
import type { Call } from '../context.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { changedFields } from '../tenancy/changed-fields.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { sameOrConflict } from '../tenancy/same-or-conflict.ts'
import { requireRoad } from './require-road.ts'
import { closureColumns, closureValues, requireRoom, toClosure } from './internal.ts'

/** Closes roads, or changes their speed, for a while. Repeating it with the same id and content is harmless. */
export async function createClosure({ ctx, input }: Call<CreateClosureInput>): Promise<Closure> {
  authorize(ctx, 'closure:write')
  const { id, region, from, until } = input
  await requireRoad(ctx, input)
  return inTenant(ctx, async (trx) => {
    const found = await trx
      .selectFrom('region.region')
      .select('name')
      .where('name', '=', region)
      .forUpdate()
      .executeTakeFirst()
    if (found === undefined) throw notFound('region')
    await requireRoom(trx, ctx, input)
    const row = await trx
      .insertInto('region.closure')
      .values({
        id,
        region,
        ...closureValues(input),
        createdBy: ctx.userId,
      })
      .onConflict((target) => target.column('id').doNothing())
      .returning(closureColumns)
      .executeTakeFirst()
    if (row === undefined) {
      const existing = await trx
        .selectFrom('region.closure')
        .select(closureColumns)
        .where('id', '=', id)
        .executeTakeFirst()
      const asked = { ...input, from: toInstant(from), until: toInstant(until) }
      return sameOrConflict(existing && toClosure(existing), asked, 'closure')
    }
    await recordAudit(trx, ctx, {
      action: 'closure.create',
      entity: 'closure',
      entityId: id,
      ...changedFields(null, toClosure(row)),
    })
    await announce(trx, ctx, { kind: 'closure.changed', entityId: id })
    return toClosure(row)
  })
}

const toInstant = (text: string | null): string | null =>
  text === null ? null : new Date(text).toISOString()
