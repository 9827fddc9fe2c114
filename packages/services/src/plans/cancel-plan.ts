import type { PlanSummary, PlanId } from '@cartage/domain'
import type { Call } from '../context.ts'

export async function cancelPlan({ ctx, input }: Call<{ readonly id: PlanId }>): Promise<PlanSummary> {
  throw new Error('pending')
}
