import type { VroomInput } from './vroom-schema.ts'

/** `[longitude, latitude]`. */
export type Coordinate = readonly [lon: number, lat: number, ...more: unknown[]]

/** Where the places of a VROOM input are: rows of matrices, and coordinates where they are known. */
export interface VroomPlaces {
  /** Rows and columns of a matrix that some place names. */
  readonly count: number
  /** By row; undefined for a row that no place names, or whose place has no coordinates. */
  readonly coordinates: readonly (Coordinate | undefined)[]
  /** Rows that some place names. */
  readonly used: ReadonlySet<number>
  readonly jobs: readonly number[]
  readonly shipments: readonly { readonly pickup: number; readonly delivery: number }[]
  /** By vehicle; undefined where a route is open. */
  readonly starts: readonly (number | undefined)[]
  readonly ends: readonly (number | undefined)[]
  /** Whether the places name rows; otherwise equal coordinates are one row, numbered here. */
  readonly hasIndices: boolean
}

export type Fail = (path: readonly PropertyKey[], message: string) => never

/** Numbers the places of an input. As in VROOM either all of them name a row or none does. */
export function readPlaces(input: VroomInput, fail: Fail): VroomPlaces {
  const hasIndices = input.matrices !== undefined || input.matrix !== undefined || namesAnyRow(input)
  const coordinates: (Coordinate | undefined)[] = []
  const used = new Set<number>()
  const rowByPoint = new Map<string, number>()
  const rowOf = (
    index: number | undefined,
    coordinate: Coordinate | undefined,
    path: readonly PropertyKey[],
    names: { readonly index: string; readonly coordinate: string },
  ): number => {
    let row = index
    if (hasIndices && row === undefined) {
      return fail([...path, names.index], 'is missing: with given matrices every place needs its row')
    }
    if (row === undefined) {
      if (coordinate === undefined) return fail([...path, names.coordinate], 'is missing')
      const key = `${coordinate[0]},${coordinate[1]}`
      row = rowByPoint.get(key) ?? rowByPoint.size
      rowByPoint.set(key, row)
    }
    used.add(row)
    coordinates[row] ??= coordinate
    return row
  }
  const ofTask = (
    place: VroomInput['jobs'][number] | VroomInput['shipments'][number]['pickup'],
    path: PropertyKey[],
  ) => rowOf(place.location_index, place.location, path, { index: 'location_index', coordinate: 'location' })
  const jobs = input.jobs.map((job, index) => ofTask(job, ['jobs', index]))
  const shipments = input.shipments.map(({ pickup, delivery }, index) => ({
    pickup: ofTask(pickup, ['shipments', index, 'pickup']),
    delivery: ofTask(delivery, ['shipments', index, 'delivery']),
  }))
  const ofVehicles = (end: 'start' | 'end') =>
    input.vehicles.map((vehicle, index) => {
      const [row, coordinate] = [vehicle[`${end}_index`], vehicle[end]]
      if (row === undefined && coordinate === undefined) return undefined
      return rowOf(row, coordinate, ['vehicles', index], { index: `${end}_index`, coordinate: end })
    })
  const starts = ofVehicles('start')
  const ends = ofVehicles('end')
  const count = Math.max(-1, ...used) + 1
  return { count, coordinates, used, jobs, shipments, starts, ends, hasIndices }
}

function namesAnyRow({ jobs, shipments, vehicles }: VroomInput): boolean {
  return (
    jobs.some((job) => job.location_index !== undefined) ||
    shipments.some(
      ({ pickup, delivery }) => pickup.location_index !== undefined || delivery.location_index !== undefined,
    ) ||
    vehicles.some((vehicle) => vehicle.start_index !== undefined || vehicle.end_index !== undefined)
  )
}
