import { LARGEST_TRAVEL } from '../model/checks/check-figures.ts'
import { fieldOf } from './json-lines.ts'
import type { Fail, VroomPlaces } from './vroom-places.ts'
import type { VroomInput, VroomTables } from './vroom-schema.ts'

/** Travel of a profile between the rows of the places, row-major; -1 where there is no way. */
export interface VroomTravel {
  readonly durationS: Int32Array
  readonly distanceM: Int32Array | undefined
  /** What a leg costs whatever its duration and distance. */
  readonly cost: Int32Array | undefined
  /** Whether the file gives the distances. */
  readonly hasOwnDistances: boolean
}

/** Asks for travel between coordinates: what VROOM asks a routing engine for. Row-major, -1 for no way. */
export type AskTravel = (
  points: readonly (readonly [lon: number, lat: number])[],
  profile: string,
) => { readonly durationS: Int32Array; readonly distanceM: Int32Array }

/**
 * Travel by profile: what the file gives, and for what it does not give `ask`, where all places have
 * coordinates.
 */
export function readTravel(
  input: VroomInput,
  places: VroomPlaces,
  ask: AskTravel,
  fail: Fail,
): ReadonlyMap<string, VroomTravel> {
  const travel = new Map<string, VroomTravel>()
  input.vehicles.forEach((vehicle, index) => {
    const { profile } = vehicle
    const needsDistances = vehicle.costs.per_km > 0 || vehicle.max_distance !== undefined
    const known = travel.get(profile)
    if (known !== undefined && (known.distanceM !== undefined || !needsDistances)) return
    const given = tablesOf(input, profile)
    const isAskable = [...places.used].every((row) => places.coordinates[row] !== undefined)
    const askFor = (what: string) =>
      isAskable
        ? askForRows(places, profile, ask, fail)
        : fail(
            ['matrices', profile, what],
            `is missing, vehicles[${index}] needs it; not all places have coordinates to find it by`,
          )
    const asked = given.durations === undefined ? askFor('durations') : undefined
    const path = (what: keyof VroomTables) =>
      input.matrices === undefined ? ['matrix'] : ['matrices', profile, what]
    const read = (what: keyof VroomTables) => {
      const table = given[what]
      return table === undefined ? undefined : toRows(table, places, path(what), fail)
    }
    const asksDistances = needsDistances || (input.options?.g === true && isAskable)
    travel.set(profile, {
      durationS: read('durations') ?? asked?.durationS ?? new Int32Array(0),
      distanceM:
        read('distances') ?? asked?.distanceM ?? (asksDistances ? askFor('distances').distanceM : undefined),
      cost: read('costs'),
      hasOwnDistances: given.distances !== undefined,
    })
  })
  return travel
}

/** The tables of a profile; the older `matrix` stands for the durations of cars. */
function tablesOf(input: VroomInput, profile: string): VroomTables {
  const given = input.matrices?.[profile]
  if (given !== undefined) return given
  return input.matrices === undefined && input.matrix !== undefined && profile === 'car'
    ? { durations: input.matrix }
    : {}
}

function toRows(
  table: readonly (readonly number[])[],
  places: VroomPlaces,
  path: readonly PropertyKey[],
  fail: Fail,
): Int32Array {
  const { count } = places
  if (table.length < count) {
    fail(pathOfRow(places, count - 1), `is ${count - 1}, but ${fieldOf(path)} has ${table.length} rows`)
  }
  const figures = new Int32Array(count * count)
  table.forEach((row, from) => {
    if (row.length !== table.length) {
      fail([...path, from], `has ${row.length} figures, must be square: ${table.length}`)
    }
    if (from >= count) return
    for (let to = 0; to < count; to++) {
      const figure = row[to] ?? 0
      // VROOM's users forbid legs by large figures.
      figures[from * count + to] = figure > LARGEST_TRAVEL ? -1 : figure
    }
  })
  return figures
}

/** A field that names a row, or its coordinates. */
function pathOfRow(
  { jobs, shipments, starts, ends }: VroomPlaces,
  row: number,
  ending: '_index' | '' = '_index',
): PropertyKey[] {
  const fields: [path: PropertyKey[], row: number | undefined][] = [
    ...jobs.map((at, i): (typeof fields)[number] => [['jobs', i, `location${ending}`], at]),
    ...shipments.flatMap(({ pickup, delivery }, i): typeof fields => [
      [['shipments', i, 'pickup', `location${ending}`], pickup],
      [['shipments', i, 'delivery', `location${ending}`], delivery],
    ]),
    ...starts.map((at, i): (typeof fields)[number] => [['vehicles', i, `start${ending}`], at]),
    ...ends.map((at, i): (typeof fields)[number] => [['vehicles', i, `end${ending}`], at]),
  ]
  return fields.find(([, at]) => at === row)?.[0] ?? []
}

function askForRows(
  places: VroomPlaces,
  profile: string,
  ask: AskTravel,
  fail: Fail,
): { durationS: Int32Array; distanceM: Int32Array } {
  const { count } = places
  const rows = [...places.used]
  const points = rows.flatMap((row) => {
    const [lon, lat] = places.coordinates[row] ?? []
    if (lon === undefined || lat === undefined) return []
    // Beside matrices coordinates may be those of any map; here they must be on the globe.
    const path = pathOfRow(places, row, '')
    if (Math.abs(lon) > 180) fail([...path, 0], `must be a longitude, from -180 to 180, is ${lon}`)
    if (Math.abs(lat) > 90) fail([...path, 1], `must be a latitude, from -90 to 90, is ${lat}`)
    return [[lon, lat] as const]
  })
  const answer = ask(points, profile)
  const durationS = new Int32Array(count * count)
  const distanceM = new Int32Array(count * count)
  rows.forEach((from, i) => {
    rows.forEach((to, j) => {
      durationS[from * count + to] = answer.durationS[i * rows.length + j] ?? -1
      distanceM[from * count + to] = answer.distanceM[i * rows.length + j] ?? -1
    })
  })
  return { durationS, distanceM }
}
