import { withTenant } from '@cartage/db'
import { A_DAY, anId } from '@cartage/testing'
import { describe, expect, it } from 'vitest'
import { createOrder } from '../src/orders/create-order.ts'
import { exportOrdersCsv } from '../src/exports/export-orders-csv.ts'
import { getOrder } from '../src/orders/get-order.ts'
import { listOrderDays } from '../src/orders/list-order-days.ts'
import { listOrderPoints } from '../src/orders/list-order-points.ts'
import { listOrders } from '../src/orders/list-orders.ts'
import { removeOrders } from '../src/orders/remove-orders.ts'
import { restoreOrders } from '../src/orders/restore-orders.ts'
import { updateOrder } from '../src/orders/update-order.ts'
import { aDayOf, type TestDay } from './a-day.ts'
import { useServices } from './use-services.ts'

const test = useServices()

const flowers = (day: TestDay) => ({
  id: anId<'order'>(),
  depotId: day.depot.id,
  reference: 'FLOWERS-1',
  kind: 'delivery' as const,
  date: A_DAY,
  place: { address: 'Mill Lane 3', lon: 11.95, lat: 57.72, level: 'pin' as const, confidence: 1 },
  windows: [{ from: '09:00', to: '11:00' }],
  serviceS: 240,
  load: { parcels: 2 },
  skills: ['lift'],
  priority: 75,
  contact: { name: 'Ada', phone: '+46 31 123' },
  notes: 'Ring twice',
  custom: { colour: 'red' },
})
const listing = (day: TestDay, parts = {}) => ({
  depotId: day.depot.id,
  date: A_DAY,
  limit: 100,
  sort: 'reference' as const,
  descending: false,
  ...parts,
})

describe('an order', () => {
  it('is made by hand, and once however often it is asked for', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx, { orders: [] })
    const input = flowers(day)

    const first = await createOrder({ ctx, input })

    expect(first).toMatchObject({ ...input, state: 'unassigned', version: 1 })
    expect(await createOrder({ ctx, input })).toEqual(first)
    await expect(createOrder({ ctx, input: { ...input, notes: 'Knock' } })).rejects.toMatchObject({
      reason: 'ID_USED',
    })
    await expect(createOrder({ ctx, input: { ...input, id: anId() } })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'Another order of this depot already has this reference.',
      field: 'reference',
    })
  })

  it('SEC-E14: is one row and one answer when twenty ask for it at once', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx, { orders: [] })
    const input = flowers(day)

    const answers = await Promise.all(Array.from({ length: 20 }, () => createOrder({ ctx, input })))

    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect((await listOrders({ ctx, input: listing(day) })).total).toBe(1)
  })

  it('changes what is named, keeps the rest, and refuses a stale save', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx, { orders: [] })
    const order = await createOrder({ ctx, input: flowers(day) })

    const changed = await updateOrder({ ctx, input: { id: order.id, version: 1, priority: 100 } })

    expect(changed).toEqual({ ...order, priority: 100, version: 2, updatedAt: changed.updatedAt })
    await expect(
      updateOrder({ ctx, input: { id: order.id, version: 1, priority: 0 } }),
    ).rejects.toMatchObject({
      reason: 'VERSION',
    })
  })

  it('is unassigned again when it moves to a day whose plan does not have it', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx, { orders: [{ state: 'assigned' }] })
    const id = day.orders[0]!.id

    const moved = await updateOrder({ ctx, input: { id, version: 1, date: '2026-04-08' } })

    expect(moved).toMatchObject({ date: '2026-04-08', state: 'unassigned', version: 2 })
  })

  it('comes back unassigned when no plan has it any more', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx, { orders: [{ state: 'assigned' }] })
    const input = { ids: [day.orders[0]!.id] }
    await removeOrders({ ctx, input })

    await restoreOrders({ ctx, input })

    expect(await getOrder({ ctx, input: { id: day.orders[0]!.id } })).toMatchObject({ state: 'unassigned' })
  })

  it('is no longer changed once it is under way', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx, { orders: [{ state: 'active' }] })
    const id = day.orders[0]!.id

    await expect(updateOrder({ ctx, input: { id, version: 1, notes: 'late' } })).rejects.toMatchObject({
      reason: 'ORDER_UNDER_WAY',
    })
  })

  it('is removed and brought back, and counted once', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx)
    const input = { ids: day.orders.map(({ id }) => id) }

    const removed = [await removeOrders({ ctx, input }), await removeOrders({ ctx, input })]
    const without = await listOrders({ ctx, input: listing(day) })
    const restored = [await restoreOrders({ ctx, input }), await restoreOrders({ ctx, input })]

    expect(removed).toEqual([{ removed: 4 }, { removed: 0 }])
    expect(without.total).toBe(0)
    expect(restored).toEqual([{ restored: 4 }, { restored: 0 }])
    expect((await listOrders({ ctx, input: listing(day) })).total).toBe(4)
  })

  it('is not removed with others when one of them does not exist', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx)
    const input = { ids: [day.orders[0]!.id, anId<'order'>()] }

    await expect(removeOrders({ ctx, input })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await getOrder({ ctx, input: { id: day.orders[0]!.id } })).toMatchObject({ version: 1 })
  })
})

describe("a day's orders", () => {
  it('come in pages that together hold each once', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx, { orders: Array.from({ length: 7 }, () => ({})) })

    const first = await listOrders({ ctx, input: listing(day, { limit: 3 }) })
    const second = await listOrders({ ctx, input: listing(day, { limit: 3, cursor: first.nextCursor }) })
    const third = await listOrders({ ctx, input: listing(day, { limit: 3, cursor: second.nextCursor }) })
    const all = [first, second, third].flatMap(({ items }) => items.map(({ id }) => id))

    expect(first.total).toBe(7)
    expect(third.nextCursor).toBeUndefined()
    expect(new Set(all).size).toBe(7)
  })

  it('are found by any words of reference, address, notes and contact', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx)
    await createOrder({ ctx, input: flowers(day) })
    const found = async (search: string) =>
      (await listOrders({ ctx, input: listing(day, { search }) })).items.map(({ reference }) => reference)

    expect(await found('flow')).toEqual(['FLOWERS-1'])
    expect(await found('mill ring')).toEqual(['FLOWERS-1'])
    expect(await found('ada')).toEqual(['FLOWERS-1'])
    expect(await found('%')).toEqual([])
    expect(await found("'; drop table")).toEqual([])
  })

  it('are counted by state over what the other filters match', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx, {
      orders: [{ skills: ['cold'] }, { skills: ['cold'], state: 'failed' }, {}],
    })

    const page = await listOrders({ ctx, input: listing(day, { skill: 'cold', states: ['failed'] }) })

    expect(page.total).toBe(1)
    expect(page.counts).toMatchObject({ unassigned: 1, failed: 1 })
  })

  it('are days and points too', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx)
    const depotId = day.depot.id

    expect((await listOrderDays({ ctx, input: { depotId } })).items).toEqual([
      { date: A_DAY, orders: 4, unassigned: 4, planState: null },
    ])
    expect((await listOrderPoints({ ctx, input: { depotId, date: A_DAY } })).items).toHaveLength(4)
  })

  it('SEC-F04: are exported with a record of who took them', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx, { orders: [] })
    await createOrder({ ctx, input: { ...flowers(day), notes: '=cmd()' } })

    const { fileName, text } = await exportOrdersCsv({ ctx, input: { depotId: day.depot.id, date: A_DAY } })
    const records = await withTenant(ctx.db, ctx.organizationId, (trx) =>
      trx.selectFrom('auditEvent').select('action').where('action', '=', 'order.export').execute(),
    )

    expect(fileName).toBe(`orders-Depot-North-${A_DAY}.csv`)
    expect(text).toContain("'=cmd()")
    expect(text).toContain('colour')
    expect(records).toHaveLength(1)
  })
})
