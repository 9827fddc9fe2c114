import type { TenantTransaction } from '@cartage/db'
import { precondition, type Depot, type DriverId, type LocalDate, type VehicleId } from '@cartage/domain'
import type { DayRoads } from '../planning/day-roads.ts'
import type { PlanningDay, PlanningShift } from '../planning/planning-day.ts'
import { plannableStates } from './internal.ts'
import { roadsOfDay } from './roads-of-day.ts'

/** Who drives what on a shift, as a route remembers it. */
export interface RosterShift extends PlanningShift {
  readonly vehicleId: VehicleId
  readonly vehicleName: string
  readonly driverId: DriverId | null
  readonly driverName: string | null
  /** 0 to 11: the hue of the vehicle, the same on every day. */
  readonly colour: number
}

export interface LoadedDay extends PlanningDay {
  readonly depot: Depot
  readonly shifts: readonly RosterShift[]
  /** As they change while the vehicles are out. */
  readonly roads: readonly DayRoads[]
}

/** A matrix of more places than this would not fit in the memory of a modest machine. */
export const MAX_PLANNED_ORDERS = 5_000
const COLOURS = 12

/** Reads what a plan of this day is made from; PRECONDITION when it is more than one plan can hold. */
export async function loadPlanningDay(
  trx: TenantTransaction,
  depot: Depot,
  date: LocalDate,
): Promise<LoadedDay> {
  const orders = await trx
    .selectFrom('order')
    .select(['id', 'kind', 'lon', 'lat', 'windows', 'serviceS', 'load', 'skills', 'priority'])
    .where('depotId', '=', depot.id)
    .where('date', '=', date)
    .where('deletedAt', 'is', null)
    .where('state', 'in', plannableStates)
    .orderBy('reference')
    .orderBy('id')
    .limit(MAX_PLANNED_ORDERS + 1)
    .execute()
  if (orders.length > MAX_PLANNED_ORDERS) {
    throw precondition(
      `This day has more than ${MAX_PLANNED_ORDERS} orders, which one plan cannot hold. Split it over several depots.`,
      'TOO_MANY_ORDERS',
    )
  }
  const shifts = await loadShifts(trx, depot, date)
  return { depot, date, orders, shifts, roads: await roadsOfDay(trx, { depot, date }) }
}

async function loadShifts(
  trx: TenantTransaction,
  depot: Depot,
  date: LocalDate,
): Promise<readonly RosterShift[]> {
  const rows = await trx
    .selectFrom('shift')
    .innerJoin('vehicle', 'vehicle.id', 'shift.vehicleId')
    .leftJoin('driver', (join) =>
      join.onRef('driver.id', '=', 'shift.driverId').on('driver.deletedAt', 'is', null),
    )
    .select([
      'shift.id',
      'shift.startTime as start',
      'shift.endTime as end',
      'shift.breaks',
      'vehicle.id as vehicleId',
      'vehicle.name as vehicleName',
      'vehicle.profile',
      'vehicle.capacity',
      'vehicle.costs',
      'vehicle.skills as vehicleSkills',
      'driver.id as driverId',
      'driver.name as driverName',
      'driver.skills as driverSkills',
    ])
    .where('shift.depotId', '=', depot.id)
    .where('shift.date', '=', date)
    .where('shift.deletedAt', 'is', null)
    .where('vehicle.deletedAt', 'is', null)
    .orderBy('vehicle.name')
    .orderBy('shift.id')
    .execute()
  const colours = await colourByVehicle(trx, depot)
  return rows.map(({ vehicleSkills, driverSkills, ...shift }) => ({
    ...shift,
    skills: [...new Set([...vehicleSkills, ...(driverSkills ?? [])])],
    colour: colours.get(shift.vehicleId) ?? 0,
  }))
}

/** Hues go round in the order in which the depot got its vehicles, so that a new one changes no other's. */
async function colourByVehicle(
  trx: TenantTransaction,
  depot: Depot,
): Promise<ReadonlyMap<VehicleId, number>> {
  const vehicles = await trx
    .selectFrom('vehicle')
    .select('id')
    .where('depotId', '=', depot.id)
    .orderBy('createdAt')
    .orderBy('name')
    .execute()
  return new Map(vehicles.map(({ id }, index) => [id, index % COLOURS]))
}
