export { installQueues } from './install-queues.ts'
export {
  type JobHandler,
  type JobRun,
  type Jobs,
  openJobs,
  type OpenJobsOptions,
  type WorkerOptions,
} from './open-jobs.ts'
export { type Change, publishChange } from './publish-change.ts'
export { defineQueue, type NamedQueue, type Queue, type QueueSettings } from './queue.ts'
