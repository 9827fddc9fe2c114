import type { Violation } from '../model/solution.ts'

/** Says of two violations whether they are of the same rule, whatever their sizes and positions. */
export function violationKey(violation: Violation): string {
  const { stop: _, by: _by, byS: _byS, byM: _byM, ...rule }: Record<string, unknown> = { ...violation }
  return JSON.stringify(rule)
}
