import { describe, expect, it } from 'vitest'
import { parseProblem, prepare } from '../src/index.ts'
import type { BestPlan } from '../src/search/best-plan.ts'
import type { Plan } from '../src/search/plan.ts'
import { Search } from '../src/search/search.ts'
import { finish } from '../src/search/steps.ts'
import { syntheticSolomon } from './synthetic.ts'

const STOPS = 25

const routesOf = (plan: BestPlan | Plan) => {
  if ('toSequences' in plan) return plan.toSequences().map(({ jobs }) => jobs.length)
  return Array.from(plan.active.subarray(0, plan.activeCount), (route) => plan.stops[route]!)
}
const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0)

describe('giving up routes', () => {
  it('begins anew from the plan with the fewest routes when it leads nowhere, and forgets what was hard', () => {
    const { problem } = parseProblem(syntheticSolomon(STOPS), { format: 'solomon', name: 'synthetic' })
    // Without loads, which say how few routes are enough, giving up goes on.
    const jobs = problem.jobs.map((job) => ({ ...job, load: [0] }))
    const search = new Search(prepare({ ...problem, jobs }), 'vehicles', 1)
    finish(search.construct())
    const begun: number[] = []

    for (let i = 0; i < 24_000; i++) {
      search.step(0.1)
      const { plan, best } = search
      const isOneLess = plan.activeCount === best.routes - 1
      const left = routesOf(best).toSorted((a, b) => a - b)
      // The shortest route is given up while no task weighs more than another.
      if (isOneLess && plan.absentCount === left[0] && sum(routesOf(plan)) === sum(left.slice(1)))
        begun.push(i)
    }

    const apart = begun.filter((at, i) => i === 0 || at - begun[i - 1]! > 5000)
    expect(apart.length).toBeGreaterThanOrEqual(2)
    expect(search.best.absentCount).toBe(0)
  })
})
