import { type Closure, type ListClosuresInput, PAGE_LIMIT } from '@cartage/domain'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { closureColumns, toClosure } from './internal.ts'

export interface ClosureList {
  readonly items: readonly Closure[]
}

/** The closures of a region, those that end last first; past ones too, as long as there are not too many. */
export async function listClosures({ ctx, input }: Call<ListClosuresInput>): Promise<ClosureList> {
  authorize(ctx, 'region:read')
  return inTenant(ctx, async (trx) => {
    const rows = await trx
      .selectFrom('region.closure')
      .select(closureColumns)
      .where('region', '=', input.region)
      .where('deletedAt', 'is', null)
      .orderBy('untilAt', (order) => order.desc().nullsFirst())
      .orderBy('createdAt', 'desc')
      .orderBy('id')
      .limit(PAGE_LIMIT)
      .execute()
    return { items: rows.map(toClosure) }
  })
}
