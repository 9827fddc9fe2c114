import type { Problem, RouteSequence } from '../src/index.ts'
import { numbers } from './random-numbers.ts'

/** A random plan of most tasks: shipments in order, reloads where a shift may reload; it may break any rule. */
export function randomPlan(problem: Problem, seed: number): RouteSequence[] {
  const draw = numbers(seed)
  const below = (bound: number) => Math.floor(draw() * bound)
  const routes = problem.shifts.map(({ id, reloads }) => ({ shift: id, jobs: [] as string[], reloads }))
  for (const task of [...problem.jobs, ...(problem.shipments ?? [])]) {
    const own = problem.shifts.findIndex(
      ({ id, prefix }) => id === task.pin?.shift || prefix?.includes(task.id) === true,
    )
    const jobs = (routes[own] ?? routes[below(routes.length + 1)])?.jobs
    if (jobs === undefined) continue
    const at = below(jobs.length + 1)
    jobs.splice(at, 0, task.id)
    if ('pickup' in task) jobs.splice(at + 1 + below(jobs.length - at), 0, task.id)
  }
  for (const { jobs, reloads = [] } of routes) {
    for (const depot of reloads)
      if (jobs.length > 0 && below(3) > 0) jobs.splice(below(jobs.length), 0, `@${depot}`)
  }
  return routes.filter(({ jobs }) => jobs.length > 0).map(({ shift, jobs }) => ({ shift, jobs }))
}
