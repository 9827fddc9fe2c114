import { instantOf, type PlanId } from '@cartage/domain'
import type { TravelSlice } from '@cartage/solver'
import type { Call } from '../context.ts'
import { getDepotRow } from '../depots/internal.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { buildDayProblem } from './build-day-problem.ts'
import { getPlanRow } from './internal.ts'
import { loadPlanningDay } from './load-planning-day.ts'
import type { PlanProblem } from './plan-problem.ts'

/** The problem behind a plan, with the day's orders and shifts as they are now. */
export async function getPlanProblem({ ctx, input }: Call<{ readonly id: PlanId }>): Promise<PlanProblem> {
  authorize(ctx, 'plan:read')
  const day = await inTenant(ctx, async (trx) => {
    const plan = await getPlanRow(trx, input.id)
    return loadPlanningDay(trx, await getDepotRow(trx, plan.depotId), plan.date)
  })
  const problem = await buildDayProblem(ctx.regions, day, ctx.signal)
  const matrices = Object.entries(problem.matrices).map(([profile, { durationS, distanceM, slices }]) => [
    profile,
    {
      ...asLists({ durationS, distanceM }),
      ...(slices && { slices: slices.map(({ fromS, ...slice }) => ({ fromS, ...asLists(slice) })) }),
    },
  ])
  return {
    planId: input.id,
    problem: { ...problem, matrices: Object.fromEntries(matrices) },
    dayStart: instantOf(day.date, 0, day.depot.zone),
    zone: day.depot.zone,
  }
}

/** JSON knows no typed arrays. */
const asLists = ({ durationS, distanceM }: Omit<TravelSlice, 'fromS'>) => ({
  durationS: [...durationS],
  ...(distanceM && { distanceM: [...distanceM] }),
})
