import type { RouteSequence } from './options.ts'
import type { Prepared } from './prepare.ts'

/** By task, the shift (its index) that serves it in a plan given; -1 where none does. */
export function referenceShifts(prepared: Prepared, reference: readonly RouteSequence[] = []): Int32Array {
  const shifts = new Int32Array(prepared.taskCount).fill(-1)
  for (const { shift, jobs } of reference) {
    for (const id of jobs) {
      const task = prepared.taskById.get(id)
      if (task !== undefined) shifts[task] = prepared.shiftById.get(shift) ?? -1
    }
  }
  return shifts
}
