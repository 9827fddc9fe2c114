import type { ShiftType } from '../model/group-shifts.ts'
import { NO_LIMIT } from '../model/group-shifts.ts'
import type { Prepared } from '../model/prepare.ts'
import { DELIVERY, FOREVER, PICKUP, SHIPMENT_DELIVERY, SHIPMENT_PICKUP } from '../model/prepare.ts'
import type { RouteStop, Violation } from '../model/solution.ts'

/** Seconds after the last window; never late where there is none. */
export function latenessOf(prepared: Prepared, node: number, serviceStartS: number): number {
  const last = (prepared.windowOffset[node + 1] ?? 0) - 1
  const closesS = prepared.windowTo[last] ?? FOREVER
  return closesS < FOREVER ? serviceStartS - closesS : 0
}

/** Names the skills that a shift lacks. */
export function addSkillViolations(
  prepared: Prepared,
  has: readonly string[],
  nodes: readonly number[] | Int32Array,
  violations: Violation[],
): void {
  const { jobs, shipments } = prepared.problem
  nodes.forEach((node, stop) => {
    const task = prepared.nodeTask[node] ?? -1
    const source = jobs[task] ?? shipments?.[task - jobs.length]
    if (source === undefined || prepared.nodeKind[node] === SHIPMENT_DELIVERY) return
    for (const skill of source.skills) {
      if (!has.includes(skill)) violations.push({ kind: 'missingSkill', stop, job: source.id, skill })
    }
  })
}

/** Compares a route with the plain limits of its shift. */
export function addShiftViolations(
  type: ShiftType,
  stops: number,
  distanceM: number,
  startS: number,
  endS: number,
  violations: Violation[],
): void {
  const over = Math.max(0, endS - type.toS) + Math.max(0, type.fromS - startS)
  if (over > 0) violations.push({ kind: 'overShift', byS: over })
  if (type.maxStops < NO_LIMIT && stops > type.maxStops) {
    violations.push({ kind: 'tooManyStops', by: stops - type.maxStops })
  }
  if (type.maxDistanceM < NO_LIMIT && distanceM > type.maxDistanceM) {
    violations.push({ kind: 'overDistance', byM: distanceM - type.maxDistanceM })
  }
  if (type.maxDurationS < NO_LIMIT && endS - startS > type.maxDurationS) {
    violations.push({ kind: 'overDuration', byS: endS - startS - type.maxDurationS })
  }
}

/** From the order of the shift type's breaks back to the order in which the shift lists them. */
export function breakOrderOf(type: ShiftType): number[] {
  return type.shift.breaks
    .map((pause, index) => ({ pause, index }))
    .toSorted((a, b) => a.pause.toS - b.pause.toS || a.pause.fromS - b.pause.fromS)
    .map(({ index }) => index)
}

/** What happens at a node. */
export function activityOf(kind: number): RouteStop['activity'] {
  if (kind === DELIVERY || kind === SHIPMENT_DELIVERY) return 'delivery'
  return kind === PICKUP || kind === SHIPMENT_PICKUP ? 'pickup' : 'service'
}
