import type { Space } from '../space.ts'

/**
 * A plain problem (one shift type, one load, at most one window a stop, distance priced) laid out for the genetic
 * search. Stops are 0 .. count - 1; route r begins with sentinel count + 2r and ends with count + 2r + 1. All starts
 * share row `count` of the tables, all ends row `count + 1`; an empty route has no length.
 */
export interface FlatProblem {
  readonly count: number
  readonly routeCount: number
  /** Stops and sentinels. */
  readonly size: number
  /** Row of a stop or sentinel in the tables, and the rows there are. */
  readonly at: Int32Array
  readonly width: number
  /** Metres: [from * width + to]. */
  readonly distance: Int32Array
  /** Seconds from starting work at one to reaching the other. */
  readonly gap: Int32Array
  readonly opensS: Int32Array
  readonly closesS: Int32Array
  readonly load: Int32Array
  readonly capacity: number
  /** What a route costs whatever its length, in metres. */
  readonly fixed: number
  readonly timed: boolean
  /** Whether a part of a route may be driven backwards at the same length and without regard to time. */
  readonly reversible: boolean
}

/** Whether the genetic search covers every rule and price of a problem. */
export function isFlat({ light, plainWindows, pricing, absence }: Space): boolean {
  return (
    (light || plainWindows) &&
    !absence.hasPrizes &&
    absence.groupSize.length === 0 &&
    (pricing.objective === 'distance' || pricing.objective === 'cost') &&
    (pricing.perDistance[0] ?? 0) > 0
  )
}

/** Lays out a problem that `isFlat`, with so many routes at most. */
export function flatten(space: Space, routeCount: number): FlatProblem {
  const { prepared, pricing, nodeCount: count, plainWindows: timed } = space
  const [type] = prepared.types
  const table = prepared.tables[type?.table ?? 0]
  const width = count + 2
  const rows = Int32Array.from({ length: width }, (_, row) => {
    if (row === count) return type?.start ?? 0
    return row > count ? (type?.end ?? 0) : (space.at[row] ?? 0)
  })
  const distance = new Int32Array(width * width)
  const gap = new Int32Array(width * width)
  for (let from = 0; from < width; from++) {
    for (let to = 0; to < width; to++) {
      if (from >= count && to >= count) continue
      const row = rows[from] ?? 0
      const column = rows[to] ?? 0
      distance[from * width + to] = table?.metres.between(row, column) ?? 0
      gap[from * width + to] = (table?.seconds.between(row, column) ?? 0) + (prepared.nodeServiceS[from] ?? 0)
    }
  }
  const size = count + 2 * routeCount
  const opensS = new Int32Array(size).fill(type?.fromS ?? 0)
  const closesS = new Int32Array(size).fill(type?.toS ?? 0)
  opensS.set(space.opensS)
  closesS.set(space.closesS)
  const load = new Int32Array(size)
  load.set(prepared.nodeLoad)
  return {
    count,
    routeCount,
    size,
    at: Int32Array.from({ length: size }, (_, node) => (node < count ? node : count + ((node - count) & 1))),
    width,
    distance,
    gap,
    opensS,
    closesS,
    load,
    capacity: type?.capacity[0] ?? 0,
    fixed: (pricing.fixed[0] ?? 0) / (pricing.perDistance[0] ?? 1),
    timed,
    reversible: !timed && table?.symmetric === true && type?.start === type?.end,
  }
}
