import type { PlanId, RoutePath } from '@cartage/domain'
import type { Call } from '../context.ts'

export interface PlanPaths {
  readonly items: readonly RoutePath[]
}

export async function getPlanPaths({ ctx, input }: Call<{ readonly id: PlanId }>): Promise<PlanPaths> {
  throw new Error('pending')
}
