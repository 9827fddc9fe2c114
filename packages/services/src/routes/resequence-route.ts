import { json, type TenantTransaction } from '@cartage/db'
import {
  CartageError,
  notFound,
  precondition,
  stopId,
  type Depot,
  type OrderId,
  type PlanId,
  type ResequenceRouteInput,
  type Route,
  type RouteId,
} from '@cartage/domain'
import { evaluateRoute, prepare } from '@cartage/solver'
import type { Call, StaffContext } from '../context.ts'
import { getDepotRow } from '../depots/internal.ts'
import type { PlannedRoute } from '../planning/planned-day.ts'
import { readRoute } from '../planning/read-solution.ts'
import { buildDayProblem } from '../plans/build-day-problem.ts'
import { lockPlanRow, type PlanRow } from '../plans/internal.ts'
import { loadPlanningDay, type LoadedDay } from '../plans/load-planning-day.ts'
import { requireCurrent } from '../plans/require-current.ts'
import { evaluationColumns } from '../plans/store-planned-day.ts'
import { sumStoredPlan } from '../plans/sum-stored-plan.ts'
import { syncOrderStates } from '../plans/sync-order-states.ts'
import { announce } from '../tenancy/announce.ts'
import { authorize } from '../tenancy/authorize.ts'
import { changedFields } from '../tenancy/changed-fields.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { recordAudit } from '../tenancy/record-audit.ts'
import { requireVersion } from '../tenancy/require-version.ts'
import { listRouteRows } from './internal.ts'

/**
 * Gives a route a new sequence, evaluated by the function that the search uses. Orders that are left out become
 * unassigned; unassigned ones may be named. Broken rules are kept on the route as violations. CONFLICT when the route
 * changed since it was read.
 */
export async function resequenceRoute({ ctx, input }: Call<ResequenceRouteInput>): Promise<Route> {
  authorize(ctx, 'plan:write')
  requireDistinct(input.orderIds)
  const { depot, day } = await inTenant(ctx, (trx) => loadRouteDay(trx, input))
  const evaluated = await evaluate(ctx, day, input.orderIds)
  return inTenant(ctx, async (trx) => {
    const { plan, route } = await lockRoute(trx, input.id)
    requireVersion(route.version, input.version, 'route')
    requireEditable(plan)
    await requireCurrent(trx, plan)
    const before = await listOrderIds(trx, route.id)
    await storeSequence(trx, ctx, { planId: plan.id, route, evaluated })
    const { totals } = await sumStoredPlan(trx, plan.id)
    await trx
      .updateTable('plan')
      .set({ totals: json(totals) })
      .where('id', '=', plan.id)
      .execute()
    await syncOrderStates(trx, { planId: plan.id, depotId: depot.id, date: plan.date })
    await recordAudit(trx, ctx, {
      action: 'route.resequence',
      entity: 'route',
      entityId: route.id,
      ...changedFields({ orderIds: before }, { orderIds: input.orderIds }),
      detail: { planId: plan.id },
    })
    const where = { depotId: depot.id, date: plan.date }
    await announce(trx, ctx, { kind: 'plan.changed', entityId: plan.id, ...where })
    await announce(trx, ctx, { kind: 'order.changed', entityId: null, ...where })
    const [saved] = await listRouteRows(trx, { routeId: route.id })
    if (saved === undefined) throw notFound('route')
    return saved
  })
}

async function listOrderIds(trx: TenantTransaction, routeId: RouteId): Promise<readonly OrderId[]> {
  const rows = await trx
    .selectFrom('stop')
    .select('orderId')
    .where('routeId', '=', routeId)
    .orderBy('sequence')
    .execute()
  return rows.map(({ orderId }) => orderId)
}

function requireDistinct(orderIds: readonly OrderId[]): void {
  if (new Set(orderIds).size < orderIds.length) {
    throw new CartageError('INVALID', 'An order stands twice in the sequence.', { field: 'orderIds' })
  }
}

function requireEditable(plan: PlanRow): void {
  if (plan.state === 'ready') return
  throw plan.state === 'published'
    ? precondition('This plan is published. Take it back first, then change it.', 'PLAN_PUBLISHED')
    : precondition(`This plan is ${plan.state}; it cannot be changed by hand.`, 'PLAN_NOT_READY')
}

interface RouteDay {
  readonly depot: Depot
  /** The route's shift and the orders of the new sequence, nothing else. */
  readonly day: LoadedDay
}

async function loadRouteDay(
  trx: TenantTransaction,
  { id, orderIds }: ResequenceRouteInput,
): Promise<RouteDay> {
  const { plan, route } = await lockRoute(trx, id)
  requireEditable(plan)
  const depot = await getDepotRow(trx, plan.depotId)
  const day = await loadPlanningDay(trx, depot, plan.date)
  const elsewhere = await trx
    .selectFrom('stop')
    .innerJoin('order', 'order.id', 'stop.orderId')
    .select(['stop.orderId', 'order.reference'])
    .where('stop.planId', '=', plan.id)
    .where('stop.routeId', '!=', id)
    .execute()
  const referenceElsewhere = new Map(elsewhere.map(({ orderId, reference }) => [orderId, reference]))
  const orderById = new Map(day.orders.map((order) => [order.id, order]))
  const orders = orderIds.map((orderId) => {
    const taken = referenceElsewhere.get(orderId)
    if (taken !== undefined) {
      throw precondition(`${taken} is on another route. Take it off there first.`, 'ON_OTHER_ROUTE')
    }
    const order = orderById.get(orderId)
    if (order === undefined) throw notFound('order')
    return order
  })
  const shifts = day.shifts.filter((shift) => shift.id === route.shiftId)
  if (shifts.length === 0) {
    throw precondition('The shift of this route was removed. Plan the day again.', 'SHIFT_GONE')
  }
  return { depot, day: { ...day, orders, shifts } }
}

/** The plan first, then its route: everybody who changes either takes them in this order. */
async function lockRoute(trx: TenantTransaction, id: RouteId) {
  const found = await trx.selectFrom('route').select('planId').where('id', '=', id).executeTakeFirst()
  if (found === undefined) throw notFound('route')
  const plan = await lockPlanRow(trx, found.planId)
  const route = await trx
    .selectFrom('route')
    .select(['id', 'shiftId', 'version'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (route === undefined) throw notFound('route')
  return { plan, route }
}

async function evaluate(
  ctx: StaffContext,
  day: LoadedDay,
  orderIds: readonly OrderId[],
): Promise<PlannedRoute> {
  const problem = await buildDayProblem(ctx.regions, day, ctx.signal)
  const route = evaluateRoute(prepare(problem), 0, orderIds)
  if (orderIds.length > 0) return readRoute(day, problem, route)
  // A vehicle without stops stays at the depot.
  const startS = problem.shifts[0]?.window[0] ?? 0
  return readRoute(day, problem, { ...route, startS, endS: startS })
}

interface NewSequence {
  readonly planId: PlanId
  readonly route: { readonly id: RouteId; readonly version: number }
  readonly evaluated: PlannedRoute
}

async function storeSequence(
  trx: TenantTransaction,
  ctx: StaffContext,
  { planId, route, evaluated }: NewSequence,
): Promise<void> {
  const { organizationId } = ctx
  const before = await trx
    .selectFrom('stop')
    .select(['id', 'orderId'])
    .where('routeId', '=', route.id)
    .execute()
  const idByOrder = new Map(before.map(({ id, orderId }) => [orderId, id]))
  await trx
    .updateTable('route')
    .set({ ...evaluationColumns(evaluated), version: route.version + 1 })
    .where('id', '=', route.id)
    .execute()
  await trx.deleteFrom('stop').where('routeId', '=', route.id).execute()
  const kept = evaluated.stops.map(({ orderId }) => orderId)
  if (kept.length > 0) {
    await trx
      .insertInto('stop')
      .values(
        evaluated.stops.map((stop) => ({
          ...stop,
          id: idByOrder.get(stop.orderId) ?? stopId.parse(ctx.newId()),
          organizationId,
          planId,
          routeId: route.id,
          state: 'assigned' as const,
          arrival: new Date(stop.arrival),
          serviceStart: new Date(stop.serviceStart),
          departure: new Date(stop.departure),
          load: json(stop.load),
        })),
      )
      .execute()
    await trx.deleteFrom('unassigned').where('planId', '=', planId).where('orderId', 'in', kept).execute()
  }
  const keptIds = new Set(kept)
  const dropped = before.filter(({ orderId }) => !keptIds.has(orderId))
  if (dropped.length > 0) {
    await trx
      .insertInto('unassigned')
      .values(dropped.map(({ orderId }) => ({ organizationId, planId, orderId, reasons: json([takenOff]) })))
      .execute()
  }
}

const takenOff = { code: 'TAKEN_OFF', text: 'Taken off its route by hand.' }
