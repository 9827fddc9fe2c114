import type { Depot, Shift } from '../model/problem.ts'
import { FormatError } from './format-error.ts'
import { readCount } from './read-figures.ts'
import { perVehicle } from './vrplib-columns.ts'
import type { Columns } from './vrplib-columns.ts'
import { nodeIndex } from './vrplib-nodes.ts'
import type { VrplibFile } from './vrplib-sections.ts'

/** No limit: longer than any route, and more than any vehicle is asked to carry. */
const ANY = 400_000_000

/** Sections with a row for each vehicle. */
export const VEHICLE_COLUMNS = [
  'CAPACITY',
  'VEHICLES_DEPOT',
  'VEHICLES_RELOAD_DEPOT',
  'VEHICLES_MAX_RELOADS',
  'VEHICLES_FIXED_COST',
  'VEHICLES_UNIT_DISTANCE_COST',
  'VEHICLES_MAX_DISTANCE',
  'VEHICLES_MAX_DURATION',
  'VEHICLES_ALLOWED_CLIENTS',
] as const

interface Surroundings {
  readonly size: number
  readonly depots: readonly number[]
  /** Nodes that vehicles visit. */
  readonly visited: readonly number[]
  readonly taskCount: number
  /** Load dimensions; 0 where nothing is carried. */
  readonly loads: number
  readonly windowAt: (depot: number) => readonly number[]
  readonly whole: (value: number) => number
}

export interface VrplibVehicles {
  readonly shifts: readonly Shift[]
  /** Where some shift may reload. */
  readonly reloadDepots: readonly Depot[]
  /** What a client asks of a vehicle, so that those allowed to visit it are those that have it. */
  readonly skillsOf: (node: number) => readonly string[]
}

/** The vehicles of a file; as many as there are tasks where it does not say how many. */
export function readVehicles(file: VrplibFile, surroundings: Surroundings): VrplibVehicles {
  const { size, depots, visited, taskCount, loads, windowAt, whole } = surroundings
  const count = countVehicles(file, taskCount)
  const column = (name: (typeof VEHICLE_COLUMNS)[number], shape?: Parameters<typeof perVehicle>[3]) =>
    perVehicle(file, name, count, shape)
  const capacity = column('CAPACITY', { width: loads > 0 ? loads : 'same' })
  const fixed = column('VEHICLES_FIXED_COST')
  const unit = column('VEHICLES_UNIT_DISTANCE_COST')
  const depot = column('VEHICLES_DEPOT', { read: readCount })
  const distance = column('VEHICLES_MAX_DISTANCE')
  const duration = column('VEHICLES_MAX_DURATION')
  const reloads = column('VEHICLES_RELOAD_DEPOT', { read: readCount, width: 'any' })
  const mostReloads = column('VEHICLES_MAX_RELOADS', { read: readCount })
  const allowed = column('VEHICLES_ALLOWED_CLIENTS', {
    read: (word, line, field) => nodeIndex(word, line, field, size) + 1,
    width: 'any',
  })
  const classes = classify(
    visited,
    Array.from({ length: count }, (_, vehicle) => allowed?.at(vehicle)),
  )
  const depotsAt = (columns: Columns | undefined, vehicle: number) =>
    (columns?.at(vehicle) ?? []).map((number) => {
      if (depots.includes(number - 1)) return number - 1
      throw new FormatError(
        columns?.lineOf(vehicle) ?? 0,
        columns?.name ?? '',
        `node ${number} is not a depot`,
      )
    })
  const shifts = Array.from({ length: count }, (_, vehicle): Shift => {
    const at = depotsAt(depot, vehicle)[0] ?? depots[0] ?? 0
    const [opens, closes] = windowAt(at)
    const reloadsAt = depotsAt(reloads, vehicle)
    const most = mostReloads?.at(vehicle)[0] ?? Infinity
    const [maxDistanceM, maxDurationS] = [distance?.at(vehicle)[0], duration?.at(vehicle)[0]]
    return {
      id: String(vehicle + 1),
      profile: 'car',
      start: at,
      end: at,
      window: [whole(opens ?? 0), closes === undefined ? ANY : whole(closes)],
      capacity: capacity?.at(vehicle) ?? Array.from({ length: loads }, () => ANY),
      skills: classes.skillsOf(vehicle),
      breaks: [],
      // A unit cost is the price of one figure of the matrix, which stands for a metre.
      costs: {
        fixed: whole(fixed?.at(vehicle)[0] ?? 0),
        perHour: 0,
        perKm: (unit?.at(vehicle)[0] ?? 1) * 1000,
      },
      ...(maxDistanceM === undefined ? {} : { maxDistanceM: whole(maxDistanceM) }),
      ...(maxDurationS === undefined ? {} : { maxDurationS: whole(maxDurationS) }),
      // The dialect does not limit reloads unless it says so; no route needs more trips than there are tasks.
      ...(reloadsAt.length === 0
        ? {}
        : {
            reloads: reloadsAt.map(String),
            maxTrips: 1 + Math.min(most, Math.max(0, taskCount - 1)),
          }),
    }
  })
  const reloadDepots = [...new Set(shifts.flatMap((shift) => shift.reloads ?? []))].map((id): Depot => ({
    id,
    location: Number(id),
    loadingS: 0,
    windows: [],
  }))
  return { shifts, reloadDepots, skillsOf: classes.skillOfClient }
}

/** As many as the file says, or as there are tasks: more vehicles that are all equal would stay at home. */
function countVehicles(file: VrplibFile, taskCount: number): number {
  const given = file.fields.get('VEHICLES')
  if (given === undefined) return taskCount
  const count = readCount(given.value, given.line, 'VEHICLES')
  const areListed = VEHICLE_COLUMNS.some((name) => file.sections.has(`${name}_SECTION`))
  return areListed ? count : Math.min(count, taskCount)
}

/** Clients that the same lists of vehicles name are of one class, and a class is a skill. */
function classify(
  clients: readonly number[],
  allowed: readonly (readonly number[] | undefined)[],
): {
  readonly skillsOf: (vehicle: number) => readonly string[]
  readonly skillOfClient: (node: number) => readonly string[]
} {
  const lists = [...new Set(allowed.map((numbers) => numbers?.join(' ')))]
  const members = lists.map((list) => (list === undefined ? undefined : new Set(list.split(' ').map(Number))))
  const classOf = new Map(
    clients.map((node) => [node, members.map((list) => ((list?.has(node + 1) ?? true) ? 1 : 0)).join('')]),
  )
  const everyone = '1'.repeat(lists.length)
  const restricted = [...new Set(classOf.values())].filter((name) => name !== everyone)
  const skillName = (name: string) => `clients ${restricted.indexOf(name) + 1}`
  return {
    skillsOf: (vehicle) => {
      const list = lists.indexOf(allowed[vehicle]?.join(' '))
      return restricted.filter((name) => name[list] === '1').map(skillName)
    },
    skillOfClient: (node) => {
      const name = classOf.get(node) ?? everyone
      return name === everyone ? [] : [skillName(name)]
    },
  }
}
