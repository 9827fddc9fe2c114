import { describe, expect, it } from 'vitest'
import { evaluateRoute, evaluateSolution, prepare, solve } from '../src/index.ts'
import type { Costs, Job, Problem, RoutePlan, Shift, Shipment, ShipmentEnd, Violation } from '../src/index.ts'
import { aJob, aRoad as road, aVan as van } from './road.ts'

/** The only shift where no other is said. */
const aVan = (rest: Partial<Shift> = {}): Shift => van('van 3', rest)

const aRoad = (kilometres: readonly number[], rest: Partial<Problem> = {}): Problem =>
  road(kilometres, { shifts: [aVan()], ...rest })

const anEnd = (location: number, rest: Partial<ShipmentEnd> = {}): ShipmentEnd => ({
  location,
  serviceS: 0,
  windows: [],
  ...rest,
})

function aShipment(id: string, pickup: ShipmentEnd, delivery: ShipmentEnd, maxRideS?: number): Shipment {
  return { id, pickup, delivery, load: [1], skills: [], priority: 0, maxRideS }
}

const north = { id: 'North', location: 0, loadingS: 300, windows: [] } as const

const evaluate = (problem: Problem, jobs: readonly string[], departAtS?: number): RoutePlan =>
  evaluateRoute(prepare(problem), 0, jobs, { departAtS })

/** The broken rules of a route beyond windows, loads and skills. */
const broken = (violations: readonly Violation[]) =>
  violations.map((one) => (one.kind === 'ruleBroken' ? { rule: one.rule, stop: one.stop, by: one.by } : one))

const starts = (route: RoutePlan) => route.stops.map(({ serviceStartS }) => serviceStartS)

describe('the time of work', () => {
  it('is in the first window that is still open', () => {
    const bread = aJob('bread', 1, {
      windows: [
        [0, 300],
        [1200, 1500],
      ],
    })

    const route = evaluate(aRoad([10], { jobs: [bread] }), ['bread'])

    expect(route).toMatchObject({ startS: 600, endS: 1800, waitS: 0, violations: [] })
  })

  it('includes setup once at a place', () => {
    const rules = { setupS: 300, serviceS: 60 }

    const route = evaluate(aRoad([10], { jobs: [aJob('bread', 1, rules), aJob('milk', 1, rules)] }), [
      'bread',
      'milk',
    ])

    expect(route.stops.map(({ setupS }) => setupS)).toEqual([300, 0])
    expect(route).toMatchObject({ serviceS: 420, endS: 600 + 360 + 60 + 600 })
  })

  it('needs no setup where the route begins', () => {
    const route = evaluate(aRoad([10], { jobs: [aJob('bread', 0, { setupS: 300 })] }), ['bread'])

    expect(route.stops[0]?.setupS).toBe(0)
  })

  it('depends on the vehicle type', () => {
    const bread = aJob('bread', 1, {
      serviceS: 60,
      serviceByVehicleS: { bike: 30 },
      setupS: 100,
      setupByVehicleS: { bike: 10 },
    })

    const route = evaluate(aRoad([10], { jobs: [bread], shifts: [aVan({ vehicleType: 'bike' })] }), ['bread'])

    expect(route.serviceS).toBe(40)
  })

  it('is the common one for a vehicle type with any other name', () => {
    const bread = aJob('bread', 1, { serviceS: 60, serviceByVehicleS: { bike: 30 }, setupS: 100 })
    const shifts = ['constructor', '__proto__', ''].map((vehicleType) =>
      aVan({ id: vehicleType, vehicleType }),
    )
    const prepared = prepare(aRoad([10], { jobs: [bread], shifts }))

    const routes = shifts.map((_, index) => evaluateRoute(prepared, index, ['bread']))

    expect(routes.map(({ serviceS }) => serviceS)).toEqual([160, 160, 160])
  })

  it('is as late as a later departure neither postpones the return nor makes a wish dearer', () => {
    const bread = aJob('bread', 1, { softWindows: [{ toS: 900, latePerMinute: 1 }] })
    const milk = aJob('milk', 2, { windows: [[3600, 7200]] })

    const route = evaluate(aRoad([10, 20], { jobs: [bread, milk] }), ['bread', 'milk'])

    expect(route).toMatchObject({ startS: 300, endS: 4800, waitS: 2100, latenessS: 0, cost: 40 })
  })

  it('is as late on a route that breaks rules, whatever rules there are', () => {
    const jobs = [aJob('bread', 1), aJob('milk', 2, { windows: [[3600, 7200]] })]
    const planOf = (rest: Partial<Shift>) =>
      evaluate(aRoad([10, 20], { jobs, shifts: [aVan({ capacity: [1], ...rest })] }), ['bread', 'milk'])

    expect(planOf({})).toMatchObject({ startS: 2400, endS: 4800, violations: [{ kind: 'overCapacity' }] })
    expect(planOf({ maxWorkS: 9000 })).toEqual(planOf({}))
  })

  it('is no later behind the window of a break where that makes a wish dearer', () => {
    const bread = aJob('bread', 1, { softWindows: [{ toS: 900, latePerMinute: 1 }] })
    const milk = aJob('milk', 2, { kind: 'pickup', windows: [[7200, 9000]] })
    const shift = aVan({ breaks: [{ fromS: 0, toS: 1000, durationS: 600, maxLoad: [0] }] })

    const route = evaluate(aRoad([10, 20], { jobs: [bread, milk], shifts: [shift] }), ['bread', 'milk'])

    expect(route).toMatchObject({ startS: 300, endS: 8400, latenessS: 0, cost: 40, breakS: 600 })
  })

  it('is when a pin says, and how far off it is otherwise', () => {
    const bread = aJob('bread', 1, { pin: { shift: 'van 3', startS: 1000 } })
    const problem = aRoad([10], { jobs: [bread] })

    expect(starts(evaluate(problem, ['bread']))).toEqual([1000])
    expect(broken(evaluate(problem, ['bread'], 500).violations)).toEqual([
      { rule: 'pinnedTime', stop: 0, by: 100 },
    ])
  })
})

describe('a wish', () => {
  it('costs by the minute, before and after', () => {
    const late = aJob('late', 1, { softWindows: [{ toS: 300, latePerMinute: 2 }] })
    const early = aJob('early', 1, { softWindows: [{ fromS: 1200, earlyPerMinute: 0.5 }] })
    const problem = aRoad([10], { jobs: [late, early] })

    expect(evaluate(problem, ['late'])).toMatchObject({ cost: 20 + 10, latenessS: 300 })
    expect(evaluate(problem, ['early'])).toMatchObject({ cost: 20 + 5, latenessS: 0, startS: 0 })
  })

  it('is the cheapest of several', () => {
    const bread = aJob('bread', 1, {
      softWindows: [
        { toS: 300, latePerMinute: 2 },
        { fromS: 1200, earlyPerMinute: 0.5 },
      ],
    })

    expect(evaluate(aRoad([10], { jobs: [bread] }), ['bread']).cost).toBe(25)
  })
})

describe('a break', () => {
  it('starts inside one of its windows', () => {
    const pause = {
      fromS: 0,
      toS: 7200,
      durationS: 600,
      windows: [
        [0, 100],
        [3600, 7200],
      ],
    } as const
    const jobs = [aJob('bread', 1), aJob('milk', 2, { serviceS: 600 })]

    const route = evaluate(aRoad([10, 60], { jobs, shifts: [aVan({ breaks: [pause] })] }), ['bread', 'milk'])

    expect(route).toMatchObject({ startS: 0, endS: 8400, breakS: 600, violations: [] })
    expect(route.breaks).toMatchObject([{ index: 0, stop: 1, startS: 3600, endS: 4200 }])
  })

  it('starts at any time of its hull where it has no windows', () => {
    const pause = { fromS: 0, toS: 5000, durationS: 600, windows: [] }
    const problem = aRoad([60], { jobs: [aJob('bread', 1)], shifts: [aVan({ breaks: [pause] })] })

    expect(evaluate(problem, ['bread'], 0)).toMatchObject({ violations: [], breakS: 600 })
  })

  it('is held in the order in which both fit', () => {
    const breaks = [
      { fromS: 800, toS: 1000, durationS: 600 },
      { fromS: 0, toS: 1100, durationS: 300 },
    ]
    const jobs = [aJob('bread', 1, { setupS: 100 })]

    const route = evaluate(aRoad([10], { jobs, shifts: [aVan({ breaks, latestStartS: 0 })] }), ['bread'])

    expect(route.breaks).toMatchObject([
      { index: 1, when: 'beforeService', startS: 600, endS: 900 },
      { index: 0, when: 'beforeService', startS: 900, endS: 1500 },
    ])
    expect(starts(route)).toEqual([1500])
  })

  it('is held with no more on board than allowed', () => {
    const jobs = [aJob('bread', 1, { serviceS: 2400 }), aJob('milk', 2, { serviceS: 2400 })]
    const withMost = (maxLoad: number) => {
      const pause = { fromS: 0, toS: 5000, durationS: 600, maxLoad: [maxLoad] }
      const shift = aVan({ breaks: [pause], latestStartS: 0 })
      return evaluate(aRoad([10, 20], { jobs, shifts: [shift] }), ['bread', 'milk'])
    }

    expect(withMost(1)).toMatchObject({ endS: 7800, violations: [] })
    expect(withMost(1).breaks[0]?.startS).toBeGreaterThanOrEqual(3000)
    // Empty only at 6000, when the break is over.
    expect(withMost(0).violations).toEqual([{ kind: 'breakMissed', index: 0, durationS: 600 }])
  })
})

describe('a load', () => {
  const over = (loads: readonly number[], capacity: number) => {
    const jobs = loads.map((load, index) => aJob(`job ${index}`, 1, { load: [load] }))
    const problem = aRoad([10], { jobs, shifts: [aVan({ capacity: [capacity] })] })
    return evaluate(
      problem,
      jobs.map(({ id }) => id),
    )
  }

  it.each([
    [[1 / 3, 1 / 3, 1 / 3], 1],
    [[2 / 7, 5 / 7], 1],
    [[1 / 3, 0.25, 0.25, 1 / 6], 1],
    [[0.1, 0.2], 0.3],
  ])('of parts %j fits what they add up to', (loads, capacity) => {
    const { violations, stops } = over(loads, capacity)

    expect(violations).toEqual([])
    expect(stops[0]?.loadAfter[0]).toBeCloseTo(capacity - (loads[0] ?? 0))
  })

  it('of parts is too much by as much as it is', () => {
    const [violation] = over([1 / 3, 1 / 3, 2 / 3], 1).violations

    expect(violation).toMatchObject({ kind: 'overCapacity', by: expect.closeTo(1 / 3) })
  })

  it('with more digits than can be counted is never taken for less', () => {
    const [violation] = over([1_000_000.001, 1_000_000.001, 1_000_000.001], 3_000_000.002).violations

    expect(violation).toMatchObject({ kind: 'overCapacity' })
  })
})

describe('a rest', () => {
  const afterAnHour = { measure: 'driving', afterS: 3600, restS: 600 } as const

  it('is held after the last stop from which the next leg is too long', () => {
    const jobs = [aJob('bread', 1), aJob('milk', 2)]
    const problem = aRoad([30, 60], { jobs, shifts: [aVan({ workRules: [afterAnHour] })] })

    const route = evaluate(problem, ['bread', 'milk'])

    // An hour there without a rest, and the rest before the hour back.
    expect(route).toMatchObject({ restS: 600, waitS: 0, endS: 7800, violations: [] })
    expect(starts(route)).toEqual([1800, 3600])
  })

  it('is held on the way where one leg is too long', () => {
    const problem = aRoad([100], { jobs: [aJob('bread', 1)], shifts: [aVan({ workRules: [afterAnHour] })] })

    // Once on the way there; before the way back and once on it.
    expect(evaluate(problem, ['bread'])).toMatchObject({ restS: 1800, endS: 12_000 + 1800 })
  })

  it('is a wait that is long enough', () => {
    const jobs = [aJob('bread', 1), aJob('milk', 2, { windows: [[4200, 9000]] })]
    const problem = aRoad([30, 60], { jobs, shifts: [aVan({ workRules: [afterAnHour] })] })

    expect(evaluate(problem, ['bread', 'milk'], 0)).toMatchObject({ restS: 0, waitS: 600, endS: 7800 })
  })

  it('is shorter behind its first part', () => {
    const split = { measure: 'driving', afterS: 3600, restS: 2700, splitS: [900, 1800] } as const
    const jobs = [aJob('bread', 1, { windows: [[2700, 9000]] }), aJob('milk', 2)]
    const problem = aRoad([30, 60], { jobs, shifts: [aVan({ workRules: [split] })] })

    expect(evaluate(problem, ['bread', 'milk'], 0)).toMatchObject({
      restS: 1800,
      endS: 2700 + 1800 + 1800 + 3600,
    })
  })

  it('does not take its second part for the first of the next', () => {
    const split = { measure: 'driving', afterS: 3600, restS: 2700, splitS: [900, 1800] } as const
    const bread = aJob('bread', 1, { windows: [[2700, 9000]] })
    const jobs = [bread, aJob('milk', 2), aJob('eggs', 1), aJob('ham', 2)]
    const problem = aRoad([30, 60], { jobs, shifts: [aVan({ workRules: [split] })] })

    // 900 s of waiting at bread and 1800 s of rest at milk end the first hour, a whole rest at ham the second.
    const route = evaluate(problem, ['bread', 'milk', 'eggs', 'ham'], 0)

    expect(route.stops.map(({ restS }) => restS)).toEqual([0, 0, 1800, 0])
    expect(route.restS).toBe(1800 + 2700)
  })

  it('is over when a break follows a wait as long as its first part', () => {
    const split = { measure: 'driving', afterS: 3600, restS: 2700, splitS: [900, 1800] } as const
    const pause = { fromS: 4500, toS: 4600, durationS: 1800 }
    const shift = aVan({ workRules: [split], breaks: [pause] })

    const route = evaluate(aRoad([60], { jobs: [aJob('bread', 1)], shifts: [shift] }), ['bread'], 0)

    expect(route).toMatchObject({ restS: 0, endS: 4500 + 1800 + 3600 })
  })

  describe('where a shorter wait is worth more than a rest', () => {
    const rule = { measure: 'driving', afterS: 16_200, restS: 2700, splitS: [900, 1800] } as const
    const [sevenAm, eightAm] = [25_200, 28_800]
    const problem = aRoad([60, 180, 360], {
      jobs: [
        aJob('bread', 1, { windows: [[eightAm, eightAm]] }),
        aJob('milk', 2, { windows: [[eightAm + 9000, eightAm + 9000]] }),
        aJob('eggs', 3, { windows: [[0, eightAm + 20_160]] }),
      ],
      shifts: [aVan({ window: [21_600, 72_000], end: undefined, workRules: [rule] })],
    })
    const sequence = ['bread', 'milk', 'eggs']

    it('is not owed from a departure that makes the waits parts of one', () => {
      // An hour of waiting at bread or none: the five hours from there to eggs need a rest of 2700 s, or 1800 s beyond the wait.
      for (const departAtS of [21_600, sevenAm]) {
        expect(evaluate(problem, sequence, departAtS).violations).toEqual([
          { kind: 'late', stop: 2, job: 'eggs', byS: 1440 },
        ])
      }
      // At least 900 s of waiting at bread and 1800 s at milk are one.
      expect(evaluate(problem, sequence)).toMatchObject({
        startS: sevenAm - 900,
        endS: eightAm + 19_800,
        restS: 0,
        violations: [],
      })
    })

    it('is found by the search', async () => {
      const { solution } = await solve(problem, { iterations: 50 })

      expect(solution).toMatchObject({ unassigned: [], feasible: true })
      expect(evaluateSolution(prepare(problem), [{ shift: 'van 3', jobs: sequence }])).toEqual(solution)
    })

    it('is not owed from a departure that makes the first of them a part', () => {
      const split = { measure: 'driving', afterS: 25, restS: 8, splitS: [3, 4] } as const
      const short = aRoad([1, 2], {
        jobs: [aJob('bread', 1, { windows: [[30, 30]] }), aJob('milk', 2, { windows: [[46, 46]] })],
        matrices: {
          car: { durationS: [0, 10, 20, 10, 0, 10, 20, 10, 0], distanceM: [0, 1, 2, 1, 0, 1, 2, 1, 0] },
        },
        shifts: [aVan({ window: [0, 67], workRules: [split] })],
      })

      // Leaving at 0 means 20 s of waiting, a rest, and then 6 s, a first part: 4 s of rest on the way back.
      expect(evaluate(short, ['bread', 'milk'], 0)).toMatchObject({ restS: 4, endS: 70 })
      expect(evaluate(short, ['bread', 'milk'])).toMatchObject({
        startS: 17,
        restS: 0,
        endS: 66,
        violations: [],
      })
    })
  })

  it('is two waits at a reload, for the dock and for the goods', () => {
    const split = { measure: 'driving', afterS: 3600, restS: 2700, splitS: [900, 1800] } as const
    const jobs = [aJob('bread', 1), aJob('milk', 1, { releaseS: 7200 })]
    const yard = { ...north, windows: [[4500, 9000]] as const }
    const shift = aVan({ workRules: [split], capacity: [1], reloads: ['North'] })
    const problem = aRoad([30], { jobs, shifts: [shift], depots: [yard] })

    // 900 s until 4500, loading until 4800, 2400 s until 7200.
    expect(evaluate(problem, ['bread', '@North', 'milk'], 0)).toMatchObject({ restS: 0, endS: 10_800 })
  })

  it('serves all rules that ask for one', () => {
    const long = { measure: 'driving', afterS: 3600, restS: 900 } as const
    const problem = aRoad([30, 60], {
      jobs: [aJob('bread', 1), aJob('milk', 2)],
      shifts: [aVan({ workRules: [afterAnHour, long] })],
    })

    expect(evaluate(problem, ['bread', 'milk'])).toMatchObject({ restS: 900, endS: 7200 + 900 })
  })

  it('is missed where a leg and the work behind it are too long together, whatever else is broken', () => {
    const jobs = [aJob('bread', 1), aJob('milk', 2, { serviceS: 1500, windows: [[0, 3000]] })]
    const rule = { measure: 'work', afterS: 3000, restS: 900 } as const
    const problem = aRoad([20, 50], { jobs, shifts: [aVan({ workRules: [rule] })] })

    expect(broken(evaluate(problem, ['bread', 'milk']).violations)).toEqual([
      { kind: 'late', stop: 1, job: 'milk', byS: 900 },
      { rule: 'rest', stop: 1, by: 300 },
    ])
  })

  it('counts work at the next stop where it is owed for work', () => {
    const jobs = [aJob('bread', 1, { serviceS: 600 }), aJob('milk', 2, { serviceS: 600 })]
    const rule = { measure: 'work', afterS: 3600, restS: 900 } as const
    const problem = aRoad([30, 45], { jobs, shifts: [aVan({ workRules: [rule] })] })

    // 1800 + 600 + 900 + 600 is more than an hour; so is 900 + 600 + 2700.
    const route = evaluate(problem, ['bread', 'milk'])

    expect(route.stops.map(({ restS }) => restS)).toEqual([0, 900])
    expect(route).toMatchObject({ restS: 1800, endS: 6600 + 1800, violations: [] })
  })
})

describe('travel that differs over the day', () => {
  it('goes on at the speed of the next slice', () => {
    const problem = aRoad([20], { jobs: [aJob('bread', 1)] })
    const { durationS, distanceM } = problem.matrices['car']!
    const slow = { fromS: 600, durationS: Array.from(durationS, (seconds) => 2 * seconds) }
    const rush = { ...problem, matrices: { car: { durationS, distanceM, slices: [slow] } } }

    const route = evaluate(rush, ['bread'], 0)

    // Half the way in 600 s, the other half in 1200 s; all of the way back in 2400 s.
    expect(route).toMatchObject({ drivingS: 1800 + 2400, endS: 4200 })
  })

  it('goes the way of the slice in which a leg begins', () => {
    const road = aRoad([20], { jobs: [aJob('bread', 1)], shifts: [aVan({ maxDistanceM: 25_000 })] })
    const { durationS, distanceM } = road.matrices['car']!
    const around = { fromS: 600, durationS, distanceM: Array.from(distanceM, (metres) => 2 * metres) }
    const rush = { ...road, matrices: { car: { durationS, distanceM, slices: [around] } } }

    const route = evaluate(rush, ['bread'], 0)

    const metres = distanceM[1]!
    expect(route.stops[0]!.distanceM).toBe(metres)
    expect(route.returnDistanceM).toBe(2 * metres)
    expect(route.distanceM).toBe(3 * metres)
    expect(route.violations).toEqual([{ kind: 'overDistance', byM: 3 * metres - 25_000 }])
  })

  it('rounds arrivals up', () => {
    const problem = aRoad([1], { jobs: [aJob('bread', 1)] })
    const { distanceM } = problem.matrices['car']!
    const slow = { fromS: 50, durationS: [0, 25, 25, 0] }
    const rush = { ...problem, matrices: { car: { durationS: [0, 60, 60, 0], distanceM, slices: [slow] } } }

    // 50 s of 60 s are driven; the sixth that is left takes 25 / 6 s.
    expect(starts(evaluate(rush, ['bread'], 0))).toEqual([55])
  })
})

describe('trips', () => {
  const jobs = [aJob('bread', 1, { load: [2] }), aJob('milk', 2, { load: [2] })]
  const reloading = aVan({ capacity: [2], reloads: ['North'] })

  it('begin full again at a depot', () => {
    const problem = aRoad([10, 20], { jobs, shifts: [reloading], depots: [north] })

    const route = evaluate(problem, ['bread', '@North', 'milk'])

    expect(route).toMatchObject({ trips: 2, loadAtStart: [2], violations: [], cost: 60 })
    expect(route.endS - route.startS).toBe(3600 + 300)
    expect(route.stops.map(({ job, trip, loadAfter }) => [job, trip, ...loadAfter])).toEqual([
      ['bread', 1, 0],
      ['@North', 1, 2],
      ['milk', 2, 0],
    ])
  })

  it('are one without a reload', () => {
    const problem = aRoad([10, 20], { jobs, shifts: [reloading], depots: [north] })

    expect(evaluate(problem, ['bread', 'milk']).violations).toEqual([
      { kind: 'overCapacity', stop: -1, dimension: 'box', by: 2 },
    ])
  })

  it('wait for the dock to open and for their goods', () => {
    const late = [jobs[0]!, { ...jobs[1]!, releaseS: 5000 }]
    const dock = { ...north, windows: [[3600, 7200]] as const }
    const problem = aRoad([10, 20], { jobs: late, shifts: [reloading], depots: [dock] })

    const route = evaluate(problem, ['bread', '@North', 'milk'], 0)

    expect(route.stops[1]).toMatchObject({ arrivalS: 1200, serviceStartS: 3600, departureS: 5000 })
    expect(route.endS).toBe(5000 + 2400)
  })

  it('come too late for a dock by a number of seconds', () => {
    const dock = { ...north, windows: [[0, 1000]] as const }
    const problem = aRoad([10, 20], { jobs, shifts: [reloading], depots: [dock] })

    expect(broken(evaluate(problem, ['bread', '@North', 'milk']).violations)).toEqual([
      { rule: 'depotHours', stop: 1, by: 200 },
    ])
  })

  it('come too late for a dock by what is beyond the last of its hours, also where they overlap', () => {
    const hours = [
      [0, 1180],
      [500, 600],
    ] as const
    const problem = aRoad([10, 20], {
      jobs,
      shifts: [reloading],
      depots: [{ ...north, windows: hours }],
    })

    expect(broken(evaluate(problem, ['bread', '@North', 'milk']).violations)).toEqual([
      { rule: 'depotHours', stop: 1, by: 20 },
    ])
  })

  it('are no more than allowed, and only at the depots of the shift', () => {
    const few = { ...reloading, maxTrips: 1 }
    const other = { ...reloading, reloads: ['South'] }
    const depots = [north, { ...north, id: 'South' }]
    const plan = (shift: Shift) =>
      evaluate(aRoad([10, 20], { jobs, shifts: [shift], depots }), ['bread', '@North', 'milk'])

    expect(broken(plan(few).violations)).toEqual([{ rule: 'maxTrips', stop: -1, by: 1 }])
    expect(broken(plan(other).violations)).toEqual([{ rule: 'reloadDepot', stop: 1, by: 1 }])
  })

  it('carry what was on board only until the first ends', () => {
    const shift = { ...reloading, onBoard: [1] }
    const problem = aRoad([10, 20], { jobs, shifts: [shift], depots: [north] })

    expect(evaluate(problem, ['bread']).violations).toMatchObject([{ kind: 'overCapacity', by: 1 }])
    expect(evaluate(problem, ['@North', 'bread']).violations).toEqual([])
  })

  it('take returns along until their end', () => {
    const [bread, milk] = [
      { ...jobs[0]!, takes: [1] },
      { ...jobs[1]!, load: [1], takes: [2] },
    ]
    const problem = aRoad([10, 20], { jobs: [bread, milk], shifts: [aVan({ capacity: [3] })] })

    const route = evaluate(problem, ['bread', 'milk'])

    expect(route.loadAtStart).toEqual([3])
    expect(route.stops.map(({ loadAfter }) => loadAfter[0])).toEqual([2, 3])
    expect(route.violations).toEqual([])
  })

  it('count parts of what is taken along and was on board', () => {
    const jobs = [aJob('bread', 1, { takes: [0.25] })]
    const pause = { fromS: 700, toS: 5000, durationS: 600, maxLoad: [0.75] }
    const shift = aVan({ capacity: [1.5], onBoard: [0.5], breaks: [pause], latestStartS: 0 })

    const route = evaluate(aRoad([10], { jobs, shifts: [shift] }), ['bread'])

    expect(route).toMatchObject({ loadAtStart: [1.5], violations: [] })
    expect(route.stops[0]?.loadAfter).toEqual([0.75])
  })

  it('keep goods apart that must not meet', () => {
    const goods = [aJob('cheese', 1, { goods: ['food'] }), aJob('bleach', 2, { goods: ['poison'] })]
    const problem = aRoad([10, 20], {
      jobs: goods,
      shifts: [aVan({ reloads: ['North'] })],
      depots: [north],
      incompatibleGoods: [['food', 'poison']],
    })

    expect(broken(evaluate(problem, ['cheese', 'bleach']).violations)).toEqual([
      { rule: 'goods', stop: 1, by: 1 },
    ])
    expect(evaluate(problem, ['cheese', '@North', 'bleach']).violations).toEqual([])
  })

  it('hold both ends of a shipment', () => {
    const sofa = aShipment('sofa', anEnd(1), anEnd(2))
    const problem = aRoad([10, 20], {
      shipments: [sofa],
      shifts: [aVan({ reloads: ['North'] })],
      depots: [north],
    })

    expect(evaluate(problem, ['sofa', '@North', 'sofa']).violations).toMatchObject([{ kind: 'pairBroken' }])
  })

  it('leave no earlier than their goods are there', () => {
    const problem = aRoad([10], { jobs: [aJob('bread', 1, { releaseS: 1000 })] })

    expect(evaluate(problem, ['bread'])).toMatchObject({ startS: 1000, endS: 2200, violations: [] })
    expect(broken(evaluate(problem, ['bread'], 400).violations)).toEqual([
      { rule: 'releaseTime', stop: -1, by: 600 },
    ])
  })
})

describe('a ride', () => {
  it('is made shorter by a later pickup', () => {
    const ann = aShipment('ann', anEnd(1), anEnd(2, { windows: [[3600, 7200]] }), 900)
    const bread = aJob('bread', 3, { windows: [[0, 300]] })
    const problem = aRoad([10, 20, 5], { jobs: [bread], shipments: [ann] })

    const route = evaluate(problem, ['bread', 'ann', 'ann'])

    expect(starts(route)).toEqual([300, 2700, 3600])
    expect(route).toMatchObject({ endS: 4800, violations: [] })
  })

  it('is too long by a number of seconds', () => {
    const ann = aShipment('ann', anEnd(1), anEnd(2), 300)

    const route = evaluate(aRoad([10, 20], { shipments: [ann] }), ['ann', 'ann'])

    expect(broken(route.violations)).toEqual([{ rule: 'maxRide', stop: 1, by: 300 }])
  })

  it('hands its delay on to the rides that begin during it', () => {
    const last = anEnd(1, { windows: [[5000, 9000]] })
    const shipments = Array.from({ length: 12 }, (_, i) =>
      aShipment(`${i}`, anEnd(1), i === 11 ? last : anEnd(1), 100),
    )
    const ids = shipments.flatMap(({ id }, i) => (i === 0 ? [id] : [id, `${i - 1}`]))

    const route = evaluate(aRoad([10], { shipments, shifts: [aVan({ capacity: [2] })] }), [...ids, '11'], 0)

    expect(starts(route)[0]).toBe(5000 - 12 * 100)
    expect(route.violations).toEqual([])
  })

  it('has no break in it that can be held behind it', () => {
    const pause = { fromS: 1000, toS: 1500, durationS: 600 }
    const ann = aShipment('ann', anEnd(1), anEnd(2), 900)
    const problem = aRoad([10, 20], { shipments: [ann], shifts: [aVan({ breaks: [pause] })] })

    const route = evaluate(problem, ['ann', 'ann'])

    expect(starts(route)).toEqual([600, 1200])
    expect(route).toMatchObject({ endS: 3000, violations: [] })
  })

  it('begins after the day has no break left that would be in it', () => {
    const pause = { fromS: 1300, toS: 1500, durationS: 600, maxLoad: [0] }
    const ann = { ...aShipment('ann', anEnd(1), anEnd(3), 1300), load: [0] }
    const problem = aRoad([10, 20, 30], {
      jobs: [aJob('bread', 2)],
      shipments: [ann],
      shifts: [aVan({ breaks: [pause] })],
    })

    const route = evaluate(problem, ['ann', 'bread', 'ann'])

    expect(route).toMatchObject({ startS: 1500, breaks: [], violations: [] })
  })

  it('begins when the roads have become fast enough', () => {
    const road = aRoad([10, 20], { shipments: [aShipment('ann', anEnd(1), anEnd(2), 1190)] })
    const { distanceM, durationS } = road.matrices['car']!
    const slow = Array.from(durationS, (one) => 2 * one)
    const car = { distanceM, durationS: slow, slices: [{ fromS: 3600, durationS }] }

    const route = evaluate({ ...road, matrices: { car } }, ['ann', 'ann'])

    // Of 1200 s at the slow pace 20 s become 10 s.
    expect(starts(route)).toEqual([2420, 2420 + 1190])
    expect(route.violations).toEqual([])
  })

  it('does not postpone a pickup in vain', () => {
    const direct = aShipment('ann', anEnd(1), anEnd(2), 300)
    const early = aShipment(
      'bob',
      anEnd(1, { windows: [[0, 900]] }),
      anEnd(2, { windows: [[3600, 7200]] }),
      900,
    )

    for (const shipment of [direct, early]) {
      const { id } = shipment
      expect(starts(evaluate(aRoad([10, 20], { shipments: [shipment] }), [id, id], 0))[0]).toBe(600)
    }
  })
})

describe('a shift', () => {
  const jobs = [aJob('bread', 1, { serviceS: 600 }), aJob('milk', 2)]
  const violationsOf = (rest: Partial<Shift>, some: readonly Job[] = jobs, ids = ['bread', 'milk']) =>
    broken(evaluate(aRoad([10, 20], { jobs: some, shifts: [aVan(rest)] }), ids).violations)

  it('drives, works and leaves within its limits', () => {
    expect(violationsOf({ maxDrivingS: 2300 })).toEqual([{ rule: 'maxDriving', stop: -1, by: 100 }])
    expect(violationsOf({ maxWorkS: 2900 })).toEqual([{ rule: 'maxWork', stop: -1, by: 100 }])
    const late = [aJob('bread', 1, { releaseS: 500 })]
    expect(violationsOf({ latestStartS: 400 }, late, ['bread'])).toEqual([
      { rule: 'latestStart', stop: -1, by: 100 },
    ])
  })

  it('waits where it may not leave later', () => {
    const late = aJob('bread', 1, { windows: [[3600, 7200]] })
    const problem = aRoad([10], { jobs: [late], shifts: [aVan({ latestStartS: 400 })] })

    expect(evaluate(problem, ['bread'])).toMatchObject({ startS: 400, waitS: 2600, violations: [] })
  })

  it('begins with its prefix', () => {
    expect(violationsOf({ prefix: ['milk'] })).toEqual([{ rule: 'prefix', stop: 0, by: 1 }])
    expect(violationsOf({ prefix: ['bread', 'milk'] })).toEqual([])
    expect(violationsOf({ prefix: ['bread', 'milk'] }, jobs, ['bread'])).toEqual([
      { rule: 'prefix', stop: -1, by: 1 },
    ])
  })

  it('serves what it may, where it may', () => {
    const hot = [aJob('bread', 1, { forbiddenSkills: ['cooling'] })]
    const town = [aJob('bread', 1, { zone: 'town' })]
    const own = [aJob('bread', 1, { pin: { shift: 'van 3', position: 1 } }), jobs[1]!]

    expect(violationsOf({ skills: ['cooling'] }, hot, ['bread'])).toEqual([
      { rule: 'forbiddenSkill', stop: 0, by: 1 },
    ])
    expect(violationsOf({ allowedZones: ['coast'] }, town, ['bread'])).toEqual([
      { rule: 'zone', stop: 0, by: 1 },
    ])
    expect(violationsOf({}, own)).toEqual([{ rule: 'pinnedPosition', stop: 0, by: 1 }])
    expect(violationsOf({}, own, ['milk', 'bread'])).toEqual([])
  })

  it('costs more for overtime, waiting, work, driving, zones and strangers', () => {
    const wait = [aJob('bread', 1, { serviceS: 600, windows: [[3600, 7200]], zone: 'town' })]
    const costOf = (costs: Partial<Shift['costs']>, rest: Partial<Shift> = {}) => {
      const shift = aVan({ latestStartS: 0, costs: { fixed: 0, perHour: 0, perKm: 0, ...costs }, ...rest })
      return evaluate(aRoad([10], { jobs: wait, shifts: [shift] }), ['bread']).cost
    }

    // Out from 0 to 4800: 1200 s of driving, 3000 s of waiting, 600 s of work.
    expect(costOf({ perHour: 3 })).toBe(4)
    expect(costOf({ perOvertimeHour: 3 }, { overtimeAfterS: 3600 })).toBe(1)
    expect(costOf({ perWaitingHour: 6 })).toBe(5)
    expect(costOf({ perTaskHour: 6 })).toBe(1)
    expect(costOf({ perDrivingHour: 6 })).toBe(2)
    expect(costOf({ outsideZone: 7 }, { preferredZones: ['coast'] })).toBe(7)
    expect(costOf({}, { taskCosts: { bread: 9 } })).toBe(9)
  })
})

describe('a route of many years', () => {
  it('takes as long as its legs and its work do', () => {
    const longest = 250_000_000
    const ids = Array.from({ length: 12 }, (_, i) => `${i}`)
    const jobs = ids.map((id, i) => aJob(id, (i + 1) % 2, { setupS: 1 }))
    const problem = aRoad([10], { jobs, shifts: [aVan({ capacity: [12] })] })
    const { distanceM } = problem.matrices['car']!

    const route = evaluate(
      { ...problem, matrices: { car: { distanceM, durationS: [0, longest, longest, 0] } } },
      ids,
      0,
    )

    expect(route).toMatchObject({ endS: 12 * (longest + 1), drivingS: 12 * longest, serviceS: 12, waitS: 0 })
    expect(route.stops.at(-1)?.arrivalS).toBe(12 * longest + 11)
  })
})

describe('a plan', () => {
  const jobs = [aJob('bread', 1, { serviceS: 600 }), aJob('milk', 2)]
  const shifts = [aVan(), aVan({ id: 'van 4' })]
  const apart = [
    { shift: 'van 3', jobs: ['bread'] },
    { shift: 'van 4', jobs: ['milk'] },
  ]
  const together = [{ shift: 'van 3', jobs: ['bread', 'milk'] }]
  const judge = (relation: NonNullable<Problem['relations']>[number], plan = apart, some = jobs) =>
    evaluateSolution(prepare(aRoad([10, 20], { jobs: some, shifts, relations: [relation] })), plan)
  const sizes = (plan: ReturnType<typeof judge>) =>
    broken(plan.routes.flatMap(({ violations }) => violations))

  it('leaves the prefix of a shift to that shift', () => {
    const promised = [aVan(), aVan({ id: 'van 4', prefix: ['milk'] })]
    const prepared = prepare(aRoad([10, 20], { jobs, shifts: promised }))

    expect(evaluateSolution(prepared, apart).feasible).toBe(true)
    expect(sizes(evaluateSolution(prepared, together))).toEqual([{ rule: 'prefix', stop: 1, by: 1 }])
  })

  it('holds work back until another route has done its part', () => {
    const plan = judge({ kind: 'before', first: 'bread', second: 'milk', minGapS: 1000 })

    // Bread from 600 to 1200.
    expect(plan.routes.map(starts)).toEqual([[600], [2200]])
    expect(plan.feasible).toBe(true)
  })

  it('starts work together', () => {
    const plan = judge({ kind: 'synchronised', tasks: ['bread', 'milk'] })

    expect(plan.routes.map(starts)).toEqual([[1200], [1200]])
  })

  it('postpones the first where the second may not follow too late', () => {
    const late = [jobs[0]!, { ...jobs[1]!, windows: [[5000, 9000]] as const }]

    const plan = judge({ kind: 'before', first: 'bread', second: 'milk', maxGapS: 400 }, apart, late)

    expect(plan.routes.map(starts)).toEqual([[4000], [5000]])
    expect(plan.feasible).toBe(true)
  })

  it('says by how much a relation is broken', () => {
    const plan = judge({ kind: 'before', first: 'bread', second: 'milk', minGapS: 1000 }, [
      { shift: 'van 3', jobs: ['milk', 'bread'] },
    ])

    // Milk starts 600 s of way and 600 s of work before bread is done, and should 1000 s after that.
    expect(sizes(plan)).toEqual([{ rule: 'relation', stop: 0, by: 2200 }])
  })

  it('invents no delay where routes wait for each other without end, or for themselves', () => {
    const some = [...jobs, aJob('eggs', 1), aJob('ham', 2)]
    const relations = [
      { kind: 'before', first: 'bread', second: 'milk' },
      { kind: 'before', first: 'eggs', second: 'ham' },
    ] as const
    const crossed = [
      { shift: 'van 3', jobs: ['milk', 'eggs'] },
      { shift: 'van 4', jobs: ['ham', 'bread'] },
    ]
    const problem = aRoad([10, 20], { jobs: some, shifts, relations })

    const deadlock = evaluateSolution(prepare(problem), crossed)
    const itself = judge({ kind: 'synchronised', tasks: ['bread', 'milk'] }, together)

    expect(
      deadlock.routes.map(({ violations }) => broken(violations).map((one) => 'rule' in one && one.rule)),
    ).toEqual([['relation'], ['relation']])
    expect(sizes(itself)).toEqual([{ rule: 'relation', stop: 1, by: 1200 }])
  })

  it('is late where it waits for a route that comes too late', () => {
    const late = [aJob('bread', 1, { windows: [[5000, 9000]] }), aJob('milk', 2, { windows: [[0, 3000]] })]

    const plan = judge({ kind: 'synchronised', tasks: ['bread', 'milk'] }, apart, late)

    expect(plan.routes[1]?.violations).toEqual([{ kind: 'late', stop: 0, job: 'milk', byS: 2000 }])
  })

  it('keeps tasks on one vehicle, on different ones, and in order', () => {
    expect(sizes(judge({ kind: 'sameVehicle', tasks: ['bread', 'milk'] }))).toEqual([
      { rule: 'relation', stop: 0, by: 1 },
    ])
    expect(sizes(judge({ kind: 'differentVehicles', tasks: ['bread', 'milk'] }, together))).toEqual([
      { rule: 'relation', stop: 1, by: 1 },
    ])
    expect(sizes(judge({ kind: 'sequence', tasks: ['milk', 'bread'] }, together))).toEqual([
      { rule: 'relation', stop: 0, by: 1 },
    ])
    expect(sizes(judge({ kind: 'directSequence', tasks: ['bread', 'milk'] }, together))).toEqual([])
  })

  it('loses prizes, and misses a group once', () => {
    const some = [
      aJob('bread', 1, { prize: 30 }),
      aJob('door', 1, { group: 'ann' }),
      aJob('shop', 2, { group: 'ann' }),
    ]
    const prepared = prepare(aRoad([10, 20], { jobs: some }))

    expect(evaluateSolution(prepared, [{ shift: 'van 3', jobs: ['door'] }])).toMatchObject({
      cost: 20 + 30,
      feasible: true,
    })
    expect(evaluateSolution(prepared, [{ shift: 'van 3', jobs: ['door', 'shop'] }]).feasible).toBe(false)
  })

  it('counts what only a whole plan has', () => {
    const prepared = prepare(aRoad([10, 20], { jobs, shifts }))
    const figure = (measure: 'makespan' | 'balanceStops' | 'balanceTime') =>
      evaluateSolution(prepared, apart, { objective: [{ measure, weight: 1 }] }).cost

    // 1800 s with bread, 2400 s with milk.
    expect(figure('makespan')).toBe(2400)
    expect(figure('balanceTime')).toBe(600)
    expect(figure('balanceStops')).toBe(0)
  })

  it('loses no price, however small, or refuses it by name', () => {
    const costOf = (costs: Partial<Costs>) => {
      const shift = aVan({ costs: { fixed: 0, perHour: 0, perKm: 0, ...costs } })
      const problem = aRoad([2.55], { jobs: [aJob('bread', 1)], shifts: [shift] })
      return evaluateSolution(prepare(problem), [{ shift: 'van 3', jobs: ['bread'] }]).cost
    }

    expect(costOf({ perKm: 1e-7 })).toBeCloseTo(5.1e-7, 12)
    expect(costOf({ perKm: 0.123456789 })).toBeCloseTo(0.6296296239, 9)
    expect(() => costOf({ perKm: 1e-7, fixed: 1e9 })).toThrow('shifts[0].costs.perKm: 1e-7 is too small')
  })

  it('adds up what tasks cost as exactly as what shifts do, or not at all', () => {
    const costOf = (task: Partial<Job>, shift: Partial<Shift> = {}) => {
      const some = [aJob('bread', 1, task), aJob('milk', 2, { prize: 0.01 })]
      const plan = [{ shift: 'van 3', jobs: 'prize' in task ? [] : ['bread'] }]
      const problem = aRoad([10, 20], { jobs: some, shifts: [aVan(shift)] })
      return evaluateSolution(prepare(problem), plan).cost
    }
    const wish = { softWindows: [{ toS: 0, latePerMinute: 1e8 }] }

    expect(costOf({ prize: 5e10 })).toBe(5e10 + 0.01)
    expect(costOf(wish)).toBe(1e9 + 20 + 0.01)
    expect(costOf({}, { taskCosts: { bread: 5e10 } })).toBe(5e10 + 20 + 0.01)
    expect(() => costOf({ prize: 1e13 })).toThrow('jobs[0].prize: ')
    expect(() => costOf({}, { costs: { fixed: 1e13, perHour: 0, perKm: 0 } })).toThrow(
      'shifts[0].costs.fixed: ',
    )
  })

  it('ranks what comes before a makespan of years', async () => {
    const days = [aVan({ window: [0, 7200] }), aVan({ id: 'van 4', window: [490_000_000, 490_007_200] })]
    const eitherOne = [
      aJob('bread', 1, { group: 'either', pin: { shift: 'van 4' } }),
      aJob('milk', 2, { group: 'either', pin: { shift: 'van 3' } }),
    ]
    const objective = [
      { measure: 'distance', weight: 0.01 },
      { measure: 'makespan', weight: 1, level: 1 },
    ] as const

    const { solution } = await solve(aRoad([10, 10.25], { jobs: eitherOne, shifts: days }), {
      objective,
      iterations: 200,
    })

    // Half a kilometre less counts more than fifteen years.
    expect(solution.routes.map(({ shift }) => shift)).toEqual(['van 4'])
    expect(solution.levels).toEqual([200, expect.closeTo(490_000_000, -4)])
  })

  it.each([
    ['cost', 'balanceTime'],
    ['vehicles', 'cost'],
    ['cost', 'distance'],
    ['lateness', 'overtime', 'vehicles', 'cost'],
    ['vehicles', 'cost', 'changes', 'balanceLoad'],
  ] as const)('tells plans of a day with ordinary prices apart level by level: %s, %s', (...measures) => {
    const stops = Array.from({ length: 120 }, (_, index) => index)
    const problem = aRoad(stops, {
      jobs: stops.map((_, index) => aJob(`o${index}`, index + 1)),
      shifts: Array.from({ length: 4 }, (_, index) =>
        aVan({ id: `v${index}`, overtimeAfterS: 28_800, costs: { fixed: 40, perHour: 25, perKm: 0.3 } }),
      ),
    })
    const prepared = prepare(problem)
    const objective = measures.map((measure, level) => ({ measure, weight: 1, level }))
    const plan = [{ shift: 'v0', jobs: ['o0', 'o7', 'o3'] }]

    const { levels = [] } = evaluateSolution(prepared, plan, { objective, reference: plan })

    expect(levels).toEqual(
      measures.map(
        (measure) =>
          evaluateSolution(prepared, plan, { objective: [{ measure, weight: 1 }], reference: plan }).cost,
      ),
    )
  })

  it('reports money, and each level of an objective by itself', () => {
    const prepared = prepare(aRoad([10, 20], { jobs, shifts }))
    const objective = [
      { measure: 'makespan', weight: 1, level: 3 },
      { measure: 'vehicles', weight: 2 },
      { measure: 'distance', weight: 0.5, level: 1 },
      { measure: 'duration', weight: 1, level: 1 },
    ] as const
    const money = evaluateSolution(prepared, apart)

    const plan = evaluateSolution(prepared, apart, { objective })

    expect(plan.cost).toBe(money.cost)
    expect(plan.routes.map(({ cost }) => cost)).toEqual(money.routes.map(({ cost }) => cost))
    const makespan = Math.max(...plan.routes.map(({ endS }) => endS))
    expect(plan.levels).toEqual([4, plan.distanceM / 2 + plan.durationS, makespan])
    expect(plan.routes.map(({ levels }) => levels)).toEqual(
      plan.routes.map(({ distanceM, durationS }) => [2, distanceM / 2 + durationS, 0]),
    )
  })

  it('knows no limit of its own, however long a route takes', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f']
    const years = ids.map((id) => aJob(id, 1, { serviceS: 500_000_000, load: [0] }))
    const route = evaluate(aRoad([10], { jobs: years }), ids)

    expect(route.endS - route.startS).toBeGreaterThan(2_900_000_000)
    expect(route.violations).toEqual([{ kind: 'overShift', byS: expect.any(Number) }])
  })

  it('counts tasks that change their shift, or are left out', () => {
    const prepared = prepare(aRoad([10, 20], { jobs, shifts }))
    const changes = (plan: typeof together) =>
      evaluateSolution(prepared, plan, {
        objective: [{ measure: 'changes', weight: 1 }],
        reference: apart,
      }).cost

    expect(changes(apart)).toBe(0)
    expect(changes(together)).toBe(1)
    expect(changes([{ shift: 'van 4', jobs: ['bread'] }])).toBe(2)
  })

  it('changes no more tasks than allowed', () => {
    const prepared = prepare(aRoad([10, 20], { jobs, shifts }))
    const change = (plan: typeof together, mostChanges: number) =>
      evaluateSolution(prepared, plan, { reference: apart, mostChanges })

    expect(change(together, 1).feasible).toBe(true)
    expect(sizes(change(together, 0))).toEqual([{ rule: 'mostChanges', stop: 1, by: 1 }])
    expect(change([], 1).feasible).toBe(false)
  })

  it('leaves out no more tasks than may change, which the first route says', () => {
    const prepared = prepare(aRoad([10, 20], { jobs, shifts }))
    const less = [{ shift: 'van 4', jobs: ['milk'] }]

    const solution = evaluateSolution(prepared, less, { reference: apart, mostChanges: 0 })

    expect(solution.feasible).toBe(false)
    expect(solution.routes[0]?.violations).toEqual([
      { kind: 'ruleBroken', rule: 'mostChanges', stop: -1, job: 'bread', by: 1 },
    ])
  })

  it('costs the changes that a search has made', async () => {
    const objective = [{ measure: 'changes', weight: 1 }] as const
    const reference = [{ shift: 'van 3', jobs: ['bread', 'milk'] }]
    const narrow = shifts.map((shift) => ({ ...shift, maxStops: 1 }))

    const { solution } = await solve(aRoad([10, 20], { jobs, shifts: narrow }), {
      objective,
      reference,
      iterations: 100,
    })

    expect(solution).toMatchObject({ cost: 1, vehicles: 2 })
  })
})
