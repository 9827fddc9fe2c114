import { withTenant } from '@cartage/db'
import type { Depot, Order, Shift, Vehicle } from '@cartage/domain'
import { aDepot, anOrder, aShift, aVehicle, insert } from '@cartage/testing'
import type { StaffContext } from '../src/context.ts'
import { middle } from './a-region-folder.ts'

export interface TestDay {
  readonly depot: Depot
  readonly vehicle: Vehicle
  readonly shift: Shift
  readonly orders: readonly Order[]
}

export interface TestDayParts {
  readonly orders?: readonly Partial<Order>[]
  readonly vehicle?: Partial<Vehicle>
  readonly shift?: Partial<Shift>
}

/** Places along the streets of the test region, a few hundred metres apart. */
const places = [
  { lon: middle.lon + 0.004, lat: middle.lat },
  { lon: middle.lon - 0.004, lat: middle.lat },
  { lon: middle.lon + 0.008, lat: middle.lat + 0.008 },
  { lon: middle.lon - 0.008, lat: middle.lat - 0.008 },
]

/** A depot, one van with a shift, and as many orders as asked for (four). */
export async function aDayOf(ctx: StaffContext, parts: TestDayParts = {}): Promise<TestDay> {
  const depot = aDepot(middle)
  const vehicle = aVehicle({ depotId: depot.id, ...parts.vehicle })
  const shift = aShift({ depotId: depot.id, vehicleId: vehicle.id, ...parts.shift })
  const orders = (parts.orders ?? [{}, {}, {}, {}]).map((order, index) => {
    const at = places[index % places.length] ?? middle
    return anOrder({
      depotId: depot.id,
      place: { address: `Stop ${index + 1}`, ...at, level: 'pin', confidence: 1 },
      ...order,
    })
  })
  await withTenant(ctx.db, ctx.organizationId, async (trx) => {
    await insert.depot(trx, ctx.organizationId, depot)
    await insert.vehicle(trx, ctx.organizationId, vehicle)
    await insert.shift(trx, ctx.organizationId, shift)
    for (const order of orders) await insert.order(trx, ctx.organizationId, order)
  })
  return { depot, vehicle, shift, orders }
}
