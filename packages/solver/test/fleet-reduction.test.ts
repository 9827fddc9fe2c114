import { describe, expect, it } from 'vitest'
import { parseProblem, prepare } from '../src/index.ts'
import { finish } from '../src/search/steps.ts'
import { syntheticSolomon } from './synthetic.ts'
import { searchOf } from './search-of.ts'

const ascending = (counts: readonly number[]) => counts.toSorted((a, b) => a - b)

describe('giving up routes', () => {
  it('begins anew from the plan with the fewest routes when it leads nowhere, and forgets what was hard', () => {
    const { problem } = parseProblem(syntheticSolomon(25), { format: 'solomon', name: 'synthetic' })
    // Without loads, which say how few routes are enough, giving up goes on.
    const jobs = problem.jobs.map((job) => ({ ...job, load: [0] }))
    const search = searchOf(prepare({ ...problem, jobs }), 'vehicles', 1)
    finish(search.construct())
    const begun: number[] = []

    for (let i = 0; i < 24_000; i++) {
      search.step(0.1)
      const { plan, best } = search
      const stops = ascending(
        Array.from(plan.active.subarray(0, plan.activeCount), (route) => plan.stops[route]!),
      )
      const bestStops = ascending(best.toSequences().map(({ jobs }) => jobs.length))
      // The shortest route is given up while no task weighs more than another.
      if (String(stops) === String(bestStops.slice(1))) begun.push(i)
    }

    const apart = begun.filter((at, i) => i === 0 || at - begun[i - 1]! > 5000)
    expect(apart.length).toBeGreaterThanOrEqual(2)
    expect(search.best.absentCount).toBe(0)
  })
})
