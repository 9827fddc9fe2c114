import { json } from '@cartage/db'
import type { OrganizationId, SolveProgress } from '@cartage/domain'
import type { Problem, Solution } from '@cartage/solver'
import type { Services } from '../context.ts'
import { readSolution } from '../planning/read-solution.ts'
import { announce } from '../tenancy/announce.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import type { ClaimedPlan } from './claim-plan.ts'
import { storePlannedDay } from './store-planned-day.ts'

export interface Standing {
  readonly claimed: ClaimedPlan
  readonly progress: SolveProgress
  readonly problem?: Problem | undefined
  /** The routes to store; without it only the figures are written. */
  readonly solution?: Solution | undefined
}

interface Storer extends Pick<Services, 'db' | 'newId'> {
  readonly organizationId: OrganizationId
}

/** Writes how a search stands, and its routes where given. False, and nothing written, when another run has the plan. */
export async function storeProgress(
  ctx: Storer,
  { claimed: { plan, day }, progress, problem, solution }: Standing,
): Promise<boolean> {
  const planned =
    problem === undefined || solution === undefined ? undefined : readSolution(day, problem, solution)
  return inTenant(ctx, async (trx) => {
    const mine = await trx
      .updateTable('plan')
      .set({
        progress: json(progress),
        ...(planned === undefined ? {} : { totals: json(planned.totals) }),
      })
      .where('id', '=', plan.id)
      .where('attempt', '=', plan.attempt)
      .where('state', '=', 'solving')
      .returning('id')
      .executeTakeFirst()
    if (mine === undefined) return false
    if (planned !== undefined) {
      await storePlannedDay(trx, planned, {
        organizationId: ctx.organizationId,
        planId: plan.id,
        shifts: day.shifts,
        newId: ctx.newId,
      })
    }
    const { depotId, date } = plan
    await announce(trx, ctx, { kind: 'plan.progress', entityId: plan.id, depotId, date })
    return true
  })
}
