import type { PlanByDayInput, PlanSummary } from '@cartage/domain'
import type { Call } from '../context.ts'

export interface PlanVersions {
  readonly items: readonly PlanSummary[]
}

export async function listPlanVersions({ ctx, input }: Call<PlanByDayInput>): Promise<PlanVersions> {
  throw new Error('pending')
}
