import type { PlanId, TimeZone } from '@cartage/domain'
import type { Problem } from '@cartage/solver'

/**
 * A plan's problem for evaluation elsewhere, such as in the browser while a stop is moved. A job's id is its
 * order's id and a shift's id is the shift's; seconds count from `dayStart`.
 */
export interface PlanProblem {
  readonly planId: PlanId
  readonly problem: Problem
  /** The UTC instant of second 0. */
  readonly dayStart: string
  readonly zone: TimeZone
}
