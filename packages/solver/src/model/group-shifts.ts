import type { Problem, Shift } from './problem.ts'

/** Shifts that differ in nothing but their id; the search decides how many of a type to use. */
export interface ShiftType {
  /** Its first shift. */
  readonly shift: Shift
  /** Indices of its shifts, ascending. */
  readonly shifts: readonly number[]
  /** Rows of the travel table; for an open end the row that is at no distance from anywhere. */
  readonly start: number
  readonly end: number
  readonly fromS: number
  readonly toS: number
  /** Index into Prepared.tables. */
  readonly table: number
  /** In whole units of the scaled loads. */
  readonly capacity: Int32Array
  readonly breakFrom: Int32Array
  readonly breakTo: Int32Array
  readonly breakLength: Int32Array
  /** NO_LIMIT when absent. */
  readonly maxStops: number
  readonly maxDistanceM: number
  readonly maxDurationS: number
}

/** Stands for the absent limit on stops, distance or duration. */
export const NO_LIMIT = 2_000_000_000

/**
 * Groups equal shifts and numbers the travel tables (profile and speed) they drive on. Those in `apart`, and those
 * that tasks are pinned to, are like no other.
 */
export function groupShifts(
  problem: Problem,
  apart: ReadonlySet<string>,
): {
  types: ShiftType[]
  shiftType: Int32Array
  open: boolean
} {
  const byKey = new Map<string, number>()
  const tableByKey = new Map<string, number>()
  const members: number[][] = []
  const firsts: Shift[] = []
  const shiftType = new Int32Array(problem.shifts.length)
  const pinned = new Set([...problem.jobs, ...(problem.shipments ?? [])].map(({ pin }) => pin?.shift))
  problem.shifts.forEach((shift, index) => {
    const key = JSON.stringify({
      ...shift,
      id: pinned.has(shift.id) || apart.has(shift.id) ? shift.id : '',
      skills: shift.skills.toSorted(),
      start: shift.start ?? -1,
      end: shift.end ?? -1,
    })
    const known = byKey.get(key)
    const type = known ?? firsts.length
    if (known === undefined) {
      byKey.set(key, type)
      firsts.push(shift)
      members.push([])
    }
    members[type]?.push(index)
    shiftType[index] = type
  })
  const types = firsts.map((shift, index): ShiftType => {
    const tableKey = JSON.stringify([shift.profile, shift.speedFactor ?? 1])
    const table = tableByKey.get(tableKey) ?? tableByKey.size
    tableByKey.set(tableKey, table)
    const breaks = shift.breaks.toSorted((a, b) => a.toS - b.toS || a.fromS - b.fromS)
    return {
      shift,
      shifts: members[index] ?? [],
      start: shift.start ?? problem.locationCount,
      end: shift.end ?? problem.locationCount,
      fromS: shift.window[0],
      toS: shift.window[1],
      table,
      capacity: new Int32Array(0),
      breakFrom: Int32Array.from(breaks, (pause) => pause.fromS),
      breakTo: Int32Array.from(breaks, (pause) => pause.toS),
      breakLength: Int32Array.from(breaks, (pause) => pause.durationS),
      maxStops: shift.maxStops ?? NO_LIMIT,
      maxDistanceM: shift.maxDistanceM ?? NO_LIMIT,
      maxDurationS: shift.maxDurationS ?? NO_LIMIT,
    }
  })
  const open = firsts.some((shift) => shift.start === undefined || shift.end === undefined)
  return { types, shiftType, open }
}
