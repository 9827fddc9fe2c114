import { LARGEST_TRAVEL } from '../model/checks/check-figures.ts'
import type { Break, Costs, Matrix, Shift } from '../model/problem.ts'
import type { VroomClock } from './vroom-clock.ts'
import type { Fail, VroomPlaces } from './vroom-places.ts'
import type { VroomInput, VroomVehicle } from './vroom-schema.ts'
import type { VroomTravel } from './vroom-travel.ts'

interface Parts {
  readonly input: VroomInput
  readonly places: VroomPlaces
  readonly travel: ReadonlyMap<string, VroomTravel>
  readonly clock: VroomClock
}

/**
 * VROOM's vehicles as shifts, and the matrices they drive on. VROOM charges an hour of driving but not of waiting
 * or work: the price of a leg stands for its distance, in the smallest fraction that makes all of them whole.
 * Where real distances are needed, for a limit on them or as what is minimised, driving is charged apart.
 */
export function toShifts(
  { input, places, travel, clock }: Parts,
  { wantsDistance, fail }: { readonly wantsDistance: boolean; readonly fail: Fail },
): { readonly matrices: Readonly<Record<string, Matrix>>; readonly shifts: readonly Shift[] } {
  const priced: Record<string, PricedTravel> = {}
  const hasTypes = [
    ...input.jobs,
    ...input.shipments.flatMap(({ pickup, delivery }) => [pickup, delivery]),
  ].some((place) => place.setup_per_type !== undefined || place.service_per_type !== undefined)
  const shifts = input.vehicles.map((vehicle, index): Shift => {
    const way = travel.get(vehicle.profile)
    if (way === undefined) return fail(['vehicles', index, 'profile'], 'has no travel')
    checkCosts(vehicle, way, index, fail)
    const isPricedApart = vehicle.max_distance !== undefined || (wantsDistance && way.distanceM !== undefined)
    const { per_hour: perHour, per_km: perKm } = vehicle.costs
    const profile = JSON.stringify([vehicle.profile, vehicle.speed_factor, isPricedApart, perHour, perKm])
    const { perUnit } = (priced[profile] ??= priceTravel(vehicle, way, isPricedApart))
    const { fixed, per_task_hour: perTaskHour } = vehicle.costs
    const costs: Costs = {
      fixed,
      perHour: 0,
      perKm: 1000 * perUnit,
      ...(isPricedApart && !wantsDistance && perHour > 0 ? { perDrivingHour: perHour } : {}),
      ...(perTaskHour > 0 ? { perTaskHour } : {}),
    }
    return {
      id: String(vehicle.id),
      profile,
      ...(hasTypes && vehicle.type !== undefined ? { vehicleType: vehicle.type } : {}),
      start: places.starts[index],
      end: places.ends[index],
      window: clock.window(vehicle.time_window),
      capacity: vehicle.capacity,
      skills: vehicle.skills.map(String),
      breaks: vehicle.breaks.map((pause) => toBreak(pause, vehicle, clock)),
      costs,
      maxStops: vehicle.max_tasks,
      maxDrivingS: vehicle.max_travel_time,
      maxDistanceM: vehicle.max_distance,
    }
  })
  const matrices = Object.fromEntries(
    Object.entries(priced).map(([profile, { matrix }]) => [profile, matrix]),
  )
  return { matrices, shifts }
}

/** Durations at the vehicle's speed, in whole seconds; what takes longer than can be counted is no way. */
export function vehicleDurations(vehicle: VroomVehicle, way: VroomTravel): Int32Array {
  // VROOM keeps two digits of the factor.
  const factor = Math.round(vehicle.speed_factor * 100) / 100
  if (factor === 1) return way.durationS
  return way.durationS.map((seconds) => {
    const slowed = Math.round(seconds / factor)
    return seconds < 0 || slowed > LARGEST_TRAVEL ? -1 : slowed
  })
}

function checkCosts(vehicle: VroomVehicle, way: VroomTravel, index: number, fail: Fail): void {
  if (way.cost === undefined) return
  const { per_hour: perHour, per_km: perKm } = vehicle.costs
  const path = ['vehicles', index, 'costs']
  if (perHour !== 3600) fail([...path, 'per_hour'], 'cannot be set beside a matrix of costs')
  if (perKm !== 0) fail([...path, 'per_km'], 'cannot be set beside a matrix of costs')
  if (vehicle.max_distance !== undefined) {
    fail(['vehicles', index, 'max_distance'], 'is not supported beside a matrix of costs')
  }
}

interface PricedTravel {
  readonly matrix: Matrix
  /** Money for a unit of its distance. */
  readonly perUnit: number
}

function priceTravel(vehicle: VroomVehicle, way: VroomTravel, isPricedApart: boolean): PricedTravel {
  const durationS = vehicleDurations(vehicle, way)
  const { distanceM, cost } = way
  const { per_hour: perHour, per_km: perKm } = vehicle.costs
  if (isPricedApart)
    return { matrix: { durationS, distanceM: distanceM ?? durationS }, perUnit: perKm / 1000 }
  // No duration, no way, whatever it would cost.
  if (cost !== undefined)
    return { matrix: { durationS, distanceM: priceLegs(durationS, 0, cost, 1) }, perUnit: 1 }
  // Where driving costs nothing the search still prefers the shorter way.
  if (perHour === 0 && perKm === 0) return { matrix: { durationS, distanceM: durationS }, perUnit: 0 }
  // A second costs perHour / 3600 and a metre perKm / 1000: in eighteen-thousandths, and shortened.
  const shorten = greatestDivisor(greatestDivisor(perHour * 5, perKm * 18), 18_000)
  const [perSecond, perMetre] = [(perHour * 5) / shorten, (perKm * 18) / shorten]
  const metres = perKm > 0 ? distanceM : undefined
  const most = largest(durationS) * perSecond + (metres === undefined ? 0 : largest(metres) * perMetre)
  const coarser = Math.max(1, Math.ceil(most / LARGEST_TRAVEL))
  return {
    matrix: { durationS, distanceM: priceLegs(durationS, perSecond / coarser, metres, perMetre / coarser) },
    perUnit: (coarser * shorten) / 18_000,
  }
}

/** A price for each leg, in whole units; -1 where there is no way. */
function priceLegs(
  durationS: Int32Array,
  perSecond: number,
  others: Int32Array | undefined,
  perOther: number,
): Int32Array {
  const prices = new Int32Array(durationS.length)
  for (let i = 0; i < prices.length; i++) {
    const seconds = durationS[i] ?? -1
    const other = others === undefined ? 0 : (others[i] ?? -1)
    prices[i] = seconds < 0 || other < 0 ? -1 : Math.round(seconds * perSecond + other * perOther)
  }
  return prices
}

function largest(figures: Int32Array): number {
  let most = 0
  for (let i = 0; i < figures.length; i++) most = Math.max(most, figures[i] ?? 0)
  return most
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}

function toBreak(pause: VroomVehicle['breaks'][number], vehicle: VroomVehicle, clock: VroomClock): Break {
  const windows = (pause.time_windows ?? [vehicle.time_window])
    .map(clock.window)
    .toSorted((a, b) => a[0] - b[0] || a[1] - b[1])
  const fromS = Math.min(...windows.map(([from]) => from))
  const toS = Math.max(...windows.map(([, to]) => to))
  return {
    fromS,
    toS,
    durationS: pause.service,
    ...(windows.length > 1 ? { windows } : {}),
    ...(pause.max_load === undefined ? {} : { maxLoad: pause.max_load }),
  }
}
