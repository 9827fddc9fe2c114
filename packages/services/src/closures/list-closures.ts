import { type ListClosuresInput, type ListedClosure, PAGE_LIMIT } from '@cartage/domain'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { withStretches } from './closure-stretches.ts'
import { closureColumns, toClosure } from './internal.ts'

export interface ClosureList {
  readonly items: readonly ListedClosure[]
}

/** The closures of a region, those that end last first; past ones too, as long as there are not too many. */
export async function listClosures({ ctx, input }: Call<ListClosuresInput>): Promise<ClosureList> {
  authorize(ctx, 'region:read')
  const rows = await inTenant(ctx, (trx) =>
    trx
      .selectFrom('region.closure')
      .select(closureColumns)
      .where('region', '=', input.region)
      .where('deletedAt', 'is', null)
      .orderBy('untilAt', (order) => order.desc().nullsFirst())
      .orderBy('createdAt', 'desc')
      .orderBy('id')
      .limit(PAGE_LIMIT)
      .execute(),
  )
  // A region that is not built has closures and no roads to draw them on.
  const region = await ctx.regions.open(input.region).catch(() => undefined)
  return { items: withStretches(region, rows.map(toClosure)) }
}
