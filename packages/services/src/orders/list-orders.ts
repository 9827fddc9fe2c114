import type { TenantTables } from '@cartage/db'
import { orderStates, type ListOrdersInput, type OrderPage, type OrderState } from '@cartage/domain'
import { sql, type ExpressionBuilder } from 'kysely'
import type { Call } from '../context.ts'
import { getDepotRow } from '../depots/internal.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { decodeOffset, encodeOffset } from '../tenancy/offset-cursor.ts'
import { orderColumns, toOrder } from './internal.ts'

/**
 * One page of a day's orders, filtered and sorted. `counts` is by state over what the other filters match, so
 * that the state chips stay true while one of them is chosen.
 */
export async function listOrders({ ctx, input }: Call<ListOrdersInput>): Promise<OrderPage> {
  authorize(ctx, 'order:read')
  const { depotId, date, states, limit, sort, descending } = input
  const offset = decodeOffset(input.cursor)
  return inTenant(ctx, async (trx) => {
    await getDepotRow(trx, depotId)
    const matching = trx
      .selectFrom('order')
      .where('depotId', '=', depotId)
      .where('date', '=', date)
      .where('deletedAt', 'is', null)
      .where((of) => of.and([matchesSearch(of, input.search), matchesSkill(of, input.skill)]))

    const byState = await matching
      .select((of) => ['state', of.fn.countAll<number>().as('orders')])
      .groupBy('state')
      .execute()
    const counts = countByState(byState)
    const wanted: readonly OrderState[] = states === undefined || states.length === 0 ? orderStates : states
    const rows = await matching
      .select(orderColumns)
      .where('state', 'in', wanted)
      .orderBy(sort, descending ? 'desc' : 'asc')
      .orderBy('id')
      .offset(offset)
      .limit(limit + 1)
      .execute()

    const total = wanted.reduce((sum, state) => sum + counts[state], 0)
    return {
      items: rows.slice(0, limit).map(toOrder),
      total,
      counts,
      ...(rows.length > limit ? { nextCursor: encodeOffset(offset + limit) } : {}),
    }
  })
}

type OfOrder = ExpressionBuilder<TenantTables, 'order'>

/** Every word must occur somewhere: in the reference, the address, the contact or the notes. */
function matchesSearch(of: OfOrder, search: string | undefined) {
  const words = (search ?? '').split(' ').filter((word) => word !== '')
  return of.and(
    words.map((word) => {
      const pattern = `%${word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
      return of.or([
        of('reference', 'ilike', pattern),
        of('address', 'ilike', pattern),
        of('notes', 'ilike', pattern),
        of(sql<string>`contact::text`, 'ilike', pattern),
      ])
    }),
  )
}

function matchesSkill(of: OfOrder, skill: string | undefined) {
  return skill === undefined ? of.and([]) : of(of.val(skill), '=', of.fn.any('skills'))
}

function countByState(rows: readonly { readonly state: OrderState; readonly orders: number }[]) {
  const counts: Record<OrderState, number> = {
    draft: 0,
    unassigned: 0,
    assigned: 0,
    active: 0,
    completed: 0,
    failed: 0,
    cancelled: 0,
  }
  for (const { state, orders } of rows) counts[state] = orders
  return counts
}
