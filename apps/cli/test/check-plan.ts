import { parse } from 'csv-parse/sync'

/*
 * Judges what `cartage plan` printed by the two files it was made from. Shares no code with the planner: clock times are
 * read from the local part of the instants, loads are added up from the file's cells.
 */

type Row = Readonly<Record<string, string>>

interface Vehicle {
  readonly id: string
  readonly capacity: Readonly<Record<string, number>>
  readonly skills?: readonly string[]
  readonly start: string
  readonly end: string
  readonly breaks?: readonly { readonly from: string; readonly to: string; readonly minutes: number }[]
}

export interface PrintedPlan {
  readonly date: string
  readonly routes: readonly {
    readonly vehicle: string
    readonly start: string
    readonly end: string
    readonly distanceM: number
    readonly drivingS: number
    readonly cost: number
    readonly stops: readonly {
      readonly order: string
      readonly lon: number
      readonly lat: number
      readonly trip: number
      readonly arrival: string
      readonly serviceStart: string
      readonly departure: string
      readonly load: Readonly<Record<string, number>>
    }[]
    readonly breaks: readonly { readonly start: string; readonly end: string }[]
  }[]
  readonly unassigned: readonly {
    readonly order: string
    readonly reasons: readonly { readonly code: string; readonly text: string }[]
  }[]
  readonly rejected: readonly { readonly order: string | null; readonly severity: string }[]
  readonly totals: Readonly<Record<string, number>>
}

/** Instants are printed to the second, so a figure may be off by rounding. */
const SLACK_S = 1.5

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
/** Seconds since local midnight of the day. */
const secondsOf = (instant: string): number =>
  minutes(instant.slice(11, 16)) * 60 + Number(instant.slice(17, 19))

/** Every rule that the plan breaks, in words; empty for a good one. */
export function brokenRules(plan: PrintedPlan, ordersCsv: string, fleetJson: string): readonly string[] {
  const rows: Row[] = parse(ordersCsv, { columns: true, bom: true })
  const rowOf = new Map(rows.map((row) => [row['order_no'] ?? '', row]))
  const vehicles: Vehicle[] = JSON.parse(fleetJson).vehicles
  const broken = [...fates(plan, rows)]
  for (const route of plan.routes) {
    const vehicle = vehicles.find(({ id }) => id === route.vehicle)
    if (vehicle === undefined) broken.push(`there is no vehicle ${route.vehicle}`)
    else broken.push(...ofRoute(route, vehicle, rowOf).map((text) => `${route.vehicle}: ${text}`))
  }
  const used = plan.routes.map(({ vehicle }) => vehicle)
  if (new Set(used).size < used.length) broken.push('a vehicle has two routes')
  return broken
}

/** Each order of the file has exactly one fate: a stop, a reason, or an error at its row. */
function* fates(plan: PrintedPlan, rows: readonly Row[]): Generator<string> {
  const seen = [
    ...plan.routes.flatMap(({ stops }) => stops.map(({ order }) => order)),
    ...plan.unassigned.map(({ order }) => order),
    ...new Set(plan.rejected.filter(({ severity }) => severity === 'error').map(({ order }) => order)),
  ]
  for (const row of rows) {
    const times = seen.filter((order) => order === row['order_no']).length
    if (times !== 1) yield `${row['order_no']} has ${times} fates`
  }
  if (seen.length !== rows.length) yield `${seen.length} fates for ${rows.length} orders`
  for (const { order, reasons } of plan.unassigned) {
    if (reasons.length === 0 || reasons.some(({ code, text }) => code === '' || text === '')) {
      yield `${order} is left out without a reason`
    }
  }
}

function ofRoute(
  route: PrintedPlan['routes'][number],
  vehicle: Vehicle,
  rowOf: ReadonlyMap<string, Row>,
): string[] {
  const broken: string[] = []
  const start = secondsOf(route.start)
  const end = secondsOf(route.end)
  if (start < minutes(vehicle.start) * 60) broken.push('leaves before its shift')
  if (end > minutes(vehicle.end) * 60 + SLACK_S) broken.push('returns after its shift')

  const amount = (order: string, dimension: string): number => {
    const row = rowOf.get(order) ?? {}
    return Number(row[dimension] || 0) * (row['type'] === 'pickup' ? 1 : -1)
  }
  const lastTrip = Math.max(...route.stops.map(({ trip }) => trip))
  for (const [dimension, capacity] of Object.entries(vehicle.capacity)) {
    for (let trip = 1; trip <= lastTrip; trip++) {
      const stops = route.stops.filter((stop) => stop.trip === trip)
      let load = stops.reduce((sum, { order }) => sum + Math.max(0, -amount(order, dimension)), 0)
      if (load > capacity + 1e-6) broken.push(`leaves with ${load} ${dimension}`)
      for (const { order, load: printed } of stops) {
        load += amount(order, dimension)
        if (load > capacity + 1e-6) broken.push(`has ${load} ${dimension} on board after ${order}`)
        if (Math.abs((printed[dimension] ?? 0) - load) > 1e-3) {
          broken.push(`prints ${printed[dimension]} ${dimension} after ${order}, the files say ${load}`)
        }
      }
    }
  }

  const work: [from: number, to: number][] = []
  let left = start
  let driven = 0
  for (const stop of route.stops) {
    const row = rowOf.get(stop.order) ?? {}
    const arrival = secondsOf(stop.arrival)
    const service = secondsOf(stop.serviceStart)
    const serviceS = Number(row['service_minutes']) * 60
    if (arrival < left || service < arrival) broken.push(`${stop.order} goes back in time`)
    if (row['from'] && service < minutes(row['from']) * 60) broken.push(`${stop.order} is served too early`)
    if (row['to'] && service > minutes(row['to']) * 60 + SLACK_S)
      broken.push(`${stop.order} is served too late`)
    if (secondsOf(stop.departure) - service < serviceS - SLACK_S)
      broken.push(`${stop.order} is served too briefly`)
    for (const skill of (row['skills'] ?? '').split(/[;|]/).filter(Boolean)) {
      if (!(vehicle.skills ?? []).includes(skill)) broken.push(`${stop.order} needs ${skill}`)
    }
    work.push([service, service + serviceS])
    driven += arrival - left
    left = secondsOf(stop.departure)
  }
  driven += end - left

  for (const { from, to, minutes: length } of vehicle.breaks ?? []) {
    if (start >= minutes(to) * 60 || end <= minutes(to) * 60) continue
    const taken = route.breaks.find(
      (pause) =>
        secondsOf(pause.start) >= minutes(from) * 60 - SLACK_S &&
        secondsOf(pause.start) <= minutes(to) * 60 + SLACK_S,
    )
    if (taken === undefined) broken.push(`owes the break of ${from}`)
    else if (Math.abs(secondsOf(taken.end) - secondsOf(taken.start) - length * 60) > SLACK_S)
      broken.push('cuts a break')
  }
  for (const pause of route.breaks) {
    const overlap = work.some(
      ([from, to]) => Math.min(to, secondsOf(pause.end)) - Math.max(from, secondsOf(pause.start)) > SLACK_S,
    )
    if (overlap) broken.push(`serves in its break at ${pause.start}`)
  }
  // Between stops there is driving, and a break only where no wheel turns.
  const rested = route.breaks.reduce((sum, pause) => sum + secondsOf(pause.end) - secondsOf(pause.start), 0)
  if (driven + SLACK_S * route.stops.length < route.drivingS) broken.push('drives faster than its legs')
  if (driven > route.drivingS + rested + SLACK_S * (route.stops.length + 1) && lastTrip === 1) {
    broken.push(`takes ${driven} s for ${route.drivingS} s of driving and ${rested} s of rest`)
  }
  return broken
}
