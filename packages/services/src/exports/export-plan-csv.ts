import { zonedIso, type PlanId } from '@cartage/domain'
import type { Call } from '../context.ts'
import { toCsv, type Cell } from './csv.ts'
import { fileNameOf, type ExportedFile } from './exported-file.ts'
import { readPlanForExport } from './read-plan.ts'

const header = [
  'route',
  'vehicle',
  'driver',
  'sequence',
  'trip',
  'order_no',
  'type',
  'address',
  'lat',
  'lon',
  'time_windows',
  'arrival',
  'service_start',
  'departure',
  'wait_min',
  'late_min',
  'unassigned_because',
]

/** A plan as CSV: a row a stop in driving order, then the unassigned orders; times at the depot, with their offset. */
export async function exportPlanCsv({ ctx, input }: Call<{ readonly id: PlanId }>): Promise<ExportedFile> {
  const { plan, depot } = await readPlanForExport(ctx, input.id, 'csv')
  const dimensions = [...new Set(plan.routes.flatMap(({ capacity }) => Object.keys(capacity)))].sort()
  const at = (instant: string): string => zonedIso(instant, depot.zone)
  const stops = plan.routes.flatMap((route, index) =>
    route.stops.map((stop): readonly Cell[] => [
      index + 1,
      route.vehicle.name,
      route.driver?.name ?? null,
      stop.sequence,
      stop.trip,
      stop.reference,
      stop.kind,
      stop.address,
      stop.lat,
      stop.lon,
      stop.windows.map(({ from, to }) => `${from} - ${to}`).join('; '),
      at(stop.arrival),
      at(stop.serviceStart),
      at(stop.departure),
      minutes(stop.waitS),
      minutes(stop.lateS),
      null,
      ...dimensions.map((dimension) => stop.load[dimension] ?? 0),
    ]),
  )
  const gaps = plan.unassigned.map(({ reference, reasons }): readonly Cell[] => [
    ...header.map((column) => {
      if (column === 'order_no') return reference
      return column === 'unassigned_because' ? reasons.map(({ text }) => text).join(' ') : null
    }),
    ...dimensions.map(() => null),
  ])
  return {
    fileName: fileNameOf(['plan', depot.name, plan.date, `v${plan.version}`], 'csv'),
    text: toCsv([...header, ...dimensions.map((dimension) => `${dimension}_after`)], [...stops, ...gaps]),
  }
}

const minutes = (seconds: number): number => Math.round(seconds / 6) / 10
