import { describe, expect, it } from 'vitest'
import { parseProblem, solve } from '../src/index.ts'
import type { SolveOptions, SolveProgress, SolveResult } from '../src/index.ts'
import { solveInWorker } from '../src/node.ts'
import { checkSolomon } from './checkers/solomon.ts'
import { syntheticSolomon } from './synthetic.ts'

const parse = (text: string) => parseProblem(text, { format: 'solomon', name: 'synthetic' }).problem
const routesOf = ({ solution }: SolveResult) =>
  solution.routes.map((route) => route.stops.map((stop) => stop.job))

describe('several threads', () => {
  it('answer with one plan that the independent checker accepts, at least as good as any they reported', async () => {
    const text = syntheticSolomon(200)
    const reports: SolveProgress[] = []

    const result = await solveInWorker(parse(text), {
      objective: 'distance',
      timeLimitS: 1.5,
      threads: 2,
      onProgress: (progress) => reports.push(progress),
    })

    const check = checkSolomon(text, routesOf(result), 'dimacs')
    expect(check.faults).toEqual([])
    expect(result.solution.cost / 10).toBeCloseTo(check.cost, 6)
    expect(reports.length).toBeGreaterThan(1)
    expect(Math.min(...reports.map((report) => report.cost))).toBeGreaterThanOrEqual(result.solution.cost)
    expect(reports.every((report, i) => i === 0 || report.cost <= reports[i - 1]!.cost)).toBe(true)
  })

  it('put priority before cost when they choose the plan of one of them', async () => {
    // One vehicle for a few of fifty customers, so that threads differ in whom they leave out.
    const problem = parse(syntheticSolomon(50, { vehicles: 2 }))
    const jobs = problem.jobs.map((job, index) => ({ ...job, priority: index % 3 }))

    const result = await solveInWorker({ ...problem, jobs }, { iterations: 200, threads: 3 })
    const alone = await Promise.all(
      [1, 2, 3].map((seed) => solve({ ...problem, jobs }, { iterations: 1, seed })),
    )

    const leftOut = ({ solution }: SolveResult) =>
      solution.unassigned.filter(({ job }) => jobs.find(({ id }) => id === job)!.priority === 2).length
    expect(leftOut(result)).toBeLessThanOrEqual(Math.min(...alone.map(leftOut)))
    expect(result.rank[0]).toBe(leftOut(result))
  })
})

const WITHIN_MS = 50

/** Milliseconds from a cancel in mid-search to the answer; tried again while other work of the machine interferes. */
async function cancelledWithinMs(
  run: (options: SolveOptions) => Promise<SolveResult>,
): Promise<{ ms: number; result: SolveResult }> {
  const tries: { ms: number; result: SolveResult }[] = []
  for (let attempt = 0; attempt < 20 && tries.every(({ ms }) => ms >= WITHIN_MS); attempt++) {
    const abort = new AbortController()
    let cancelledAt = 0
    let reports = 0
    const result = await run({
      timeLimitS: 60,
      signal: abort.signal,
      progressEveryS: 0.1,
      onProgress: () => {
        if (++reports !== 3) return
        setTimeout(() => {
          cancelledAt = performance.now()
          abort.abort()
        }, 30)
      },
    })
    tries.push({ ms: performance.now() - cancelledAt, result })
  }
  return tries.reduce((a, b) => (b.ms < a.ms ? b : a))
}

describe('a cancel with a thousand jobs', () => {
  it.each([
    ['room for all', 1000],
    ['room for a part', 15],
  ])(
    'is answered within 50 ms on this thread and on two others, with %s',
    async (_, vehicles) => {
      const problem = parse(syntheticSolomon(1000, { vehicles }))

      const here = await cancelledWithinMs((options) => solve(problem, options))
      const there = await cancelledWithinMs((options) => solveInWorker(problem, { ...options, threads: 2 }))

      expect(here.result.cancelled).toBe(true)
      expect(there.result.cancelled).toBe(true)
      expect(there.result.solution.routes.length).toBeGreaterThan(0)
      expect(here.ms).toBeLessThan(WITHIN_MS)
      expect(there.ms).toBeLessThan(WITHIN_MS)
    },
    90_000,
  )
})
