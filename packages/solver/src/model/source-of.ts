import type { Prepared } from './prepare.ts'
import type { Job, Shipment } from './problem.ts'

/** The job or shipment of an id. */
export function sourceOf({ problem, taskById }: Prepared, job: string): Job | Shipment | undefined {
  const task = taskById.get(job) ?? -1
  return problem.jobs[task] ?? problem.shipments?.[task - problem.jobs.length]
}
