import { describe, expect, it } from 'vitest'
import { evaluateSolution, prepare, solve } from '../src/index.ts'
import type { Problem, Shift, Shipment, SolveOptions } from '../src/index.ts'
import { dispatchProblem } from './dispatch-problem.ts'
import { aJob, aRoad as aProblem, aVan as aShift } from './road.ts'

function aShipment(id: string, from: number, to: number, rest: Partial<Shipment> = {}): Shipment {
  const end = { serviceS: 0, windows: [] }
  return {
    id,
    pickup: { ...end, location: from },
    delivery: { ...end, location: to },
    load: [1],
    skills: [],
    priority: 0,
    ...rest,
  }
}

/** Routes by shift, as sequences of ids. */
async function plan(problem: Problem, options: SolveOptions = {}) {
  const { solution } = await solve(problem, { iterations: 2000, seed: 1, ...options })
  expect(solution.routes.flatMap((route) => route.violations)).toEqual([])
  return {
    routes: Object.fromEntries(
      solution.routes.map(({ shift, stops }) => [shift, stops.map(({ job }) => job)]),
    ),
    left: solution.unassigned.map(({ job }) => job).toSorted(),
    cost: solution.cost,
    solution,
  }
}

describe('tasks', () => {
  it('are left out when serving them costs more than their prize', async () => {
    const problem = aProblem([10, 30], {
      jobs: [aJob('near', 1, { prize: 25 }), aJob('far', 2, { prize: 35 })],
    })

    const { routes, left, cost } = await plan(problem)

    expect(routes).toEqual({ van: ['near'] })
    expect(left).toEqual(['far'])
    expect(cost).toBe(20 + 35)
  })

  it('are served together when their prizes pay for a way that neither pays alone', async () => {
    const problem = aProblem([30, 31], { jobs: [aJob('a', 1, { prize: 40 }), aJob('b', 2, { prize: 40 })] })

    const { routes, left, cost } = await plan(problem)

    expect(routes['van']).toHaveLength(2)
    expect(left).toEqual([])
    expect(cost).toBe(62)
  })

  it('of a group are served once, by the cheapest', async () => {
    const problem = aProblem([10, 5, 20], {
      jobs: [aJob('home', 1, { group: 'x' }), aJob('shop', 2, { group: 'x' }), aJob('other', 3)],
      shifts: [aShift('van'), aShift('car')],
    })

    const { routes, left, cost } = await plan(problem)

    expect(
      Object.values(routes)
        .flat()
        .filter((id) => id !== 'other'),
    ).toHaveLength(1)
    expect(left).toHaveLength(0)
    expect(cost).toBe(40)
  })

  it('of a group are served by the cheapest, whichever has the highest priority', async () => {
    const home = aJob('home', 1, { group: 'x', priority: 10 })
    const other = aJob('other', 3, { priority: 20 })
    const problem = aProblem([10, 5, 3], { jobs: [home, aJob('shop', 2, { group: 'x' }), other] })

    expect((await plan(problem)).cost).toBe(10)
  })

  it('go to shifts without a forbidden skill, in an allowed zone', async () => {
    const problem = aProblem([10, 10], {
      jobs: [aJob('quiet', 1, { forbiddenSkills: ['loud'] }), aJob('north', 2, { zone: 'n' })],
      shifts: [
        aShift('van', { skills: ['loud'], allowedZones: ['n'] }),
        aShift('car', { allowedZones: ['s'], capacity: [10] }),
        aShift('bike'),
      ],
    })

    const { routes } = await plan(problem)

    expect(routes).toEqual({ bike: expect.arrayContaining(['quiet', 'north']) })
  })

  it('cost more on an unfamiliar shift and outside its zones', async () => {
    const problem = aProblem([10, 10], {
      jobs: [aJob('a', 1, { zone: 'n' }), aJob('b', 2, { zone: 's' })],
      shifts: [
        aShift('van', { preferredZones: ['n'], costs: { fixed: 0, perHour: 0, perKm: 1, outsideZone: 50 } }),
        aShift('car', { taskCosts: { a: 70 } }),
      ],
    })

    const { routes, cost } = await plan(problem)

    expect(routes).toEqual({ van: ['a'], car: ['b'] })
    expect(cost).toBe(40)
  })

  it('with goods that do not go together are on different trips', async () => {
    const problem = aProblem([10, 11], {
      jobs: [aJob('acid', 1, { goods: ['acid'] }), aJob('food', 2, { goods: ['food'] })],
      shifts: [aShift('van'), aShift('car')],
      incompatibleGoods: [['acid', 'food']],
    })

    const { routes } = await plan(problem)

    expect(routes).toEqual({ van: [expect.any(String)], car: [expect.any(String)] })
  })

  it('keep pins to a shift, a position and a time', async () => {
    const problem = aProblem([10, 20, 30, 40], {
      jobs: [
        aJob('a', 1, { pin: { shift: 'car', position: -1 } }),
        aJob('b', 2, { pin: { shift: 'car', position: 1 } }),
        aJob('c', 3, { pin: { shift: 'van', startS: 7200 } }),
        aJob('d', 4, { pin: { shift: 'car' } }),
      ],
      shifts: [aShift('van'), aShift('car')],
    })

    const { routes, solution } = await plan(problem)

    expect(routes).toEqual({ van: ['c'], car: ['d', 'b', 'a'] })
    expect(solution.routes.find(({ shift }) => shift === 'van')?.stops[0]?.serviceStartS).toBe(7200)
  })

  it('take their time by vehicle, with setup where the place changes', async () => {
    const problem = aProblem([10, 10], {
      jobs: [
        aJob('a', 1, { setupS: 600, serviceS: 300, serviceByVehicleS: { truck: 1200 } }),
        aJob('b', 1, { setupS: 600, serviceS: 300, serviceByVehicleS: { truck: 1200 } }),
      ],
      shifts: [
        aShift('van', { vehicleType: 'van', costs: { fixed: 1, perHour: 60, perKm: 0 } }),
        aShift('truck', { vehicleType: 'truck', costs: { fixed: 0, perHour: 60, perKm: 0 } }),
      ],
    })

    const { routes, cost } = await plan(problem)

    expect(routes).toEqual({ van: expect.arrayContaining(['a', 'b']) })
    expect(cost).toBe(1 + 20 + 10 + 5 + 5)
  })
})

describe('wishes and prices', () => {
  it('are weighed against the way', async () => {
    const soft = (toS: number) => ({ softWindows: [{ toS, latePerMinute: 10 }] })
    const problem = aProblem([10, 20], { jobs: [aJob('a', 1), aJob('b', 2, soft(1200))] })
    const late = aProblem([10, -10], { jobs: [aJob('a', 1, soft(600)), aJob('b', 2, soft(1200))] })

    expect((await plan(problem)).cost).toBe(40)
    expect((await plan(late)).routes).toEqual({ van: ['a', 'b'] })
    // Ten minutes to a; b at thirty, ten minutes after twenty.
    expect((await plan(late)).cost).toBe(40 + 100)
  })

  it('make overtime, waiting and work cost', async () => {
    const problem = aProblem([30], {
      jobs: [aJob('a', 1, { serviceS: 1800 })],
      shifts: [
        aShift('van', {
          overtimeAfterS: 3600,
          costs: { fixed: 0, perHour: 0, perKm: 0, perOvertimeHour: 60, perTaskHour: 20 },
        }),
      ],
    })

    expect((await plan(problem)).cost).toBe(30 + 10)
  })

  it('make a late wish worth a second vehicle only when it is dear', async () => {
    const problem = (latePerMinute: number) =>
      aProblem([10, -10], {
        jobs: [
          aJob('a', 1, { softWindows: [{ toS: 600, latePerMinute }] }),
          aJob('b', 2, { softWindows: [{ toS: 600, latePerMinute }] }),
        ],
        shifts: [1, 2].map((i) => aShift(`v${i}`, { costs: { fixed: 50, perHour: 0, perKm: 1 } })),
      })

    expect((await plan(problem(1))).cost).toBe(50 + 40 + 20)
    expect((await plan(problem(10))).cost).toBe(100 + 40)
  })
})

describe('trips', () => {
  const depots = [{ id: 'yard', location: 0, loadingS: 600, windows: [] }]

  it('follow each other where a load does not fit one', async () => {
    const problem = aProblem([10, 11, 12, 13], {
      depots,
      jobs: [1, 2, 3, 4].map((i) => aJob(`j${i}`, i, { load: [5] })),
      shifts: [aShift('van', { reloads: ['yard'] })],
    })

    const { routes, left, cost } = await plan(problem)

    expect(left).toEqual([])
    expect(routes['van']?.filter((id) => id !== '@yard')).toHaveLength(4)
    expect(cost).toBe(26 + 22)
  })

  it('are as few as allowed, and begin again with what was on board gone', async () => {
    const problem = aProblem([10, 11, 12], {
      depots,
      jobs: [1, 2, 3].map((i) => aJob(`j${i}`, i, { load: [5] })),
      shifts: [aShift('van', { reloads: ['yard'], maxTrips: 2, onBoard: [6] })],
    })

    const { left } = await plan(problem)

    expect(left).toHaveLength(1)
  })

  it('wait for goods and docks', async () => {
    const problem = aProblem([10, 10], {
      depots: [{ id: 'yard', location: 0, loadingS: 600, windows: [[7200, 9000]] }],
      jobs: [aJob('early', 1, { windows: [[0, 1200]] }), aJob('late', 2, { releaseS: 6000 })],
      shifts: [aShift('van', { reloads: ['yard'] })],
    })

    const { left, solution } = await plan(problem)

    expect(left).toEqual([])
    expect(solution.routes[0]?.endS).toBe(7200 + 600 + 1200)
  })

  it('keep the ends of a shipment together', async () => {
    const problem = aProblem([10, 20, 15], {
      depots,
      shipments: [aShipment('s', 1, 2, { load: [5] })],
      jobs: [aJob('a', 3, { load: [6] }), aJob('b', 3, { load: [6] })],
      shifts: [aShift('van', { reloads: ['yard'] })],
    })

    const { left } = await plan(problem)

    expect(left).toEqual([])
  })

  it('take returns along from where they deliver', async () => {
    const problem = aProblem([10, 11], {
      jobs: [aJob('a', 1, { load: [5], takes: [5] }), aJob('b', 2, { load: [5], takes: [6] })],
      shifts: [aShift('van'), aShift('car')],
    })

    const { routes } = await plan(problem)

    expect(Object.keys(routes)).toHaveLength(2)
  })

  it('are carried on from a plan given', async () => {
    const problem = aProblem([10, 11], {
      depots,
      jobs: [aJob('a', 1, { load: [8] }), aJob('b', 2, { load: [8] })],
      shifts: [aShift('van', { reloads: ['yard'] })],
    })

    const { cost } = await plan(problem, {
      iterations: 0,
      start: [{ shift: 'van', jobs: ['b', '@yard', 'a'] }],
    })

    expect(cost).toBe(42)
  })
})

describe('drivers', () => {
  it('keep their limits on driving and work', async () => {
    const jobs = [aJob('a', 1, { serviceS: 600 }), aJob('b', 2, { serviceS: 600 })]
    const shifts = (limit: Partial<Shift>) => [aShift('v1', limit), aShift('v2', limit)]

    const driving = await plan(aProblem([10, -10], { jobs, shifts: shifts({ maxDrivingS: 1800 }) }))
    const work = await plan(aProblem([10, 11], { jobs, shifts: shifts({ maxWorkS: 2000 }) }))

    expect(Object.keys(driving.routes)).toHaveLength(2)
    expect(Object.keys(work.routes)).toHaveLength(2)
  })

  it('rest after so much driving', async () => {
    const problem = aProblem([60, 120], {
      jobs: [aJob('a', 1), aJob('b', 2)],
      shifts: [
        aShift('van', {
          workRules: [{ measure: 'driving', afterS: 9000, restS: 1800 }],
          costs: { fixed: 0, perHour: 60, perKm: 0 },
        }),
      ],
    })

    expect((await plan(problem)).cost).toBe(240 + 30)
  })

  it('begin with what is driven already', async () => {
    const problem = aProblem([10, 20, 30], {
      jobs: [aJob('a', 1), aJob('b', 2), aJob('c', 3)],
      shifts: [
        aShift('van', { prefix: ['c', 'a'] }),
        aShift('car', { costs: { fixed: 100, perHour: 0, perKm: 1 } }),
      ],
    })

    const { routes } = await plan(problem)

    expect(routes).toEqual({ van: ['c', 'a', 'b'] })
  })

  it.each([
    [['s'], ['s', 't', 'x', 's', 't']],
    [
      ['s', 't'],
      ['s', 't', 'x', 's', 't'],
    ],
    [
      ['s', 's', 't'],
      ['s', 's', 't', 'x', 't'],
    ],
  ])('deliver what they begin with picking up: %s', async (prefix, route) => {
    const problem = aProblem([1, 2, 3, 5, 6], {
      jobs: [aJob('x', 3)],
      shipments: [aShipment('s', 1, 4), aShipment('t', 2, 5)],
      shifts: [aShift('van', { prefix })],
    })

    const { routes } = await plan(problem)

    expect(routes.van?.slice(0, prefix.length)).toEqual(prefix)
    const judged = (jobs: readonly string[]) => evaluateSolution(prepare(problem), [{ shift: 'van', jobs }])
    expect(judged(routes.van ?? [])).toMatchObject({ unassigned: [], cost: judged(route).cost })
  })

  it('serve nothing where their beginning cannot be', async () => {
    const problem = aProblem([10, 20, 30], {
      jobs: [aJob('a', 1), aJob('b', 2), aJob('c', 3)],
      shifts: [aShift('van', { prefix: ['a', 'b'] }), aShift('car')],
      relations: [{ kind: 'before', first: 'b', second: 'a' }],
    })

    for (const options of [{}, { start: [{ shift: 'van', jobs: ['a', 'b', 'c'] }] }]) {
      expect((await plan(problem, options)).routes).toEqual({ car: ['c'] })
    }
  })

  it('leave no later than they may', async () => {
    const problem = aProblem([10], {
      jobs: [aJob('a', 1, { windows: [[7200, 7200]] })],
      shifts: [aShift('van', { latestStartS: 3600, costs: { fixed: 0, perHour: 60, perKm: 0 } })],
    })

    expect((await plan(problem)).cost).toBe(70)
  })
})

describe('relations', () => {
  const shifts = [aShift('v1'), aShift('v2')]
  const costs = { fixed: 100, perHour: 0, perKm: 1 }
  const dear = [aShift('v1', { costs }), aShift('v2', { costs })]

  it('keep tasks on one vehicle', async () => {
    const problem = aProblem([10, -10], {
      jobs: [
        aJob('a', 1, { windows: [[600, 600]] }),
        aJob('b', 2, { windows: [[1800, 1800]] }),
        aJob('c', 2, { load: [9] }),
      ],
      relations: [{ kind: 'sameVehicle', tasks: ['a', 'b'] }],
      shifts,
    })

    const { routes, left } = await plan(problem)

    expect(left).toEqual([])
    expect(Object.values(routes).find((ids) => ids.includes('a'))).toContain('b')
  })

  it('keep tasks on different vehicles', async () => {
    const problem = aProblem([10, 11], {
      jobs: [aJob('a', 1), aJob('b', 2)],
      relations: [{ kind: 'differentVehicles', tasks: ['a', 'b'] }],
      shifts: dear,
    })

    expect(Object.keys((await plan(problem)).routes)).toHaveLength(2)
  })

  it('order tasks on a route, directly where asked', async () => {
    const problem = (kind: 'sequence' | 'directSequence') =>
      aProblem([10, 20, 30], {
        jobs: [aJob('a', 1), aJob('b', 2), aJob('c', 3, { windows: [[0, 3000]] })],
        relations: [{ kind, tasks: ['c', 'a'] }],
        shifts: [aShift('v1')],
      })

    const loose = await plan(problem('sequence'))
    const direct = await plan(problem('directSequence'))

    expect(loose.cost).toBe(60)
    const route = direct.routes['v1'] ?? []
    expect(route.indexOf('a')).toBe(route.indexOf('c') + 1)
  })

  it('hold one task back until another is done, on whatever routes', async () => {
    const problem = aProblem([10, -10], {
      jobs: [aJob('a', 1, { windows: [[3600, 7200]], serviceS: 600 }), aJob('b', 2)],
      relations: [{ kind: 'before', first: 'a', second: 'b', minGapS: 300, maxGapS: 600 }],
      shifts: [aShift('v1', { maxDistanceM: 20_000 }), aShift('v2', { maxDistanceM: 20_000 })],
    })

    const { solution, left } = await plan(problem)

    expect(left).toEqual([])
    const starts = Object.fromEntries(
      solution.routes.flatMap(({ stops }) => stops.map(({ job, serviceStartS }) => [job, serviceStartS])),
    )
    expect((starts['b'] ?? 0) - (starts['a'] ?? 0)).toBeGreaterThanOrEqual(900)
    expect((starts['b'] ?? 0) - (starts['a'] ?? 0)).toBeLessThanOrEqual(1200)
  })

  it('bring two vehicles to the same work at the same time', async () => {
    const problem = aProblem([10, -20], {
      jobs: [aJob('a', 1), aJob('b', 2), aJob('c', 1)],
      relations: [{ kind: 'synchronised', tasks: ['a', 'b'] }],
      shifts: dear,
    })

    const { solution, left } = await plan(problem)

    expect(left).toEqual([])
    const starts = solution.routes.flatMap(({ stops }) =>
      stops.filter(({ job }) => job !== 'c').map(({ serviceStartS }) => serviceStartS),
    )
    expect(new Set(starts).size).toBe(1)
    expect(solution.routes).toHaveLength(2)
  })
})

describe('a plan given', () => {
  it('loses the tasks that break a relation where they stand, and gets them back where they do not', async () => {
    const problem = aProblem([10, 11, 12], {
      jobs: [aJob('a', 1), aJob('b', 2), aJob('c', 3, { windows: [[0, 800]] })],
      relations: [
        { kind: 'differentVehicles', tasks: ['a', 'b'] },
        { kind: 'before', first: 'b', second: 'c', minGapS: 3600 },
      ],
      shifts: [aShift('v1'), aShift('v2')],
    })
    const start = [{ shift: 'v1', jobs: ['a', 'b', 'c'] }]

    const { routes, left } = await plan(problem, { start, iterations: 50 })

    expect(left).toEqual(['b'])
    expect(Object.values(routes).flat().toSorted()).toEqual(['a', 'c'])
  })

  it('keeps its reloads, but not those without a stop behind', async () => {
    const problem = aProblem([10, 11], {
      depots: [{ id: 'yard', location: 0, loadingS: 600, windows: [] }],
      jobs: [aJob('a', 1, { load: [8] }), aJob('b', 2, { load: [8] })],
      shifts: [aShift('van', { reloads: ['yard'] })],
    })
    const start = [{ shift: 'van', jobs: ['b', '@yard', '@yard', 'a', '@yard'] }]

    const { routes } = await plan(problem, { start, iterations: 0 })

    expect(routes).toEqual({ van: ['b', '@yard', 'a'] })
  })
})

describe('objectives of terms', () => {
  const problem = aProblem([10, 11, 12, 13], {
    jobs: [1, 2, 3, 4].map((i) => aJob(`j${i}`, i, { serviceS: 600 })),
    shifts: [aShift('v1'), aShift('v2')],
  })

  it.each([
    [{ measure: 'lateness', weight: 1 } as const, { latenessS: 0, startS: 60 }],
    [{ measure: 'duration', weight: 2 } as const, { latenessS: 640, startS: 700 }],
  ])('leave early for wishes without a price where lateness counts most: %j', async (first, route) => {
    const wishing = aProblem([3, 4], {
      jobs: [aJob('x', 1, { windows: [[1000, 2000]] }), aJob('y', 2, { softWindows: [{ toS: 300 }] })],
    })

    const { solution } = await plan(wishing, { objective: [first, { measure: 'lateness', weight: 1 }] })

    expect(solution.routes).toMatchObject([route])
  })

  it('add measures up within a level', async () => {
    const { solution } = await plan(problem, { objective: [{ measure: 'vehicles', weight: 1 }] })
    expect(solution.vehicles).toBe(1)
  })

  it('end the day early', async () => {
    const { solution } = await plan(problem, { objective: [{ measure: 'makespan', weight: 1 }] })
    expect(Math.max(...solution.routes.map(({ endS }) => endS))).toBe(2 * 600 + 2 * 60 * 13)
  })

  it('spread stops evenly before they save way', async () => {
    const { solution } = await plan(problem, {
      objective: [
        { measure: 'balanceStops', weight: 1 },
        { measure: 'distance', weight: 1, level: 1 },
      ],
    })
    const stops = solution.routes.map((route) => route.stops.length)
    expect(Math.max(...stops) - Math.min(...stops)).toBe(0)
    expect(solution.distanceM).toBe(26_000)
  })

  it('change a published plan as little as they may', async () => {
    const reference = [
      { shift: 'v1', jobs: ['j1', 'j2'] },
      { shift: 'v2', jobs: ['j3', 'j4'] },
    ]
    const moved = async (mostChanges: number) => {
      const { routes } = await plan(problem, { reference, mostChanges, objective: 'vehicles' })
      return reference.flatMap(({ shift, jobs }) => jobs.filter((job) => !routes[shift]?.includes(job)))
        .length
    }

    expect(await moved(0)).toBe(0)
    expect(await moved(1)).toBeLessThanOrEqual(1)
    expect(await moved(2)).toBe(2)
  })
})

describe('a run', () => {
  it('gives the same plan for the same seed and iterations', async () => {
    const problem = dispatchProblem(1, 40, 4)
    const [first, second] = await Promise.all([1, 2].map(() => solve(problem, { iterations: 100, seed: 3 })))

    expect(first?.solution.routes).toEqual(second?.solution.routes)
    expect(first?.trace.map(([, figure]) => figure)).toEqual(second?.trace.map(([, figure]) => figure))
  })

  it('is never worse than the plan it began with', async () => {
    const problem = dispatchProblem(2, 40, 4)
    const first = await solve(problem, { iterations: 100, seed: 3 })
    const start = first.solution.routes.map(({ shift, stops }) => ({
      shift,
      jobs: stops.map(({ job }) => job),
    }))
    const second = await solve(problem, { iterations: 0, seed: 4, start })

    expect(second.solution.cost).toBeLessThanOrEqual(first.solution.cost)
  })
})

describe('what is best for the plan, not for a route', () => {
  const makespan = [
    { measure: 'cost', weight: 1 },
    { measure: 'makespan', weight: 1 },
  ] as const
  const iterations = 1000

  it('takes the dearer vehicle that is back earlier', async () => {
    const shifts = [
      aShift('slow', { speedFactor: 0.5 }),
      aShift('fast', { costs: { fixed: 0, perHour: 0, perKm: 2 } }),
    ]

    const { solution } = await solve(aProblem([10], { jobs: [aJob('bread', 1)], shifts }), {
      objective: makespan,
      iterations,
    })

    expect(solution.routes.map(({ shift }) => shift)).toEqual(['fast'])
  })

  it('takes the dearer vehicle that lets another begin earlier', async () => {
    const dear = { fixed: 0, perHour: 0, perKm: 1.5 }
    const shifts = [
      aShift('late', { skills: ['lift'], window: [18_000, 36_000] }),
      aShift('early', { skills: ['lift'], costs: dear }),
      aShift('other', { latestStartS: 0, costs: { fixed: 0, perHour: 0, perKm: 1, perWaitingHour: 60 } }),
    ]
    const jobs = [aJob('frame', 1, { skills: ['lift'] }), aJob('glass', 2, { pin: { shift: 'other' } })]
    const relations = [{ kind: 'synchronised', tasks: ['frame', 'glass'] }] as const

    const { solution } = await solve(aProblem([10, 20], { jobs, shifts, relations }), { iterations })

    expect(solution.routes.map(({ shift }) => shift).toSorted()).toEqual(['early', 'other'])
  })

  it('spreads the stops over the vehicles for the sake of the last return', async () => {
    // Three streets in three directions, each with five stops of ten minutes at its end.
    const between = (a: number, b: number) => (a === b ? 0 : a === 0 || b === 0 ? 6000 : 12_000)
    const placeOf = (index: number) => (index === 0 ? 0 : 1 + ((index - 1) % 3))
    const places = Array.from({ length: 16 }, (_, index) => placeOf(index))
    const distanceM = places.flatMap((a) => places.map((b) => between(a, b)))
    const problem: Problem = {
      ...aProblem(places.slice(1), {
        jobs: places.slice(1).map((_, index) => aJob(`o${index}`, index + 1, { serviceS: 600 })),
        shifts: ['a', 'b', 'c'].map((id) => aShift(id, { capacity: [100] })),
      }),
      matrices: { car: { distanceM, durationS: distanceM.map((metres) => metres / 10) } },
    }

    const { solution } = await solve(problem, {
      objective: [{ measure: 'makespan', weight: 1 }],
      iterations: 5000,
    })

    expect(solution.cost).toBe(2 * 600 + 5 * 600)
  })

  it('serves what may not change though its prize does not pay', async () => {
    const jobs = [aJob('bread', 1, { serviceS: 600 }), aJob('milk', 2, { prize: 1, windows: [[0, 2700]] })]
    const reference = [{ shift: 'van', jobs: ['bread', 'milk'] }]

    const { solution } = await solve(aProblem([10, 40], { jobs }), { reference, mostChanges: 0, iterations })

    expect(solution.feasible).toBe(true)
    expect(solution.routes[0]?.stops.map(({ job }) => job)).toEqual(['milk', 'bread'])
  })

  it('serves elsewhere what cannot stay on its shift, rather than not at all', async () => {
    const jobs = [aJob('bread', 1, { skills: ['cold'] }), aJob('milk', 2)]
    const shifts = [aShift('van'), aShift('truck', { skills: ['cold'] })]
    const reference = [{ shift: 'van', jobs: ['bread', 'milk'] }]

    const { solution } = await solve(aProblem([10, 20], { jobs, shifts }), {
      reference,
      mostChanges: 0,
      iterations,
    })

    expect(solution.unassigned).toEqual([])
  })

  it('loads goods that are released later than the vehicle must leave', async () => {
    const depots = [{ id: 'hub', location: 0, loadingS: 60, windows: [] }]
    const shifts = [aShift('van', { latestStartS: 300, reloads: ['hub'] })]

    const { solution } = await solve(
      aProblem([10], { jobs: [aJob('bread', 1, { releaseS: 3600 })], shifts, depots }),
      { iterations },
    )

    expect(solution.routes[0]?.stops.map(({ job }) => job)).toEqual(['@hub', 'bread'])
  })
})
