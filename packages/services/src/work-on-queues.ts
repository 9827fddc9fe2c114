import type { NamedQueue } from '@cartage/jobs'
import type { Services } from './context.ts'
import { importCheckQueue } from './imports/check-queue.ts'
import { giveUpImportCheck, runImportCheck } from './imports/run-import-check.ts'
import { giveUpPlan } from './plans/give-up-plan.ts'
import { solvePlan } from './plans/solve-plan.ts'
import { solveQueue } from './plans/solve-queue.ts'
import { regionBuildQueue } from './regions/build-queue.ts'
import { giveUpRegionBuild, runRegionBuild } from './regions/run-region-build.ts'

/** Every kind of work that is done behind a request. */
export const queues: readonly NamedQueue[] = [importCheckQueue, regionBuildQueue, solveQueue]

/** Searches and checks of one process at a time; each takes a thread of its own. */
const CONCURRENCY = 2

/** Has this process run the queues' jobs until its jobs are disposed. */
export async function workOnQueues(services: Services): Promise<void> {
  const { jobs } = services
  await jobs.work(importCheckQueue, (run) => runImportCheck(services, run), {
    concurrency: CONCURRENCY,
    onGivenUp: ({ payload }) => giveUpImportCheck(services, payload),
  })
  await jobs.work(regionBuildQueue, (run) => runRegionBuild(services, run), {
    onGivenUp: ({ id, payload }) => giveUpRegionBuild(services, id, payload),
  })
  await jobs.work(solveQueue, (run) => solvePlan(services, run), {
    concurrency: CONCURRENCY,
    onGivenUp: ({ payload }) => giveUpPlan(services, payload),
  })
}
