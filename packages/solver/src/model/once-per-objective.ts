import type { Objective } from './options.ts'
import type { Prepared } from './prepare.ts'

/** What a problem and an objective come to, worked out once for each pair of them. */
export function oncePerObjective<T>(
  workOut: (prepared: Prepared, objective: Objective) => T,
): (prepared: Prepared, objective: Objective) => T {
  const known = new WeakMap<Prepared, Map<Objective, T>>()
  return (prepared, objective) => {
    const byObjective = known.get(prepared) ?? new Map<Objective, T>()
    known.set(prepared, byObjective)
    const found = byObjective.get(objective) ?? workOut(prepared, objective)
    byObjective.set(objective, found)
    return found
  }
}
