import { json } from '@cartage/db'
import {
  CartageError,
  type OrderId,
  type OrganizationId,
  type PlanId,
  type ShiftId,
  type SolveProgress,
} from '@cartage/domain'
import type { JobRun } from '@cartage/jobs'
import { evaluateSolution, prepare, type Prepared, type Problem, type Solution } from '@cartage/solver'
import { solveInWorker } from '@cartage/solver/node'
import type { Services } from '../context.ts'
import { findDepotRow } from '../depots/internal.ts'
import { readSolution } from '../planning/read-solution.ts'
import { announce } from '../tenancy/announce.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { buildDayProblem } from './build-day-problem.ts'
import { finishPlan } from './finish-plan.ts'
import { hashDay } from './hash-day.ts'
import { planColumns, type PlanRow } from './internal.ts'
import { loadPlanningDay, type LoadedDay } from './load-planning-day.ts'
import { ProgressWriter } from './progress-writer.ts'
import { storePlannedDay } from './store-planned-day.ts'

type Worker = Pick<Services, 'db' | 'jobs' | 'regions' | 'log' | 'now' | 'newId'>
type SolveRun = JobRun<{ readonly organizationId: OrganizationId; readonly planId: PlanId }>

/**
 * Searches for one plan, as a job: reads the day, computes the matrix, solves on another thread and stores the best
 * routes as they come. No transaction is open meanwhile. Each run raises the plan's attempt and writes only while
 * that stands, so a run that was thought dead can spoil nothing; a later run starts from the routes that are stored.
 */
export async function solvePlan(worker: Worker, { payload, signal, isLastAttempt }: SolveRun): Promise<void> {
  const ctx = { ...worker, organizationId: payload.organizationId }
  const claimed = await claim(ctx, payload.planId)
  if (claimed === undefined) return
  try {
    await search(ctx, claimed, signal)
  } catch (error) {
    if (signal.aborted && signal.reason !== 'cancelled') throw error
    const isExpected = error instanceof CartageError
    if (!isExpected && !isLastAttempt && signal.reason !== 'cancelled') throw error
    ctx.log.error({ err: error, planId: payload.planId }, 'a search failed')
    const failure = isExpected ? error.message : 'The search failed. What it had found before is kept.'
    await finish(ctx, claimed.plan, signal.reason === 'cancelled' ? null : failure)
    if (!isExpected && signal.reason !== 'cancelled') throw error
  }
}

type TenantWorker = Worker & { readonly organizationId: OrganizationId }

interface Claimed {
  /** As it is under this attempt. */
  readonly plan: PlanRow
  readonly timeLimitS: number
  readonly seed: number
  readonly day: LoadedDay
  /** The routes that an earlier attempt stored. */
  readonly start: readonly { readonly shift: ShiftId; readonly jobs: readonly OrderId[] }[]
}

/** Takes the plan for this attempt and reads its day; undefined when there is nothing left to solve. */
async function claim(ctx: TenantWorker, planId: PlanId): Promise<Claimed | undefined> {
  return inTenant(ctx, async (trx) => {
    const plan = await trx
      .updateTable('plan')
      .set((of) => ({ attempt: of('attempt', '+', 1) }))
      .where('id', '=', planId)
      .where('state', '=', 'solving')
      .returning([...planColumns, 'timeLimitS', 'seed'])
      .executeTakeFirst()
    if (plan === undefined) return undefined
    const depot = await findDepotRow(trx, plan.depotId)
    if (depot === undefined) {
      await finishPlan(trx, ctx, plan, { failure: 'The depot was removed meanwhile.' })
      return undefined
    }
    // Hashed before it is read: a change in between makes the plan stale at worst, never falsely fresh.
    const inputHash = await hashDay(trx, plan)
    await trx.updateTable('plan').set({ inputHash }).where('id', '=', planId).execute()
    const day = await loadPlanningDay(trx, depot, plan.date)
    const stops = await trx
      .selectFrom('stop')
      .innerJoin('route', 'route.id', 'stop.routeId')
      .select(['route.shiftId', 'stop.orderId'])
      .where('stop.planId', '=', planId)
      .orderBy('route.sequence')
      .orderBy('stop.sequence')
      .execute()
    const jobsByShift = Map.groupBy(stops, ({ shiftId }) => shiftId)
    return {
      plan,
      timeLimitS: plan.timeLimitS,
      seed: plan.seed,
      day,
      start: [...jobsByShift].map(([shift, of]) => ({ shift, jobs: of.map(({ orderId }) => orderId) })),
    }
  })
}

async function search(
  ctx: TenantWorker,
  { plan, timeLimitS, seed, day, start }: Claimed,
  signal: AbortSignal,
): Promise<void> {
  const superseded = new AbortController()
  const either = AbortSignal.any([signal, superseded.signal])
  const writer = new ProgressWriter({
    write: (progress, solution) => store(ctx, { plan, day, problem, prepared, progress, solution }),
    onSuperseded: () => superseded.abort('superseded'),
  })
  const before = plan.progress?.elapsedS ?? 0
  const progressAt = (phase: SolveProgress['phase'], elapsedS: number): SolveProgress => ({
    phase,
    elapsedS: before + elapsedS,
    limitS: timeLimitS,
    iterations: 0,
    cost: null,
    routes: 0,
    unassigned: day.orders.length,
    trace: [],
  })
  let problem: Problem | undefined
  let prepared: Prepared | undefined
  writer.offer(progressAt('matrix', 0))
  problem = await buildDayProblem(ctx.regions, day, either)
  prepared = prepare(problem)
  writer.offer(progressAt('solving', 0))
  const trace: (readonly [number, number])[] = []
  const result = await solveInWorker(problem, {
    timeLimitS: Math.max(1, timeLimitS - before),
    seed,
    signal: either,
    ...(start.length === 0 ? {} : { start: onlyKnown(start, day) }),
    onProgress: ({ seconds, iterations, cost, routes, unassigned, solution }) => {
      if (trace.at(-1)?.[1] !== cost) trace.push([before + seconds, cost])
      const progress: SolveProgress = {
        ...progressAt('solving', seconds),
        iterations,
        cost,
        routes,
        unassigned,
        trace: thinned(trace),
      }
      writer.offer(progress, solution)
    },
  })
  await writer.end()
  if (superseded.signal.aborted || (signal.aborted && signal.reason !== 'cancelled')) {
    // What was stored so far stays; another run, here or elsewhere, goes on from it.
    either.throwIfAborted()
  }
  await store(ctx, {
    plan,
    day,
    problem,
    prepared,
    solution: result.solution,
    progress: {
      ...progressAt('saving', result.seconds),
      iterations: result.iterations,
      cost: result.solution.cost,
      routes: result.solution.vehicles,
      unassigned: result.solution.unassigned.length,
      trace: thinned(trace),
    },
  })
  await finish(ctx, plan, null)
}
