import { createReadStream } from 'node:fs'
import { basename, resolve } from 'node:path'
import { CartageError, invalid, isWithin, today, type FleetFile, type LocalDate } from '@cartage/domain'
import { openRegion, RoadsError, type Region } from '@cartage/roads'
import {
  buildProblem,
  checkRows,
  locationsOf,
  mapColumns,
  MAX_SNAP_M,
  profilesOf,
  readOrderFile,
  readSolution,
  toTravelMatrix,
  type CheckedFile,
  type ColumnMapping,
  type FileRow,
  type PlanningDay,
} from '@cartage/services/planning'
import { ProblemError } from '@cartage/solver'
import { solveInWorker } from '@cartage/solver/node'
import type { Command, Io } from './io.ts'
import { planUsage, readPlanOptions, type PlanOptions } from './plan-options.ts'
import { planOutput, type PlanFindings } from './plan-output.ts'
import { dayOfFiles } from './plan-day.ts'
import { readFleet } from './plan-fleet.ts'
import { printProgress } from './print-progress.ts'
import { stopSignal } from './stop-signal.ts'

/** `cartage plan`: plans a day from an order file and a fleet file, with no server. */
export const planCommand: Command = async (argv, io) => {
  const options = readPlanOptions(argv)
  if (options === undefined) {
    io.stdout(planUsage)
    return 0
  }
  try {
    return await plan(options, io)
  } catch (error) {
    const isBadInput =
      error instanceof RoadsError ||
      error instanceof ProblemError ||
      (error instanceof CartageError && error.code !== 'INTERNAL' && error.code !== 'UNAVAILABLE')
    if (!isBadInput) throw error
    io.stderr(`cartage plan: ${error.message}\n`)
    return 2
  }
}

async function plan(options: PlanOptions, io: Io): Promise<number> {
  const region = await openRegion(resolve(io.cwd, options.region))
  const fleet = await readFleet(resolve(io.cwd, options.fleet), options.fleet, region.info.profiles)
  requireDepotOnRoads(fleet, region)
  const { date, checked, mapping } = await readOrders(options, io, { fleet, region })
  if (date < today(fleet.depot.zone)) {
    io.stderr(`cartage plan: ${date} has passed; planning it all the same.\n`)
  }
  const { day, vehicleByShift, orderById, otherDays } = dayOfFiles(fleet, date, checked.orders)
  io.stderr(`Planning ${day.orders.length} orders with ${day.shifts.length} vehicles on ${date}.\n`)

  const problem = problemOf(day, region)
  using stop = stopSignal()
  const { solution } = await solveInWorker(problem, {
    timeLimitS: options.timeLimitS,
    seed: options.seed,
    threads: options.threads,
    signal: stop.signal,
    onProgress: printProgress(io),
  })

  const findings: PlanFindings = {
    findings: [...mapping.findings, ...checked.findings],
    referenceByRow: new Map(checked.rows.map(({ row, reference }) => [row, reference])),
  }
  const planned = readSolution(day, problem, solution)
  const output = planOutput({ day, planned, vehicleByShift, orderById, otherDays, findings })
  io.stdout(`${JSON.stringify(output)}\n`)
  if (day.orders.length > 0) return 0
  io.stderr(
    `cartage plan: ${options.orders} holds no order that could be planned on ${date}; see "rejected".\n`,
  )
  return 2
}

function requireDepotOnRoads({ depot }: FleetFile, region: Region): void {
  const snap = isWithin(region.info.bounds, depot, 0.5) ? region.snap(depot.lon, depot.lat) : undefined
  if (snap !== undefined && snap.distanceM <= MAX_SNAP_M) return
  throw invalid(
    `the depot "${depot.name}" (${depot.lon},${depot.lat}) is not on the roads of the region ${region.info.name}. ` +
      'Mend its coordinates in the fleet file, or name another region.',
    'depot',
  )
}

interface Surroundings {
  readonly fleet: FleetFile
  readonly region: Region
}

interface ReadOrders {
  readonly date: LocalDate
  readonly checked: CheckedFile
  readonly mapping: ColumnMapping
}

/** Reads and checks the order file. Without `--date` the day is the orders' own where they agree, else today. */
async function readOrders(
  options: PlanOptions,
  io: Io,
  { fleet, region }: Surroundings,
): Promise<ReadOrders> {
  const now = today(fleet.depot.zone)
  const path = resolve(io.cwd, options.orders)
  const file = await readOrderFile(readable(path, options.orders), basename(options.orders))
  const mapping = mapColumns(file.header, { dimensions: dimensionsOf(fleet) })
  const rows: (readonly FileRow[])[] = []
  for await (const batch of file.rows) rows.push(batch)
  const check = (date: LocalDate): Promise<CheckedFile> =>
    checkRows(rows, mapping.columns, {
      depot: fleet.depot,
      date,
      today: now,
      capacity: largestCapacity(fleet),
      bounds: region.info.bounds,
      existing: () => undefined,
      search: (text, near) => region.search(text, { near, limit: 5 }),
      roadDistanceM: ({ lon, lat }) => region.snap(lon, lat)?.distanceM,
    })
  const wanted = options.date ?? now
  const checked = await check(wanted)
  const [first, ...others] = new Set(checked.orders.map(({ date }) => date))
  if (options.date !== undefined || first === undefined || others.length > 0) {
    return { date: wanted, checked, mapping }
  }
  // Checked again so that what is said about the rows is said about the day that is planned.
  return { date: first, checked: first === wanted ? checked : await check(first), mapping }
}

async function* readable(path: string, name: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path)) yield chunk
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause)) throw cause
    const why = { ENOENT: 'does not exist', EISDIR: 'is a folder', EACCES: 'may not be read' }[
      String(cause.code)
    ]
    throw new CartageError('INVALID', `${name} ${why ?? `cannot be read (${String(cause.code)})`}.`, {
      cause,
    })
  }
}

const dimensionsOf = ({ vehicles }: FleetFile): readonly string[] => [
  ...new Set(vehicles.flatMap(({ capacity }) => Object.keys(capacity))),
]

function largestCapacity({ vehicles }: FleetFile): Readonly<Record<string, number>> {
  const largest: Record<string, number> = {}
  for (const { capacity } of vehicles) {
    for (const [dimension, amount] of Object.entries(capacity)) {
      largest[dimension] = Math.max(largest[dimension] ?? 0, amount)
    }
  }
  return largest
}

function problemOf(day: PlanningDay, region: Region) {
  const locations = locationsOf(day)
  const byProfile = Object.fromEntries(
    profilesOf(day, region.info.profiles).map((profile) => [
      profile,
      toTravelMatrix(region.matrix(locations.points, { profile, maxSnapM: MAX_SNAP_M })),
    ]),
  )
  return buildProblem(day, { locations, byProfile })
}
