import type { PlanSummary, StartPlanInput } from '@cartage/domain'
import type { Call } from '../context.ts'

export async function startPlan({ ctx, input }: Call<StartPlanInput>): Promise<PlanSummary> {
  throw new Error('pending')
}
