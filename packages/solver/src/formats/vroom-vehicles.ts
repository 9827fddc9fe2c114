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

/** Leg prices stay below this, as travel must. */
const LARGEST_LEG = 250_000_000

/**
 * VROOM's vehicles as shifts, and the matrices they drive on. VROOM charges an hour of driving but not of waiting
 * or work: the price of a leg stands for its distance, in the smallest fraction that makes all of them whole.
 * Where real distances are needed, for a limit on them or as what is minimised, driving is charged apart.
 */
export function toShifts(
  { input, places, travel, clock }: Parts,
  { wantsDistance, fail }: { readonly wantsDistance: boolean; readonly fail: Fail },
): { readonly matrices: Readonly<Record<string, Matrix>>; readonly shifts: readonly Shift[] } {
  const matrices: Record<string, Matrix> = {}
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
    const isFree = perHour === 0 && perKm === 0
    const rates = isPricedApart || way.cost !== undefined || isFree ? [] : [perHour, perKm]
    const profile = JSON.stringify([vehicle.profile, vehicle.speed_factor, isPricedApart, ...rates])
    const durationS = vehicleDurations(vehicle, way)
    const { distanceM, perUnit } = isPricedApart
      ? { distanceM: way.distanceM ?? durationS, perUnit: perKm / 1000 }
      : priceLegs(durationS, way, vehicle)
    matrices[profile] ??= { durationS, distanceM }
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
  return { matrices, shifts }
}

/** Durations at the vehicle's speed, in whole seconds. */
export function vehicleDurations(vehicle: VroomVehicle, way: VroomTravel): Int32Array {
  // VROOM keeps two digits of the factor.
  const factor = Math.round(vehicle.speed_factor * 100) / 100
  if (factor === 1) return way.durationS
  return way.durationS.map((seconds) => (seconds < 0 ? -1 : Math.round(seconds / factor)))
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

/** The prices of legs as whole units, and what a unit costs. */
function priceLegs(
  durationS: Int32Array,
  way: VroomTravel,
  vehicle: VroomVehicle,
): { readonly distanceM: Int32Array; readonly perUnit: number } {
  if (way.cost !== undefined) {
    // No duration, no way, whatever it would cost.
    const { cost } = way
    return { distanceM: durationS.map((seconds, i) => (seconds < 0 ? -1 : (cost[i] ?? -1))), perUnit: 1 }
  }
  const { per_hour: perHour, per_km: perKm } = vehicle.costs
  // Where driving costs nothing the search still prefers the shorter way.
  if (perHour === 0 && perKm === 0) return { distanceM: durationS, perUnit: 0 }
  // A second costs perHour / 3600 and a metre perKm / 1000: in eighteen-thousandths, and shortened.
  const shorten = greatestDivisor(greatestDivisor(perHour * 5, perKm * 18), 18_000)
  const [perSecond, perMetre] = [(perHour * 5) / shorten, (perKm * 18) / shorten]
  const isGone = (i: number) => (durationS[i] ?? -1) < 0 || (perKm > 0 && (way.distanceM?.[i] ?? -1) < 0)
  const exact = Float64Array.from(durationS, (seconds, i) =>
    isGone(i) ? -1 : seconds * perSecond + (way.distanceM?.[i] ?? 0) * perMetre,
  )
  const most = exact.reduce((largest, price) => Math.max(largest, price), 0)
  const coarser = Math.max(1, Math.ceil(most / LARGEST_LEG))
  return {
    distanceM: Int32Array.from(exact, (price) => (price < 0 ? -1 : Math.round(price / coarser))),
    perUnit: (coarser * shorten) / 18_000,
  }
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
