import { zonedIso, type Finding, type Load, type OrderFields } from '@cartage/domain'
import type { PlannedDay } from '@cartage/services/planning'
import type { DayOfFiles } from './plan-day.ts'

export interface PlanFindings {
  /** Of the header and of the rows. */
  readonly findings: readonly Finding[]
  readonly referenceByRow: ReadonlyMap<number, string | null>
}

export interface PlanResult extends DayOfFiles {
  readonly planned: PlannedDay
  readonly findings: PlanFindings
}

interface Place {
  readonly lon: number
  readonly lat: number
}

/** What `cartage plan` prints. Times carry the depot's offset. */
export interface PlanOutput {
  readonly date: string
  readonly routes: readonly {
    readonly vehicle: string
    /** Leaves the depot. */
    readonly start: string
    /** Is back at the depot. */
    readonly end: string
    readonly distanceM: number
    readonly drivingS: number
    readonly cost: number
    readonly stops: readonly (Place & {
      readonly order: string
      readonly trip: number
      readonly arrival: string
      readonly serviceStart: string
      readonly departure: string
      readonly load: Load
    })[]
    readonly breaks: readonly { readonly start: string; readonly end: string }[]
  }[]
  readonly unassigned: readonly {
    readonly order: string
    readonly reasons: readonly { readonly code: string; readonly text: string }[]
  }[]
  readonly rejected: readonly (Finding & { readonly order: string | null })[]
  readonly totals: PlannedDay['totals'] & { readonly orders: number; readonly rejected: number }
}

/** Puts a planned day under the names of the files it came from. */
export function planOutput(result: PlanResult): PlanOutput {
  const { day, planned, vehicleByShift, orderById, otherDays, findings } = result
  const at = (instant: string): string => zonedIso(instant, day.depot.zone)
  const orderOf = (id: Parameters<typeof orderById.get>[0]): OrderFields => {
    const order = orderById.get(id)
    if (order === undefined) throw new RangeError(`The plan names the order ${id}, which no row gave.`)
    return order
  }
  const unassigned = [
    ...planned.unassigned.map(({ orderId, reasons }) => ({ order: orderOf(orderId).reference, reasons })),
    ...otherDays.map(({ reference, date }) => ({
      order: reference,
      reasons: [{ code: 'OTHER_DAY', text: `It is dated ${date}; planned is ${day.date}.` }],
    })),
  ]
  const errorRows = new Set(
    findings.findings.filter(({ severity }) => severity === 'error').map(({ row }) => row),
  )
  return {
    date: day.date,
    routes: planned.routes.map((route) => ({
      vehicle: vehicleByShift.get(route.shiftId) ?? '',
      start: at(route.start),
      end: at(route.end),
      distanceM: route.distanceM,
      drivingS: route.drivingS,
      cost: toHundredths(route.cost),
      stops: route.stops.map((stop) => {
        const { reference, place } = orderOf(stop.orderId)
        return {
          order: reference,
          lon: place.lon,
          lat: place.lat,
          trip: stop.trip,
          arrival: at(stop.arrival),
          serviceStart: at(stop.serviceStart),
          departure: at(stop.departure),
          load: stop.load,
        }
      }),
      breaks: route.breaks.map(({ start, end }) => ({ start: at(start), end: at(end) })),
    })),
    unassigned,
    rejected: findings.findings.map((finding) => ({
      order: findings.referenceByRow.get(finding.row) ?? null,
      ...finding,
    })),
    totals: {
      ...planned.totals,
      cost: toHundredths(planned.totals.cost),
      unassigned: unassigned.length,
      orders: orderById.size + otherDays.length,
      rejected: errorRows.size,
    },
  }
}

/** Money as a person reads it. */
const toHundredths = (value: number): number => Math.round(value * 100) / 100
