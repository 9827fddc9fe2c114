import type { Plan, PlanId } from '@cartage/domain'
import type { Call } from '../context.ts'

export async function getPlan({ ctx, input }: Call<{ readonly id: PlanId }>): Promise<Plan> {
  throw new Error('pending')
}
