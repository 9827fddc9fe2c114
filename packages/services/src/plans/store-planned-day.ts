import { json, type TenantTransaction } from '@cartage/db'
import { routeId, stopId, type OrganizationId, type PlanId } from '@cartage/domain'
import type { PlannedDay, PlannedRoute } from '../planning/planned-day.ts'
import type { RosterShift } from './load-planning-day.ts'

export interface StoreOptions {
  readonly organizationId: OrganizationId
  readonly planId: PlanId
  readonly shifts: readonly RosterShift[]
  readonly newId: () => string
}

/** Rows of one statement; far below the 65,535 values that PostgreSQL takes. */
const CHUNK = 1_000

/** Makes the routes, stops and leftovers of a plan these. A shift's route and an order's stop keep their ids. */
export async function storePlannedDay(
  trx: TenantTransaction,
  planned: Omit<PlannedDay, 'totals'>,
  { organizationId, planId, shifts, newId }: StoreOptions,
): Promise<void> {
  const known = await trx
    .selectFrom('route')
    .leftJoin('stop', 'stop.routeId', 'route.id')
    .select(['route.id', 'route.shiftId', 'stop.id as stopId', 'stop.orderId'])
    .where('route.planId', '=', planId)
    .execute()
  const routeIdByShift = new Map(known.map((row) => [row.shiftId, row.id]))
  const stopIdByOrder = new Map(known.map((row) => [row.orderId, row.stopId]))
  const shiftById = new Map(shifts.map((shift) => [shift.id, shift]))

  await trx.deleteFrom('route').where('planId', '=', planId).execute()
  await trx.deleteFrom('unassigned').where('planId', '=', planId).execute()

  const routes = planned.routes.flatMap((route, index) => {
    const shift = shiftById.get(route.shiftId)
    if (shift === undefined) return []
    const id = routeIdByShift.get(route.shiftId) ?? routeId.parse(newId())
    return [{ id, route, row: routeRow(route, shift), sequence: index + 1 }]
  })
  for (const chunk of chunksOf(routes)) {
    await trx
      .insertInto('route')
      .values(chunk.map(({ id, row, sequence }) => ({ ...row, organizationId, planId, id, sequence })))
      .execute()
  }
  const stops = routes.flatMap(({ id, route }) =>
    route.stops.map(({ load, ...stop }) => ({
      ...stop,
      id: stopIdByOrder.get(stop.orderId) ?? stopId.parse(newId()),
      organizationId,
      planId,
      routeId: id,
      state: 'assigned' as const,
      arrival: new Date(stop.arrival),
      serviceStart: new Date(stop.serviceStart),
      departure: new Date(stop.departure),
      load: json(load),
    })),
  )
  for (const chunk of chunksOf(stops)) await trx.insertInto('stop').values(chunk).execute()
  for (const chunk of chunksOf(planned.unassigned)) {
    await trx
      .insertInto('unassigned')
      .values(
        chunk.map(({ orderId, reasons }) => ({ organizationId, planId, orderId, reasons: json(reasons) })),
      )
      .execute()
  }
}

/** The columns that an evaluated route fills. */
export function routeRow(route: PlannedRoute, shift: RosterShift) {
  return {
    ...evaluationColumns(route),
    shiftId: shift.id,
    vehicleId: shift.vehicleId,
    vehicleName: shift.vehicleName,
    driverId: shift.driverId,
    driverName: shift.driverName,
    colour: shift.colour,
    capacity: json(shift.capacity),
  }
}

/** The columns that follow from the sequence. */
export function evaluationColumns(route: PlannedRoute) {
  return {
    startAt: new Date(route.start),
    endAt: new Date(route.end),
    shiftStart: new Date(route.shiftStart),
    shiftEnd: new Date(route.shiftEnd),
    distanceM: route.distanceM,
    drivingS: route.drivingS,
    serviceS: route.serviceS,
    waitS: route.waitS,
    breaks: json(route.breaks),
    cost: route.cost,
    startLoad: json(route.startLoad),
    violations: json(route.violations),
  }
}

function chunksOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, index) =>
    items.slice(index * CHUNK, (index + 1) * CHUNK),
  )
}
