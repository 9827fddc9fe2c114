import type { TenantTransaction } from '@cartage/db'
import type { PlanId, Route, RouteId, Stop } from '@cartage/domain'

export type WhichRoutes = { readonly planId: PlanId } | { readonly routeId: RouteId }

/** Routes with their stops, in the order of the plan. */
export async function listRouteRows(trx: TenantTransaction, which: WhichRoutes): Promise<readonly Route[]> {
  const routes = await trx
    .selectFrom('route')
    .select([
      'id',
      'shiftId',
      'vehicleId',
      'vehicleName',
      'driverId',
      'driverName',
      'colour',
      'startAt',
      'endAt',
      'shiftStart',
      'shiftEnd',
      'distanceM',
      'drivingS',
      'serviceS',
      'waitS',
      'breaks',
      'cost',
      'capacity',
      'startLoad',
      'violations',
      'version',
    ])
    .$if('planId' in which, (query) => query.where('planId', '=', 'planId' in which ? which.planId : null))
    .$if('routeId' in which, (query) => query.where('id', '=', 'routeId' in which ? which.routeId : null))
    .orderBy('sequence')
    .execute()
  const stops = await listStops(
    trx,
    routes.map(({ id }) => id),
  )
  return routes.map((row) => {
    const { vehicleId, vehicleName, driverId, driverName, startAt, endAt, shiftStart, shiftEnd, ...route } =
      row
    return {
      ...route,
      vehicle: { id: vehicleId, name: vehicleName },
      driver: driverId === null ? null : { id: driverId, name: driverName ?? '' },
      start: startAt.toISOString(),
      end: endAt.toISOString(),
      shiftStart: shiftStart.toISOString(),
      shiftEnd: shiftEnd.toISOString(),
      stops: stops.get(row.id) ?? [],
    }
  })
}

async function listStops(
  trx: TenantTransaction,
  routeIds: readonly RouteId[],
): Promise<ReadonlyMap<RouteId, readonly Stop[]>> {
  if (routeIds.length === 0) return new Map()
  const rows = await trx
    .selectFrom('stop')
    .innerJoin('order', 'order.id', 'stop.orderId')
    .select([
      'stop.id',
      'stop.routeId',
      'stop.orderId',
      'order.reference',
      'order.kind',
      'order.address',
      'order.lon',
      'order.lat',
      'order.windows',
      'stop.sequence',
      'stop.trip',
      'stop.state',
      'stop.arrival',
      'stop.serviceStart',
      'stop.departure',
      'stop.waitS',
      'stop.lateS',
      'stop.load',
    ])
    .where('stop.routeId', 'in', routeIds)
    .orderBy('stop.routeId')
    .orderBy('stop.sequence')
    .execute()
  const byRoute = new Map<RouteId, Stop[]>()
  for (const { routeId, arrival, serviceStart, departure, ...stop } of rows) {
    const stops = byRoute.get(routeId) ?? []
    byRoute.set(routeId, stops)
    stops.push({
      ...stop,
      arrival: arrival.toISOString(),
      serviceStart: serviceStart.toISOString(),
      departure: departure.toISOString(),
    })
  }
  return byRoute
}
