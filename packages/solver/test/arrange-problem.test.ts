import { describe, expect, it } from 'vitest'
import { evaluateSolution, parseProblem, prepare, solve } from '../src/index.ts'
import { arrangeProblem } from '../src/model/arrange-problem.ts'
import type { Problem } from '../src/index.ts'
import { syntheticSolomon } from './synthetic.ts'

function problemOf(customers: number, vehicles: number): Problem {
  return parseProblem(syntheticSolomon(customers, { vehicles }), { format: 'solomon', name: 'synthetic' })
    .problem
}

/** Mean metres from a job to the one behind it in the list. */
function meanLeg({ jobs, matrices, locationCount }: Problem): number {
  const metres = jobs
    .slice(1)
    .map((job, i) => matrices['car']!.distanceM[jobs[i]!.location * locationCount + job.location]!)
  return metres.reduce((sum, leg) => sum + leg, 0) / metres.length
}

describe('a large problem', () => {
  it('is arranged so that near tasks and locations follow each other', () => {
    const problem = problemOf(400, 400)
    const arranged = arrangeProblem(problem)

    expect(meanLeg(arranged)).toBeLessThan(meanLeg(problem) / 8)
    expect(arranged.jobs.map(({ id }) => id).toSorted()).toEqual(problem.jobs.map(({ id }) => id).toSorted())
    expect(arranged.jobs.map(({ location }) => location)).toEqual(arranged.jobs.map((_, i) => i))
  })

  it('costs every plan what it cost as it was given', () => {
    const problem = problemOf(400, 400)
    const routes = problem.shifts.slice(0, 40).map(({ id }, i) => ({
      shift: id,
      jobs: problem.jobs.filter((_, index) => index % 40 === i).map((job) => job.id),
    }))

    const [given, arranged] = [problem, arrangeProblem(problem)].map((one) =>
      evaluateSolution(prepare(one), routes),
    )

    expect(arranged?.cost).toBe(given?.cost)
    expect(arranged?.routes.map((route) => route.violations)).toEqual(
      given?.routes.map((route) => route.violations),
    )
  })

  it('is answered by its own numbers and in its own order', async () => {
    const problem = problemOf(400, 12)
    const { solution } = await solve(problem, { objective: 'distance', iterations: 300, seed: 1 })
    const routes = solution.routes.map(({ shift, stops }) => ({ shift, jobs: stops.map(({ job }) => job) }))
    const left = solution.unassigned.map(({ job }) => job)

    expect(left.length).toBeGreaterThan(1)
    const found = evaluateSolution(prepare(problem), routes, { objective: 'distance' })
    expect(solution.routes).toEqual(found.routes)
    expect(solution.cost).toBe(found.cost)
    expect(left).toEqual(problem.jobs.map(({ id }) => id).filter((id) => left.includes(id)))
  })

  it('is named by its own numbers when it cannot be right', async () => {
    const problem = problemOf(400, 400)
    const jobs = problem.jobs.map((job, i) => (i === 350 ? { ...job, location: 999 } : job))

    await expect(solve({ ...problem, jobs }, { iterations: 1 })).rejects.toThrow(/jobs\[350\]\.location/)
  })
})
