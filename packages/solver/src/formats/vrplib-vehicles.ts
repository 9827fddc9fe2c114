import type { Depot, Shift } from '../model/problem.ts'
import { readCount } from './benchmark.ts'
import { FormatError } from './format-error.ts'
import { perNode, perVehicle } from './vrplib-columns.ts'
import type { VrplibFile } from './vrplib-sections.ts'

/** No limit: longer than any route, and more than any vehicle is asked to carry. */
const ANY = 400_000_000

interface Surroundings {
  readonly size: number
  readonly depots: readonly number[]
  readonly clients: readonly number[]
  readonly taskCount: number
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
  const { size, depots, clients, taskCount, whole } = surroundings
  const given = file.fields.get('VEHICLES')
  const count = given === undefined ? taskCount : readCount(given.value, given.line, 'VEHICLES')
  const column = (name: string) => perVehicle(file, name, count)
  const capacity = column('CAPACITY')
  const fixed = column('VEHICLES_FIXED_COST')
  const unit = column('VEHICLES_UNIT_DISTANCE_COST')
  const depot = column('VEHICLES_DEPOT')
  const distance = column('VEHICLES_MAX_DISTANCE')
  const duration = column('VEHICLES_MAX_DURATION')
  const reloads = column('VEHICLES_RELOAD_DEPOT')
  const mostReloads = column('VEHICLES_MAX_RELOADS')
  const windows = perNode(file, 'TIME_WINDOW', size)
  const allowed = column('VEHICLES_ALLOWED_CLIENTS')
  const classes = classify(
    clients,
    Array.from({ length: count }, (_, vehicle) => allowed?.rows[vehicle]),
  )
  const depotAt = (number: number, line: number, section: string) => {
    if (!depots.includes(number - 1)) throw new FormatError(line, section, `node ${number} is not a depot`)
    return number - 1
  }
  const first = (depots[0] ?? 0) + 1
  const shifts = Array.from({ length: count }, (_, vehicle): Shift => {
    const at = depotAt(
      depot?.rows[vehicle]?.[0] ?? first,
      depot?.lineOf(vehicle) ?? 0,
      'VEHICLES_DEPOT_SECTION',
    )
    const [opens, closes] = windows?.rows[at] ?? []
    const reloadsAt = (reloads?.rows[vehicle] ?? []).map((number) =>
      depotAt(number, reloads?.lineOf(vehicle) ?? 0, 'VEHICLES_RELOAD_DEPOT_SECTION'),
    )
    const most = mostReloads?.rows[vehicle]?.[0]
    const [maxDistanceM, maxDurationS] = [distance?.rows[vehicle]?.[0], duration?.rows[vehicle]?.[0]]
    return {
      id: String(vehicle + 1),
      profile: 'car',
      start: at,
      end: at,
      window: [whole(opens ?? 0), closes === undefined ? ANY : whole(closes)],
      capacity: capacity?.rows[vehicle] ?? [ANY],
      skills: classes.skillsOf(vehicle),
      breaks: [],
      // A unit cost is the price of one figure of the matrix, which stands for a metre.
      costs: {
        fixed: whole(fixed?.rows[vehicle]?.[0] ?? 0),
        perHour: 0,
        perKm: (unit?.rows[vehicle]?.[0] ?? 1) * 1000,
      },
      ...(maxDistanceM === undefined ? {} : { maxDistanceM: whole(maxDistanceM) }),
      ...(maxDurationS === undefined ? {} : { maxDurationS: whole(maxDurationS) }),
      // The dialect does not limit reloads unless it says so; no route needs more trips than there are tasks.
      ...(reloadsAt.length === 0
        ? {}
        : {
            reloads: reloadsAt.map(String),
            maxTrips: 1 + (most ?? Math.max(0, taskCount - 1)),
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
