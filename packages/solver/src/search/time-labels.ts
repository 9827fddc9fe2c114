import type { ShiftType } from '../model/group-shifts.ts'
import { allowBreaks, holdBreaks, latestService, serviceStart } from './route-check.ts'
import type { Space } from './space.ts'
import { NEVER } from './space.ts'

/**
 * Earliest departures from a node, for each set of breaks held, after leaving the node before at `ready[base..]`
 * and driving `travel` seconds. Written to `into`, which may be `ready` itself when base is 0.
 */
export function leaveAfter(
  space: Space,
  type: ShiftType,
  node: number,
  ready: Int32Array,
  base: number,
  travel: number,
  into: Int32Array,
): void {
  const sets = space.labelCount
  const service = space.prepared.nodeServiceS[node] ?? 0
  for (let set = 0; set < sets; set++) {
    const at = (ready[base + set] ?? NEVER) + travel
    into[set] = at < NEVER ? at : NEVER
  }
  if (sets > 1) holdBreaks(type, into, 0, 1 << type.breakFrom.length)
  for (let set = 0; set < sets; set++) {
    const start = serviceStart(space, node, into[set] ?? NEVER)
    into[set] = start >= NEVER ? NEVER : start + service
  }
  if (sets > 1) holdBreaks(type, into, 0, 1 << type.breakFrom.length)
}

/**
 * Latest arrivals at a node, for each set of breaks held before, that reach the node behind by `latest[base..]`
 * after driving `travel` seconds.
 */
export function arriveBefore(
  space: Space,
  type: ShiftType,
  node: number,
  latest: Int32Array,
  base: number,
  travel: number,
  into: Int32Array,
): void {
  const sets = space.labelCount
  const service = space.prepared.nodeServiceS[node] ?? 0
  for (let set = 0; set < sets; set++) {
    const by = (latest[base + set] ?? -NEVER) - travel
    into[set] = by > -NEVER ? by : -NEVER
  }
  if (sets > 1) allowBreaks(type, into, 0, 1 << type.breakFrom.length)
  for (let set = 0; set < sets; set++) {
    into[set] = latestService(space, node, (into[set] ?? -NEVER) - service)
  }
  if (sets > 1) allowBreaks(type, into, 0, 1 << type.breakFrom.length)
}

/** Whether, for some set of breaks held, driving on by `travel` arrives by `latest[base..]`. */
export function arrivesInTime(
  space: Space,
  ready: Int32Array,
  travel: number,
  latest: Int32Array,
  base: number,
): boolean {
  for (let set = 0; set < space.labelCount; set++) {
    if ((ready[set] ?? NEVER) + travel <= (latest[base + set] ?? -NEVER)) return true
  }
  return false
}
