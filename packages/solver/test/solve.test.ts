import { describe, expect, it } from 'vitest'
import { evaluateSolution, prepare, solve } from '../src/index.ts'
import type { Job, Problem, Shift, SolveOptions, SolveProgress } from '../src/index.ts'
import { solveInWorker } from '../src/node.ts'
import { randomProblem } from './random-problem.ts'

const job = (id: string, location: number, more: Partial<Job> = {}): Job => ({
  id,
  kind: 'delivery',
  location,
  load: [1],
  serviceS: 60,
  windows: [],
  skills: [],
  priority: 0,
  ...more,
})

const van = (id: string, more: Partial<Shift> = {}): Shift => ({
  id,
  profile: 'car',
  start: 0,
  end: 0,
  window: [0, 10_000],
  capacity: [3],
  skills: [],
  breaks: [],
  costs: { fixed: 0, perHour: 0, perKm: 1 },
  ...more,
})

/** Places on a line, 600 s and 6 km apart; the depot is place 0. */
const onALine = (count: number, jobs: readonly Job[], shifts: readonly Shift[]): Problem => {
  const figures = (step: number) =>
    Array.from({ length: count * count }, (_, i) => step * Math.abs(Math.floor(i / count) - (i % count)))
  return {
    name: 'line',
    dimensions: ['parcels'],
    locationCount: count,
    matrices: { car: { durationS: figures(600), distanceM: figures(6000) } },
    jobs,
    shifts,
  }
}

const reasonsOf = async (problem: Problem) => {
  const { solution } = await solve(problem, { iterations: 200 })
  return solution.unassigned.map(({ job: id, reasons }) => [id, reasons.map((reason) => reason.code)])
}

describe('solve', () => {
  it('gives the same plan bit for bit for the same seed and iterations', async () => {
    const problem = randomProblem(7, 30, 6, { windows: true, capacity: true, breaks: true, priced: true })

    const first = await solve(problem, { iterations: 400, seed: 3 })
    const second = await solve(problem, { iterations: 400, seed: 3 })

    expect(second.solution).toEqual(first.solution)
    expect(second.iterations).toBe(400)
  })

  it('is never worse than the plan it starts from', async () => {
    const problem = randomProblem(9, 25, 5, { windows: true, capacity: true, priced: true })
    const good = await solve(problem, { iterations: 3000, seed: 1 })
    const start = good.solution.routes.map(({ shift, stops }) => ({
      shift,
      jobs: stops.map((stop) => stop.job),
    }))

    const again = await solve(problem, { iterations: 5, seed: 2, start })

    expect(again.solution.cost).toBeLessThanOrEqual(good.solution.cost)
    expect(again.solution.unassigned.length).toBeLessThanOrEqual(good.solution.unassigned.length)
  })

  it('leaves out the stops of a start that break a rule, and plans them elsewhere', async () => {
    const problem = onALine(4, [job('a', 1), job('b', 2), job('c', 3), job('d', 3)], [van('v1'), van('v2')])

    const { solution } = await solve(problem, {
      iterations: 10,
      start: [{ shift: 'v2', jobs: ['a', 'b', 'c', 'd'] }],
    })

    expect(solution.feasible).toBe(true)
    expect(solution.unassigned).toEqual([])
  })

  it('refuses a start with a job that the problem does not have', async () => {
    const problem = onALine(2, [job('a', 1)], [van('v1')])

    await expect(solve(problem, { iterations: 1, start: [{ shift: 'v1', jobs: ['x'] }] })).rejects.toThrow(
      'start[0].jobs[0]: the problem has nothing named "x"',
    )
  })

  it('reports progress with the best plan so far and stops soon after a cancel', async () => {
    const problem = randomProblem(5, 60, 12, { windows: true, capacity: true })
    const abort = new AbortController()
    const reports: SolveProgress[] = []

    const result = await solve(problem, {
      timeLimitS: 30,
      signal: abort.signal,
      progressEveryS: 0.02,
      onProgress: (progress) => {
        reports.push(progress)
        if (reports.length === 3) abort.abort()
      },
    })

    expect(result.cancelled).toBe(true)
    expect(reports).toHaveLength(3)
    expect(reports[0]?.solution?.feasible).toBe(true)
    const { iterationsPerS, iterations, seconds } = reports[2]!
    expect(iterationsPerS).toBeCloseTo(iterations / seconds, 6)
    // Who serves more may pay more.
    const served = reports[0]!.unassigned - result.solution.unassigned.length
    expect(served).toBeGreaterThanOrEqual(0)
    expect(served > 0 || result.solution.cost <= reports[0]!.cost).toBe(true)
  })

  it.each([
    ['no job', onALine(1, [], [van('v')]), 0],
    ['no shift', onALine(2, [job('a', 1)], []), 1],
    ['one job', onALine(2, [job('a', 1)], [van('v')]), 0],
    ['all at the depot', onALine(1, [job('a', 0), job('b', 0)], [van('v')]), 0],
  ])('handles %s', async (_, problem, left) => {
    const { solution } = await solve(problem, { timeLimitS: 5 })

    expect(solution.unassigned).toHaveLength(left)
    expect(solution.feasible).toBe(true)
  })

  it('serves the higher priority when not all can be served, whatever it costs', async () => {
    const jobs = [job('near', 1), job('far', 5, { priority: 10 }), job('middle', 3)]
    const problem = onALine(6, jobs, [van('v', { capacity: [1] })])

    const { solution } = await solve(problem, { iterations: 200 })

    expect(solution.routes[0]?.stops.map((stop) => stop.job)).toEqual(['far'])
  })

  it('uses as many vehicles as are cheaper, or as few as possible, as told', async () => {
    const jobs = [1, 2, 3].map((place) => job(`j${place}`, place))
    const problem = onALine(4, jobs, [van('v1'), van('v2')])

    const { solution } = await solve(problem, { iterations: 200, objective: 'vehicles' })

    expect(solution.vehicles).toBe(1)
    expect(solution.cost).toBe(36_000)
  })
})

describe('reasons', () => {
  it('names the skill that no shift has', async () => {
    const problem = onALine(2, [job('a', 1, { skills: ['cold'] })], [van('v')])

    expect(await reasonsOf(problem)).toEqual([['a', ['SKILL_MISSING']]])
  })

  it('says that a load is larger than every vehicle', async () => {
    expect(await reasonsOf(onALine(2, [job('a', 1, { load: [4] })], [van('v')]))).toEqual([
      ['a', ['OVER_CAPACITY']],
    ])
  })

  it('says that a window closes before anyone can be there', async () => {
    const problem = onALine(3, [job('a', 2, { windows: [[0, 900]] })], [van('v')])

    expect(await reasonsOf(problem)).toEqual([['a', ['WINDOW_OUTSIDE_SHIFT']]])
  })

  it('says that the shift is too short for the way', async () => {
    const problem = onALine(3, [job('a', 2)], [van('v', { window: [0, 2000] })])

    expect(await reasonsOf(problem)).toEqual([['a', ['SHIFT_TOO_SHORT']]])
  })

  it('says that there is no way', async () => {
    const problem = onALine(2, [job('a', 1)], [van('v')])
    const cut = { durationS: [0, -1, -1, 0], distanceM: [0, -1, -1, 0] }

    expect(await reasonsOf({ ...problem, matrices: { car: cut } })).toEqual([['a', ['NO_WAY']]])
  })

  it('says that there is no vehicle', async () => {
    expect(await reasonsOf(onALine(2, [job('a', 1)], []))).toEqual([['a', ['NO_VEHICLE']]])
  })

  it('counts what is full when a job fits alone but not beside the rest', async () => {
    const jobs = ['a', 'b', 'c', 'd'].map((id) => job(id, 1))
    const { solution } = await solve(onALine(2, jobs, [van('v')]), { iterations: 100 })

    const [left] = solution.unassigned
    expect(left?.reasons[0]?.code).toBe('NO_ROOM')
    expect(left?.reasons[0]?.text).toBe(
      'Fits an empty vehicle, but not beside what is planned: 1 shift full (parcels).',
    )
  })
})

describe('solving on worker threads', () => {
  it('gives the same plan as on this thread', async () => {
    const problem = randomProblem(7, 30, 6, { windows: true, capacity: true })

    const here = await solve(problem, { iterations: 300, seed: 4 })
    const there = await solveInWorker(problem, { iterations: 300, seed: 4 })

    expect(there.solution).toEqual(here.solution)
  })

  it('SEC-F11 passes nothing of the environment and ends a thread when it is cancelled', async () => {
    const problem = randomProblem(7, 60, 12, { windows: true, capacity: true })
    const abort = new AbortController()
    const reports: SolveProgress[] = []

    const result = await solveInWorker(problem, {
      timeLimitS: 60,
      threads: 2,
      signal: abort.signal,
      progressEveryS: 0.05,
      onProgress: (progress) => {
        reports.push(progress)
        if (reports.length === 4) abort.abort()
      },
    })

    expect(result.cancelled).toBe(true)
    expect(result.seconds).toBeLessThan(30)
    expect(reports.some((progress) => progress.solution !== undefined)).toBe(true)
    expect(evaluateSolution(prepare(problem), []).unassigned.length).toBeGreaterThan(0)
  })

  it('refuses a wrong problem naming the field', async () => {
    const problem = onALine(2, [job('a', 7)], [van('v')])

    await expect(solveInWorker(problem, { iterations: 10 })).rejects.toMatchObject({
      name: 'ProblemError',
      field: 'jobs[0].location',
    })
  })
})

describe('options that cannot be right', () => {
  const problem = onALine(2, [job('a', 1)], [van('v')])

  it.each<[SolveOptions, string]>([
    [{ iterations: -1 }, 'iterations: must be a whole number'],
    [{ iterations: Number.NaN }, 'iterations: must be a whole number'],
    [{ timeLimitS: Number.NaN, iterations: 50 }, 'timeLimitS: must be a number'],
    [{ timeLimitS: -1 }, 'timeLimitS: is negative'],
    [{ seed: 1.5, iterations: 1 }, 'seed: must be a whole number'],
    [{ mostChanges: -1, iterations: 1 }, 'mostChanges: must be a whole number'],
    [{ objective: 'foo' as 'cost', iterations: 1 }, 'objective: must be cost'],
    [{ objective: [], iterations: 1 }, 'objective: needs one term'],
    [
      { objective: [{ measure: 'foo' as 'cost', weight: 1 }], iterations: 1 },
      'objective[0].measure: must be',
    ],
    [{ start: [{ shift: 'v', jobs: ['b'] }], iterations: 1 }, 'start[0].jobs[0]: the problem has nothing'],
    [{ reference: [{ shift: 'v', jobs: ['b'] }], iterations: 1 }, 'reference[0].jobs[0]: the problem has'],
    [
      { reference: [{ shift: 'w', jobs: [] }], iterations: 1 },
      'reference[0].shift: the problem has no shift',
    ],
  ])('%j are refused by name', async (options, message) => {
    await expect(solve(problem, options)).rejects.toThrow(message)
  })

  it('are no units of 0, or of no number, either', async () => {
    for (const [time, distance, message] of [
      [0, 1, 'units.time: must be a number above 0, is 0'],
      [1, Number.NaN, 'units.distance: must be a number above 0, is NaN'],
    ] as const) {
      await expect(solve({ ...problem, units: { time, distance } }, { iterations: 1 })).rejects.toThrow(
        message,
      )
    }
  })
})
