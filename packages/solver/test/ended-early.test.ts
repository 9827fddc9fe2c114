import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluateSolution, parseProblem, prepare, solve } from '../src/index.ts'
import { arrangeProblem } from '../src/model/arrange-problem.ts'
import { finish } from '../src/search/steps.ts'
import { solveOnThreads } from '../src/worker/solve-on-threads.ts'
import { checkPlan } from './check-plan.ts'
import { ALL_RULES, randomProblem } from './random-problem.ts'
import { syntheticSolomon } from './synthetic.ts'
import { searchOf } from './search-of.ts'

const rules = fc.record(Object.fromEntries(ALL_RULES.map((rule) => [rule, fc.boolean()])))
const plain = parseProblem(syntheticSolomon(1000), { format: 'solomon', name: 'large' }).problem
/** Its routes are simulated, so that the first plan takes many times as long as a slice of the search. */
const large = {
  ...plain,
  jobs: plain.jobs.map((job) => ({ ...job, softWindows: [{ toS: 3000, latePerMinute: 1 }] })),
}

describe('a first plan that is ended early', () => {
  it('keeps every rule, whatever is placed by then', () => {
    let partial = 0
    fc.assert(
      fc.property(fc.integer({ min: 1 }), rules, fc.nat({ max: 90 }), (seed, some, count) => {
        const problem = randomProblem(seed, 14, 4, some)
        const prepared = prepare(problem)
        const search = searchOf(prepared, 'cost', seed)
        const steps = search.construct()
        for (let step = 0; step <= count && steps.next().done !== true; step++);
        steps.return()

        const solution = evaluateSolution(prepared, search.best.toSequences())

        expect(solution.feasible).toBe(true)
        expect(checkPlan(problem, solution)).toEqual([])
        if (!search.hasPlan && solution.routes.length > 0) partial++
      }),
      { numRuns: 150, seed: 7 },
    )
    expect(partial).toBeGreaterThan(5)
  })

  it('is what a cancel is answered with, long before all is placed', async () => {
    const { solution, iterations, cancelled } = await solve(large, { signal: AbortSignal.abort() })

    expect(solution.feasible).toBe(true)
    expect(solution.unassigned.length).toBeGreaterThan(0)
    expect(solution.unassigned.every(({ reasons }) => reasons.length > 0)).toBe(true)
    expect([iterations, cancelled]).toEqual([0, true])
  })

  it('is made whole where only the time limit is too short for it', async () => {
    const { solution, iterations, cancelled } = await solve(plain, { timeLimitS: 0 })

    expect(solution.feasible).toBe(true)
    expect(solution.unassigned).toEqual([])
    expect([iterations, cancelled]).toEqual([0, false])
  })

  it('comes from neighbours that are all listed before the search begins', async () => {
    const some = randomProblem(1, 60, 12, { capacity: true })
    const shifts = some.shifts.map((shift) => ({ ...shift, window: [0, 1e6] as const }))
    const problem = arrangeProblem({ ...some, shifts })
    const iterations = 300
    const search = searchOf(prepare(problem), 'cost', 1)
    finish(search.construct())
    for (let step = 0; search.iterations < iterations; step = search.iterations / iterations)
      search.step(step)

    const { solution } = await solve(problem, { iterations })

    expect(search.space.light).toBe(true)
    expect(solution.cost).toBeCloseTo(search.figure(), 9)
  })

  it('is what a run on threads is answered with that is cancelled before one of them has a plan', async () => {
    const silent = () => ({ post: () => undefined, end: () => undefined })

    const result = await solveOnThreads(large, { signal: AbortSignal.abort() }, silent)

    expect(result.cancelled).toBe(true)
    expect(result.solution.feasible).toBe(true)
    expect(result.solution.unassigned.length).toBeGreaterThan(0)
  })

  it('does not replace a better plan that was given', async () => {
    const problem = randomProblem(9, 60, 12, { windows: true, capacity: true, priced: true })
    const { solution } = await solve(problem, { iterations: 500 })
    const start = solution.routes.map(({ shift, stops }) => ({ shift, jobs: stops.map(({ job }) => job) }))

    const again = await solve(problem, { start, timeLimitS: 0.001 })

    expect(again.solution.unassigned.length).toBeLessThanOrEqual(solution.unassigned.length)
    expect(again.solution.cost).toBeLessThanOrEqual(solution.cost)
  })

  it('is complete, and the same again, when iterations alone bound the run', async () => {
    const problem = parseProblem(syntheticSolomon(400), { format: 'solomon', name: 'some' }).problem

    const first = await solve(problem, { iterations: 1 })
    const second = await solve(problem, { iterations: 1 })

    expect(first.solution.unassigned).toEqual([])
    expect(second.solution).toEqual(first.solution)
  })
})
