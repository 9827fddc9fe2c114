import type { RouteSequence } from '../model/options.ts'
import type { Prepared } from '../model/prepare.ts'
import type { Solution } from '../model/solution.ts'
import { explainUnassigned } from './explain-unassigned.ts'
import type { ExplainOptions } from './explain-unassigned.ts'

/**
 * The solution that routes have been evaluated to, with the reasons for each task that they leave out.
 * @throws as `explainUnassigned`.
 */
export function withReasons(
  prepared: Prepared,
  routes: readonly RouteSequence[],
  solution: Solution,
  options: ExplainOptions = {},
): Solution {
  const left = solution.unassigned.map(({ job }) => job)
  if (left.length === 0) return solution
  const reasons = explainUnassigned(prepared, routes, left, options)
  return { ...solution, unassigned: left.map((job) => ({ job, reasons: reasons.get(job) ?? [] })) }
}
