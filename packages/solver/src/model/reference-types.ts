import type { RouteSequence } from './options.ts'
import type { Prepared } from './prepare.ts'

/** By task, the type of the shift that serves it in a plan given; -1 where none does. */
export function referenceTypes(prepared: Prepared, reference: readonly RouteSequence[] = []): Int32Array {
  const types = new Int32Array(prepared.taskCount).fill(-1)
  for (const { shift, jobs } of reference) {
    const index = prepared.shiftById.get(shift)
    if (index === undefined) continue
    for (const id of jobs) {
      const task = prepared.taskById.get(id)
      if (task !== undefined) types[task] = prepared.shiftType[index] ?? -1
    }
  }
  return types
}
