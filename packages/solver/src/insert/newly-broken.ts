import type { Violation } from '../model/solution.ts'
import { violationKey } from './violation-key.ts'
import { violationSize } from './violation-size.ts'

/** The broken rules of `after` that are not broken in `before`, or by less. */
export function newlyBroken(before: readonly Violation[], after: readonly Violation[]): Violation[] {
  const known = new Map(before.map((violation) => [violationKey(violation), violationSize(violation)]))
  return after.filter((violation) => violationSize(violation) > (known.get(violationKey(violation)) ?? -1))
}
