import { setTimeout as sleep } from 'node:timers/promises'
import { CartageError, type OrganizationId, type PlanId, type SolveProgress } from '@cartage/domain'
import type { JobRun } from '@cartage/jobs'
import type { SolveResult } from '@cartage/solver'
import { solveInWorker } from '@cartage/solver/node'
import type { Services } from '../context.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { buildDayProblem } from './build-day-problem.ts'
import { claimPlan, type ClaimedPlan } from './claim-plan.ts'
import { finishPlan } from './finish-plan.ts'
import { getPlanRow, lockPlanRow, type PlanRow } from './internal.ts'
import { ProgressWriter } from './progress-writer.ts'
import { storeProgress } from './store-progress.ts'
import { thinTrace, type TracePoint } from './thin-trace.ts'

type PlanWorker = Pick<Services, 'db' | 'regions' | 'log' | 'newId'>
export type SolveRun = JobRun<{ readonly organizationId: OrganizationId; readonly planId: PlanId }>

/**
 * Searches for one plan, as a job: reads the day, computes the matrix, solves on another thread and stores the best
 * routes as they come. No transaction is open meanwhile. Each run raises the plan's attempt and writes only while
 * that stands, so a run that was thought dead can spoil nothing; a later run starts from the routes that are stored.
 */
export async function solvePlan(worker: PlanWorker, run: SolveRun): Promise<void> {
  const { organizationId, planId } = run.payload
  const ctx = { ...worker, organizationId }
  const claimed = await inTenant(ctx, (trx) => claimPlan(trx, ctx, planId))
  if (claimed === undefined) return
  const superseded = new AbortController()
  try {
    await search(ctx, claimed, run.signal, superseded)
  } catch (error) {
    if (superseded.signal.aborted) return untilOver(ctx, planId, run.signal)
    if (isCancelled(run.signal)) return finish(ctx, claimed.plan, null)
    const isExpected = error instanceof CartageError
    const isOver = isExpected || (run.isLastAttempt && !run.signal.aborted)
    if (isOver) {
      ctx.log.error({ err: error, planId }, 'a search failed')
      const why = isExpected ? error.message : 'The search failed. What it had found before is kept.'
      await finish(ctx, claimed.plan, why)
    }
    if (!isExpected) throw error
  }
}

const LOOK_MS = 1_000

/**
 * Waits until the run that has taken the plan over has ended it. The job is the same one: ending it here, in whatever
 * way, would take it from under that run.
 */
async function untilOver(ctx: TenantWorker, planId: PlanId, signal: AbortSignal): Promise<void> {
  for (;;) {
    const { state } = await inTenant(ctx, (trx) => getPlanRow(trx, planId))
    if (state !== 'solving') return
    await sleep(LOOK_MS, undefined, { signal })
  }
}

type TenantWorker = PlanWorker & { readonly organizationId: OrganizationId }

const isCancelled = (signal: AbortSignal): boolean => signal.aborted && signal.reason === 'cancelled'

async function search(
  ctx: TenantWorker,
  claimed: ClaimedPlan,
  signal: AbortSignal,
  superseded: AbortController,
): Promise<void> {
  const { plan, timeLimitS, seed, day, start } = claimed
  const either = AbortSignal.any([signal, superseded.signal])
  // A run that takes over has only what is left of the time.
  const spentS = start.length === 0 ? 0 : (plan.progress?.elapsedS ?? 0)
  const none: SolveProgress = {
    phase: 'matrix',
    elapsedS: spentS,
    limitS: timeLimitS,
    iterations: 0,
    cost: null,
    routes: 0,
    unassigned: day.orders.length,
    trace: [],
  }
  await storeProgress(ctx, { claimed, progress: none })
  const problem = await buildDayProblem(ctx.regions, day, either)

  const writer = new ProgressWriter({
    write: (progress, solution) => storeProgress(ctx, { claimed, progress, problem, solution }),
    onSuperseded: () => superseded.abort(new Error('another run has taken the plan over')),
    onError: (error) => ctx.log.warn({ err: error, planId: plan.id }, 'progress could not be written'),
  })
  let latest: SolveProgress = { ...none, phase: 'solving' }
  writer.offer(latest)
  const trace: TracePoint[] = []
  const limitS = Math.max(1, timeLimitS - spentS)
  const solving = solveInWorker(problem, {
    timeLimitS: limitS,
    seed,
    signal: either,
    ...(start.length === 0 ? {} : { start }),
    onProgress: ({ seconds, iterations, cost, routes, unassigned, solution }) => {
      const elapsedS = toMs(spentS + seconds)
      if (trace.at(-1)?.[1] !== cost) trace.push([elapsedS, cost])
      const figures = { elapsedS, iterations, cost, routes, unassigned, trace: thinTrace(trace) }
      latest = { ...none, phase: 'solving', ...figures }
      writer.offer(latest, solution)
    },
  })
  // Finding out why orders were left out can take a while after the search itself is over.
  const searched = setTimeout(() => writer.offer({ ...latest, phase: 'saving' }), limitS * 1000)
  let result: SolveResult
  try {
    result = await solving
  } finally {
    clearTimeout(searched)
    await writer.end()
  }

  const { solution, seconds, iterations } = result
  const elapsedS = toMs(spentS + seconds)
  trace.push([elapsedS, solution.cost])
  await storeProgress(ctx, {
    claimed,
    problem,
    solution,
    progress: {
      ...none,
      phase: 'saving',
      elapsedS,
      iterations,
      cost: solution.cost,
      routes: solution.vehicles,
      unassigned: solution.unassigned.length,
      trace: thinTrace(trace),
    },
  })
  // The routes are safe; a run that was only interrupted goes back to the queue and on from there.
  if (either.aborted && !isCancelled(signal)) either.throwIfAborted()
  await finish(ctx, plan, null)
}

/** Seconds to the millisecond: more digits would only be bytes. */
const toMs = (seconds: number): number => Math.round(seconds * 1000) / 1000

/** Ends the search, unless another run has the plan by now. */
async function finish(ctx: TenantWorker, { id, attempt }: PlanRow, failure: string | null): Promise<void> {
  await inTenant(ctx, async (trx) => {
    const plan = await lockPlanRow(trx, id)
    if (plan.state !== 'solving' || plan.attempt !== attempt) return
    await finishPlan(trx, ctx, plan, { failure })
  })
}
