import { setTimeout as sleep } from 'node:timers/promises'
import { withTenant } from '@cartage/db'
import type { OrderState, Plan, PlanId, PlanSummary } from '@cartage/domain'
import { A_DAY, anId } from '@cartage/testing'
import { describe, expect, it } from 'vitest'
import type { StaffContext } from '../src/context.ts'
import { removeOrders } from '../src/orders/remove-orders.ts'
import { restoreOrders } from '../src/orders/restore-orders.ts'
import { updateOrder } from '../src/orders/update-order.ts'
import { removeVehicle } from '../src/vehicles/remove-vehicle.ts'
import { removeShift } from '../src/shifts/remove-shift.ts'
import { cancelPlan } from '../src/plans/cancel-plan.ts'
import { findCurrentPlan } from '../src/plans/find-current-plan.ts'
import { getPlan } from '../src/plans/get-plan.ts'
import { getPlanPaths } from '../src/plans/get-plan-paths.ts'
import { getPlanProblem } from '../src/plans/get-plan-problem.ts'
import { listPlanVersions } from '../src/plans/list-plan-versions.ts'
import { giveUpPlan } from '../src/plans/give-up-plan.ts'
import { publishPlan } from '../src/plans/publish-plan.ts'
import { solvePlan, type SolveRun } from '../src/plans/solve-plan.ts'
import { startPlan } from '../src/plans/start-plan.ts'
import { unpublishPlan } from '../src/plans/unpublish-plan.ts'
import { resequenceRoute } from '../src/routes/resequence-route.ts'
import { aDayOf, type TestDay } from './a-day.ts'
import { useServices } from './use-services.ts'

const test = useServices()

const startInput = (day: TestDay, id: PlanId = anId()) => ({
  id,
  depotId: day.depot.id,
  date: A_DAY,
  timeLimitS: 1,
  seed: 1,
})

/** One run of the job, as the queue makes it. */
const aRun = (ctx: StaffContext, planId: PlanId, parts: Partial<SolveRun> = {}): SolveRun => ({
  id: planId,
  payload: { organizationId: ctx.organizationId, planId },
  attempt: 1,
  isLastAttempt: false,
  signal: new AbortController().signal,
  ...parts,
})

async function planDay(ctx: StaffContext, day: TestDay): Promise<Plan> {
  const { id } = await startPlan({ ctx, input: startInput(day) })
  await solvePlan(ctx, aRun(ctx, id))
  return getPlan({ ctx, input: { id } })
}

const statesOf = async (ctx: StaffContext): Promise<readonly OrderState[]> =>
  withTenant(ctx.db, ctx.organizationId, async (trx) => {
    const rows = await trx.selectFrom('order').select('state').orderBy('reference').execute()
    return rows.map(({ state }) => state)
  })

const byDay = (day: TestDay) => ({ depotId: day.depot.id, date: A_DAY })

describe('planning a day', () => {
  it('gives every order a stop and makes it assigned', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx)

    const plan = await planDay(ctx, day)

    expect(plan).toMatchObject({ state: 'ready', version: 1, failure: null, isStale: false, unassigned: [] })
    expect(plan.totals).toMatchObject({ routes: 1, stops: 4, unassigned: 0 })
    expect(plan.routes[0]?.vehicle).toEqual({ id: day.vehicle.id, name: day.vehicle.name })
    expect(plan.routes[0]?.stops.map(({ orderId }) => orderId).toSorted()).toEqual(
      day.orders.map(({ id }) => id).toSorted(),
    )
    expect(await statesOf(ctx)).toEqual(['assigned', 'assigned', 'assigned', 'assigned'])
  })

  it('tells why an order has no stop', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx, { orders: [{ reference: 'ICE', skills: ['cold'] }, {}] })

    const plan = await planDay(ctx, day)

    expect(plan.unassigned).toEqual([
      {
        orderId: day.orders[0]?.id,
        reference: 'ICE',
        reasons: [expect.objectContaining({ code: 'SKILL_MISSING' })],
      },
    ])
    expect(await statesOf(ctx)).toContain('unassigned')
  })

  it('says NO_WAY of an order that no road leads to', async () => {
    const ctx = await test.staff()
    const away = { address: 'An island', lon: 12.9, lat: 58.5, level: 'pin', confidence: 1 } as const
    const day = await aDayOf(ctx, { orders: [{ place: away }, {}] })

    const plan = await planDay(ctx, day)

    expect(plan.unassigned.map(({ reasons }) => reasons.map(({ code }) => code))).toEqual([['NO_WAY']])
  })

  it('leaves out orders that are completed or cancelled', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx, { orders: [{ state: 'completed' }, { state: 'cancelled' }, {}] })

    const plan = await planDay(ctx, day)

    expect(plan.totals).toMatchObject({ stops: 1, unassigned: 0 })
    expect((await statesOf(ctx)).toSorted()).toEqual(['assigned', 'cancelled', 'completed'])
  })

  it('makes a new version each time and keeps the older ones', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx)

    await planDay(ctx, day)
    await planDay(ctx, day)

    const { items } = await listPlanVersions({ ctx, input: byDay(day) })
    expect(items.map(({ version }) => version)).toEqual([2, 1])
    expect(await findCurrentPlan({ ctx, input: byDay(day) })).toMatchObject({ version: 2 })
  })

  it('answers a repeated start with the plan that the first one began', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx)
    const input = startInput(day)

    const first = await startPlan({ ctx, input })

    expect(await startPlan({ ctx, input })).toEqual(first)
    await expect(startPlan({ ctx, input: { ...input, timeLimitS: 9 } })).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'ID_USED',
    })
  })

  it('refuses a second search for the same day while one runs', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx)
    await startPlan({ ctx, input: startInput(day) })

    await expect(startPlan({ ctx, input: startInput(day) })).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'PLAN_SOLVING_ONCE',
    })
  })
})

describe('a day that cannot be planned', () => {
  it.each([
    ['NO_ORDERS', async (ctx: StaffContext) => ({ day: await aDayOf(ctx, { orders: [] }), date: A_DAY })],
    [
      'NO_SHIFTS',
      async (ctx: StaffContext) => {
        const day = await aDayOf(ctx)
        await removeShift({ ctx, input: { id: day.shift.id } })
        return { day, date: A_DAY }
      },
    ],
    [
      'NO_VEHICLES',
      async (ctx: StaffContext) => {
        const day = await aDayOf(ctx)
        await removeVehicle({ ctx, input: { id: day.vehicle.id } })
        return { day, date: A_DAY }
      },
    ],
    ['DAY_PAST', async (ctx: StaffContext) => ({ day: await aDayOf(ctx), date: '2026-03-31' })],
    [
      'REGION_NOT_READY',
      async (ctx: StaffContext) => {
        const day = await aDayOf(ctx)
        await withTenant(ctx.db, ctx.organizationId, (trx) =>
          trx.updateTable('depot').set({ region: 'atlantis' }).execute(),
        )
        return { day, date: A_DAY }
      },
    ],
    [
      'DEPOT_OFF_ROAD',
      async (ctx: StaffContext) => {
        const day = await aDayOf(ctx)
        await withTenant(ctx.db, ctx.organizationId, (trx) =>
          trx.updateTable('depot').set({ lon: 2.35, lat: 48.85 }).execute(),
        )
        return { day, date: A_DAY }
      },
    ],
  ])('is refused with %s, and nothing is written', async (reason, arrange) => {
    const ctx = await test.staff()
    const { day, date } = await arrange(ctx)

    await expect(startPlan({ ctx, input: { ...startInput(day), date } })).rejects.toMatchObject({
      code: 'PRECONDITION',
      reason,
    })
    expect((await listPlanVersions({ ctx, input: { ...byDay(day), date } })).items).toEqual([])
  })
})

describe('a stale plan', () => {
  it('shows once an order of its day changed, and not before', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx)
    await planDay(ctx, day)
    const before = await findCurrentPlan({ ctx, input: byDay(day) })
    const order = day.orders[0]!

    await updateOrder({ ctx, input: { id: order.id, version: 1, serviceS: 900 } })

    expect(before?.isStale).toBe(false)
    expect((await findCurrentPlan({ ctx, input: byDay(day) }))?.isStale).toBe(true)
  })

  it('shows once a shift was removed', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx)
    await planDay(ctx, day)

    await removeShift({ ctx, input: { id: day.shift.id } })

    expect((await findCurrentPlan({ ctx, input: byDay(day) }))?.isStale).toBe(true)
  })
})

it('an order that is removed and brought back keeps its stop', async () => {
  const ctx = await test.staff()
  const day = await aDayOf(ctx)
  await planDay(ctx, day)
  const input = { ids: [day.orders[0]!.id] }

  await removeOrders({ ctx, input })
  await restoreOrders({ ctx, input })

  expect(await statesOf(ctx)).toEqual(['assigned', 'assigned', 'assigned', 'assigned'])
  expect((await findCurrentPlan({ ctx, input: byDay(day) }))?.isStale).toBe(false)
})

/** A search for a dozen orders is over at once; for these it uses its time. */
const many = Array.from({ length: 24 }, () => ({ serviceS: 60 }))

describe('a search that is interrupted', () => {
  it('F03: keeps its best routes when it is shut down, and the next attempt finishes from them', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx, { orders: many })
    const { id } = await startPlan({ ctx, input: { ...startInput(day), timeLimitS: 20 } })
    const shutdown = new AbortController()
    const first = solvePlan(ctx, aRun(ctx, id, { signal: shutdown.signal }))
    await untilRoutes(ctx, id)

    shutdown.abort('shutdown')
    await expect(first).rejects.toBe('shutdown')
    const between = await getPlan({ ctx, input: { id } })
    await withTenant(ctx.db, ctx.organizationId, (trx) =>
      trx.updateTable('plan').set({ timeLimitS: 1 }).where('id', '=', id).execute(),
    )
    await solvePlan(ctx, aRun(ctx, id, { attempt: 2 }))

    expect(between).toMatchObject({ state: 'solving', totals: { stops: 24 } })
    expect(between.routes[0]?.stops).toHaveLength(24)
    expect(await getPlan({ ctx, input: { id } })).toMatchObject({ state: 'ready', totals: { stops: 24 } })
  })

  it('F03: a run that was thought dead can write nothing once another has taken over', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx, { orders: many })
    const { id } = await startPlan({ ctx, input: { ...startInput(day), timeLimitS: 20 } })
    const slow = solvePlan(ctx, aRun(ctx, id))
    await untilRoutes(ctx, id)
    const cancelled = await cancelPlan({ ctx, input: { id } })

    await slow

    const after = await getPlan({ ctx, input: { id } })
    expect(cancelled.state).toBe('ready')
    expect(after).toMatchObject({ state: 'ready', totals: cancelled.totals })
  }, 15_000)

  it('F03: a run that wakes up late leaves its job to the one that has taken over', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx, { orders: many })
    const { id } = await startPlan({ ctx, input: { ...startInput(day), timeLimitS: 4 } })
    const late = solvePlan(ctx, aRun(ctx, id))
    await untilRoutes(ctx, id)

    const ended: string[] = []
    await Promise.all([
      solvePlan(ctx, aRun(ctx, id, { attempt: 2 })).then(() => ended.push('second')),
      late.then(() => ended.push('first')),
    ])

    expect(ended).toEqual(['second', 'first'])
    expect(await getPlan({ ctx, input: { id } })).toMatchObject({ state: 'ready', failure: null })
  }, 60_000)

  it('keeps the best plan so far when it is cancelled', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx, { orders: many })
    const { id } = await startPlan({ ctx, input: { ...startInput(day), timeLimitS: 30 } })
    const cancel = new AbortController()
    const run = solvePlan(ctx, aRun(ctx, id, { signal: cancel.signal }))
    await untilRoutes(ctx, id)
    cancel.abort('cancelled')
    await run

    expect(await cancelPlan({ ctx, input: { id } })).toMatchObject({ state: 'ready', totals: { stops: 24 } })
    expect(new Set(await statesOf(ctx))).toEqual(new Set(['assigned']))
  })

  it('leaves the day as it was when it is cancelled before it began', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx)
    const { id } = await startPlan({ ctx, input: startInput(day) })

    const cancelled = await cancelPlan({ ctx, input: { id } })
    await solvePlan(ctx, aRun(ctx, id))

    expect(cancelled).toMatchObject({ state: 'draft', failure: null })
    expect(await findCurrentPlan({ ctx, input: byDay(day) })).toBeNull()
    expect(await statesOf(ctx)).toEqual(['unassigned', 'unassigned', 'unassigned', 'unassigned'])
  })

  it('says why when its region went away meanwhile', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx)
    const { id } = await startPlan({ ctx, input: startInput(day) })
    await withTenant(ctx.db, ctx.organizationId, (trx) =>
      trx.updateTable('depot').set({ region: 'atlantis' }).execute(),
    )

    await solvePlan(ctx, aRun(ctx, id))

    expect(await findCurrentPlan({ ctx, input: byDay(day) })).toMatchObject({
      state: 'draft',
      failure: expect.stringContaining('atlantis'),
    })
  })
})

async function untilRoutes(ctx: StaffContext, id: PlanId): Promise<void> {
  const isStored = async () => (await getPlan({ ctx, input: { id } })).routes.length > 0
  for (let look = 0; look < 200 && !(await isStored()); look++) await sleep(50)
}

describe('a job that names the plan of another organization', () => {
  it('SEC-C08 finds nothing there, and changes nothing', async () => {
    const [ctx, other] = [await test.staff(), await test.staff()]
    await aDayOf(ctx)
    const { id } = await startPlan({ ctx: other, input: startInput(await aDayOf(other)) })
    const before = await getPlan({ ctx: other, input: { id } })

    await solvePlan(ctx, aRun(ctx, id))
    await giveUpPlan(ctx, { organizationId: ctx.organizationId, planId: id })
    const after = await getPlan({ ctx: other, input: { id } })
    await solvePlan(other, aRun(other, id))

    expect(after).toEqual(before)
    expect(after.state).toBe('solving')
    expect(await getPlan({ ctx: other, input: { id } })).toMatchObject({ state: 'ready' })
  })
})

describe('publishing', () => {
  it('publishes a ready plan, takes it back, and does nothing twice', async () => {
    const ctx = await test.staff()
    const { id } = await planDay(ctx, await aDayOf(ctx))

    const published = await publishPlan({ ctx, input: { id } })
    const again = await publishPlan({ ctx, input: { id } })
    const back = await unpublishPlan({ ctx, input: { id } })

    expect(published).toMatchObject({ state: 'published', publishedAt: '2026-04-01T10:00:00.000Z' })
    expect(again).toEqual(published)
    expect(back).toMatchObject({ state: 'ready', publishedAt: null })
  })

  it('refuses an older version', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx)
    const older = await planDay(ctx, day)
    await planDay(ctx, day)

    await expect(publishPlan({ ctx, input: { id: older.id } })).rejects.toMatchObject({ reason: 'PLAN_OLD' })
  })
})

describe('changing a route by hand', () => {
  it('takes an order off, says so, and puts it back', async () => {
    const ctx = await test.staff()
    const plan = await planDay(ctx, await aDayOf(ctx))
    const route = plan.routes[0]!
    const all = route.stops.map(({ orderId }) => orderId)

    const shorter = await resequenceRoute({
      ctx,
      input: { id: route.id, version: 1, orderIds: all.slice(1) },
    })
    const without = await getPlan({ ctx, input: { id: plan.id } })
    const restored = await resequenceRoute({ ctx, input: { id: route.id, version: 2, orderIds: all } })

    expect(shorter).toMatchObject({ version: 2, stops: { length: 3 } })
    expect(without.totals).toMatchObject({ stops: 3, unassigned: 1 })
    expect(without.unassigned[0]?.reasons[0]?.code).toBe('TAKEN_OFF')
    expect(restored.stops.map(({ orderId }) => orderId)).toEqual(all)
    expect(restored.cost).toBeCloseTo(route.cost, 6)
    expect((await getPlan({ ctx, input: { id: plan.id } })).totals).toEqual(plan.totals)
  })

  it('keeps a sequence that breaks a rule and names the rule', async () => {
    const ctx = await test.staff()
    const day = await aDayOf(ctx, {
      orders: [{ windows: [{ from: '08:00', to: '08:30' }] }, { windows: [{ from: '12:00', to: '13:00' }] }],
    })
    const plan = await planDay(ctx, day)
    const route = plan.routes[0]!
    const backwards = route.stops.map(({ orderId }) => orderId).toReversed()

    const changed = await resequenceRoute({ ctx, input: { id: route.id, version: 1, orderIds: backwards } })

    expect(changed.violations).toEqual([
      expect.objectContaining({ kind: 'late', orderId: day.orders[0]?.id }),
    ])
    expect(changed.stops[1]?.lateS).toBeGreaterThan(3 * 3_600)
  })

  it('SEC-C13: refuses a change to a route that changed meanwhile', async () => {
    const ctx = await test.staff()
    const plan = await planDay(ctx, await aDayOf(ctx))
    const route = plan.routes[0]!
    const orderIds = route.stops.map(({ orderId }) => orderId)
    const attempts = Array.from({ length: 8 }, () =>
      resequenceRoute({ ctx, input: { id: route.id, version: 1, orderIds } }),
    )

    const results = await Promise.allSettled(attempts)

    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []))).toEqual(
      Array.from({ length: 7 }, () => 'CONFLICT'),
    )
  })

  it('refuses to change a published plan', async () => {
    const ctx = await test.staff()
    const plan = await planDay(ctx, await aDayOf(ctx))
    await publishPlan({ ctx, input: { id: plan.id } })
    const input = { id: plan.routes[0]!.id, version: 1, orderIds: [] }

    await expect(resequenceRoute({ ctx, input })).rejects.toMatchObject({ reason: 'PLAN_PUBLISHED' })
  })

  it('may empty a route', async () => {
    const ctx = await test.staff()
    const plan = await planDay(ctx, await aDayOf(ctx))
    const input = { id: plan.routes[0]!.id, version: 1, orderIds: [] }

    const emptied = await resequenceRoute({ ctx, input })
    const after: PlanSummary = await getPlan({ ctx, input: { id: plan.id } })

    expect(emptied).toMatchObject({ stops: [], cost: 0, distanceM: 0 })
    expect(after.totals).toMatchObject({ routes: 0, stops: 0, unassigned: 4, cost: 0 })
  })
})

describe('what screens draw of a plan', () => {
  it('has a line from the depot through every stop and back', async () => {
    const ctx = await test.staff()
    const plan = await planDay(ctx, await aDayOf(ctx))

    const { items } = await getPlanPaths({ ctx, input: { id: plan.id } })

    expect(items[0]).toMatchObject({ routeId: plan.routes[0]?.id, legs: { length: 5 } })
    expect(items[0]?.legs.flat().length).toBeGreaterThan(9)
  })

  it('can be evaluated elsewhere to the same figures', async () => {
    const { evaluateRoute, prepare } = await import('@cartage/solver')
    const ctx = await test.staff()
    const plan = await planDay(ctx, await aDayOf(ctx))
    const route = plan.routes[0]!

    const sent = JSON.parse(JSON.stringify(await getPlanProblem({ ctx, input: { id: plan.id } })))
    const evaluated = evaluateRoute(
      prepare(sent.problem),
      0,
      route.stops.map(({ orderId }) => orderId),
    )

    expect(evaluated).toMatchObject({ distanceM: route.distanceM, drivingS: route.drivingS })
    expect(evaluated.cost).toBeCloseTo(route.cost, 6)
  })
})
