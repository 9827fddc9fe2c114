import type { DriverId, OrderId, Route, RouteId, ShiftId, Stop, StopId, VehicleId } from '@cartage/domain'

let serial = 0
/** A made-up id, different each time. */
const anId = <Id extends string>(): Id => {
  serial += 1
  return `00000000-0000-4000-8000-${String(serial).padStart(12, '0')}` as Id
}

/** A stop for tests that says only what matters. */
export function aStop(more: Partial<Stop> = {}): Stop {
  return {
    id: anId<StopId>(),
    orderId: anId<OrderId>(),
    reference: 'A-1',
    kind: 'delivery',
    address: 'Rua das Flores 1',
    lon: -8.61,
    lat: 41.15,
    sequence: 1,
    trip: 1,
    state: 'assigned',
    arrival: '2026-04-07T08:00:00.000Z',
    serviceStart: '2026-04-07T08:00:00.000Z',
    departure: '2026-04-07T08:05:00.000Z',
    waitS: 0,
    load: {},
    windows: [],
    lateS: 0,
    ...more,
  }
}

/** A route for tests that says only what matters. */
export function aRoute(more: Partial<Route> = {}): Route {
  return {
    id: anId<RouteId>(),
    shiftId: anId<ShiftId>(),
    vehicle: { id: anId<VehicleId>(), name: 'Van 1' },
    driver: { id: anId<DriverId>(), name: 'Kim' },
    colour: 0,
    start: '2026-04-07T07:00:00.000Z',
    end: '2026-04-07T12:00:00.000Z',
    shiftStart: '2026-04-07T07:00:00.000Z',
    shiftEnd: '2026-04-07T15:00:00.000Z',
    distanceM: 10_000,
    drivingS: 3600,
    serviceS: 300,
    waitS: 0,
    breaks: [],
    cost: 100,
    capacity: { parcels: 10 },
    startLoad: { parcels: 1 },
    violations: [],
    stops: [],
    version: 1,
    ...more,
  }
}
