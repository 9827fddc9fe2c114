import type { PlanByDayInput, PlanSummary } from '@cartage/domain'
import type { Call } from '../context.ts'

export async function findCurrentPlan({ ctx, input }: Call<PlanByDayInput>): Promise<PlanSummary | null> {
  throw new Error('pending')
}
