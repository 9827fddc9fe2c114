import {
  orderId,
  shiftId,
  type FleetFile,
  type LocalDate,
  type OrderFields,
  type OrderId,
  type ShiftId,
} from '@cartage/domain'
import type { PlanningDay } from '@cartage/services/planning'

export interface DayOfFiles {
  readonly day: PlanningDay
  /** The fleet file's id of each shift's vehicle. */
  readonly vehicleByShift: ReadonlyMap<ShiftId, string>
  readonly orderById: ReadonlyMap<OrderId, OrderFields>
  /** Orders of the file that are dated otherwise. */
  readonly otherDays: readonly OrderFields[]
}

/** A day from a fleet file and the good rows of an order file. Ids are made from positions, so runs repeat exactly. */
export function dayOfFiles(fleet: FleetFile, date: LocalDate, orders: readonly OrderFields[]): DayOfFiles {
  const ofDay = orders.filter((order) => order.date === date)
  const orderById = new Map(ofDay.map((order, index) => [orderId.parse(numberedId(index)), order]))
  const vehicles = fleet.vehicles.map((vehicle, index) => ({
    ...vehicle,
    shift: shiftId.parse(numberedId(index)),
  }))
  return {
    day: {
      depot: fleet.depot,
      date,
      orders: [...orderById].map(([id, { place, ...order }]) => ({
        ...order,
        id,
        lon: place.lon,
        lat: place.lat,
      })),
      shifts: vehicles.map(({ shift, costs, ...vehicle }) => ({
        ...vehicle,
        id: shift,
        costs: { fixed: costs.fixed, perHour: costs.per_hour, perKm: costs.per_km },
      })),
    },
    vehicleByShift: new Map(vehicles.map(({ shift, id }) => [shift, id])),
    orderById,
    otherDays: orders.filter((order) => order.date !== date),
  }
}

const numberedId = (index: number): string =>
  `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`
