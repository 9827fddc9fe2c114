import type { PlanId } from '@cartage/domain'
import type { Call } from '../context.ts'
import type { PlanProblem } from './plan-problem.ts'

export async function getPlanProblem({ ctx, input }: Call<{ readonly id: PlanId }>): Promise<PlanProblem> {
  throw new Error('pending')
}
