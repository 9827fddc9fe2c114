import { describe, expect, it } from 'vitest'
import { evaluateSolution, prepare, replan, solve } from '../src/index.ts'
import type {
  DayState,
  Job,
  Problem,
  RoutePlan,
  RouteSequence,
  Shift,
  Shipment,
  ShiftState,
} from '../src/index.ts'

const SIZE = 8

/** Places of a grid with 1 km and 120 s between neighbours; the depot is place 0. */
function town(jobs: readonly Job[], shifts: readonly Shift[], more: Partial<Problem> = {}): Problem {
  const places = SIZE * SIZE
  const steps = Array.from({ length: places * places }, (_, i) => {
    const [a, b] = [Math.floor(i / places), i % places]
    return Math.abs((a % SIZE) - (b % SIZE)) + Math.abs(Math.floor(a / SIZE) - Math.floor(b / SIZE))
  })
  return {
    name: 'town',
    dimensions: ['parcels'],
    locationCount: places,
    matrices: { van: { durationS: steps.map((n) => 120 * n), distanceM: steps.map((n) => 1000 * n) } },
    jobs,
    shifts,
    ...more,
  }
}

const order = (id: string, location: number, more: Partial<Job> = {}): Job => ({
  id,
  kind: 'delivery',
  location,
  load: [1],
  serviceS: 300,
  windows: [],
  skills: [],
  priority: 0,
  ...more,
})

const shipment = (id: string, from: number, to: number): Shipment => ({
  id,
  pickup: { location: from, serviceS: 60, windows: [] },
  delivery: { location: to, serviceS: 60, windows: [] },
  load: [1],
  skills: [],
  priority: 0,
})

const van = (id: string, more: Partial<Shift> = {}): Shift => ({
  id,
  profile: 'van',
  start: 0,
  end: 0,
  window: [0, 36_000],
  capacity: [12],
  skills: [],
  breaks: [],
  costs: { fixed: 20, perHour: 20, perKm: 0.5 },
  ...more,
})

/** What a dispatcher knows of a route that goes as planned: visits begun are made, the next stop is promised. */
function stateAt(route: RoutePlan, nowS: number): ShiftState {
  const made = route.stops.filter(({ serviceStartS }) => serviceStartS <= nowS)
  const last = made.at(-1)
  const next = route.stops[made.length]
  return {
    shift: route.shift,
    leftS: route.startS,
    location: last?.location ?? 0,
    freeFromS: last?.departureS ?? route.startS,
    done: made.map(({ job, serviceStartS, departureS }) => ({
      job,
      startS: serviceStartS,
      endS: departureS,
    })),
    next: next === undefined || (last?.departureS ?? 0) > nowS ? [] : [next.job],
  }
}

const sequencesOf = (routes: readonly RoutePlan[]): RouteSequence[] =>
  routes.map(({ shift, stops }) => ({ shift, jobs: stops.map(({ job }) => job) }))

describe('replan', () => {
  it('goes on with a day as it stands, and puts in what has come since', async () => {
    const morning = Array.from({ length: 40 }, (_, i) =>
      order(`o${i}`, 1 + ((i * 37) % 63), i % 4 === 0 ? { windows: [[3600, 12_000]] } : {}),
    )
    const shifts = [van('v0'), van('v1'), van('v2'), van('v3'), van('late', { window: [9000, 36_000] })]
    const { solution } = await solve(town(morning, shifts), { iterations: 2000 })
    const plan = sequencesOf(solution.routes)
    const nowS = 5000
    const left = solution.routes.filter(({ startS }) => startS < nowS)
    const day: DayState = { nowS, shifts: left.map((route) => stateAt(route, nowS)) }
    const news = [
      order('parcel', 20),
      order('fetch', 33, { kind: 'pickup' }),
      order('look', 50, { kind: 'service' }),
    ]
    const whole = town([...morning, ...news], shifts)

    const rest = replan(whole, plan, day)
    const before = evaluateSolution(prepare(rest.problem), rest.start)
    const after = await solve(rest.problem, { start: rest.start, iterations: 2000 })

    expect(before.feasible).toBe(true)
    expect(before.unassigned.map(({ job }) => job)).toEqual(['parcel', 'fetch', 'look'])
    expect(after.solution.feasible).toBe(true)
    expect(after.solution.unassigned).toEqual([])
    const done = new Set(day.shifts.flatMap((state) => state.done.map(({ job }) => job)))
    expect(done.size).toBeGreaterThan(5)
    expect(rest.problem.jobs.filter(({ id }) => done.has(id))).toEqual([])
    const ofShift = (shift: string) =>
      sequencesOf(after.solution.routes).find((route) => route.shift === shift)?.jobs ?? []
    for (const { shift, next = [] } of day.shifts) {
      const planned = plan.find((route) => route.shift === shift)?.jobs ?? []
      // Who has left has only what was loaded; stops driven to stay first.
      const deliveries = ofShift(shift).filter((id) => id.startsWith('o') || id === 'parcel')
      expect(deliveries.every((id) => planned.includes(id))).toBe(true)
      expect(ofShift(shift).slice(0, next.length)).toEqual(next)
    }
    // What was driven and what is left make a day that keeps every rule.
    const ofDay = shifts.map(({ id }) => ({
      shift: id,
      jobs: [
        ...(day.shifts.find(({ shift }) => shift === id)?.done.map(({ job }) => job) ?? []),
        ...ofShift(id),
      ],
    }))
    expect(evaluateSolution(prepare(whole), ofDay)).toMatchObject({ feasible: true, unassigned: [] })
  })

  it('goes on with a vehicle that is too late for the stop it drives to', async () => {
    const jobs = [order('x', 3, { windows: [[0, 500]] }), order('y', 4), order('z', 5)]
    const late = { shift: 'v0', leftS: 900, location: 0, freeFromS: 1000, done: [] }
    const planned = [{ shift: 'v0', jobs: ['x', 'y', 'z'] }]

    for (const next of [['x'], ['x', 'z'], ['z', 'x', 'y']]) {
      const day = { nowS: 1000, shifts: [{ ...late, next }] }
      const { problem, start } = replan(town(jobs, [van('v0')]), planned, day)
      const { solution } = await solve(problem, { start, reference: start, iterations: 200 })

      const kept = next.filter((id) => id !== 'x')
      expect(problem.shifts[0]?.prefix).toEqual(kept)
      expect(solution.routes[0]?.stops.map(({ job }) => job).slice(0, kept.length)).toEqual(kept)
      expect(solution.routes[0]?.stops).toHaveLength(2)
      expect(solution.unassigned).toMatchObject([{ job: 'x', reasons: [{ code: 'WINDOW_OUTSIDE_SHIFT' }] }])
    }
  })

  it('names a promised stop that there is not', () => {
    const state = { shift: 'v0', leftS: 0, location: 0, freeFromS: 10, done: [], next: ['nothing'] }

    expect(() => replan(town([], [van('v0')]), [], { nowS: 10, shifts: [state] })).toThrow(
      'state.shifts[0].next[0]: no job or shipment has the id "nothing"',
    )
  })

  it('lets a vehicle that has left load new goods when it comes by a depot', async () => {
    const depots = [{ id: 'depot', location: 0, loadingS: 600, windows: [] }]
    const problem = town([order('a', 8), order('new', 9)], [van('v', { reloads: ['depot'] })], { depots })
    const state = {
      shift: 'v',
      leftS: 0,
      location: 8,
      freeFromS: 500,
      done: [{ job: 'a', startS: 120, endS: 420 }],
    }

    const rest = replan(problem, [{ shift: 'v', jobs: ['a'] }], { nowS: 500, shifts: [state] })
    const { solution } = await solve(rest.problem, { start: rest.start, iterations: 200 })

    expect(sequencesOf(solution.routes)).toEqual([{ shift: 'v', jobs: ['@depot', 'new'] }])
    const direct = evaluateSolution(prepare(rest.problem), [{ shift: 'v', jobs: ['new'] }])
    expect(direct.feasible).toBe(false)
  })

  it('has goods fetched from a vehicle that cannot go on', async () => {
    const problem = town([order('a', 8), order('b', 16)], [van('v'), van('w')])
    const state: ShiftState = {
      shift: 'v',
      leftS: 0,
      location: 8,
      freeFromS: 500,
      done: [{ job: 'a', startS: 120, endS: 420 }],
      isOut: true,
    }

    const rest = replan(problem, [{ shift: 'v', jobs: ['a', 'b'] }], { nowS: 500, shifts: [state] })
    const { solution } = await solve(rest.problem, { start: rest.start, iterations: 200 })

    expect(sequencesOf(solution.routes)).toEqual([{ shift: 'w', jobs: ['b', 'b'] }])
    expect(solution.routes[0]?.stops.map(({ location }) => location)).toEqual([8, 16])
  })

  it('brings what is picked up, within its longest ride, by the vehicle that has it', () => {
    const problem = town([order('p', 3, { kind: 'pickup', load: [4] })], [van('v'), van('w')], {
      shipments: [{ ...shipment('s', 8, 16), load: [5], maxRideS: 900 }],
    })
    const done = [
      { job: 'p', startS: 100, endS: 400 },
      { job: 's', startS: 500, endS: 560 },
    ]
    const day = { nowS: 600, shifts: [{ shift: 'v', leftS: 0, location: 8, freeFromS: 560, done }] }

    const rest = replan(problem, [{ shift: 'v', jobs: ['p', 's', 's'] }], day)

    expect(rest.start).toEqual([{ shift: 'v', jobs: ['s'] }])
    expect(rest.problem.jobs).toMatchObject([
      { id: 's', kind: 'delivery', location: 16, pin: { shift: 'v' }, windows: [[-500_000_000, 1460]] },
    ])
    expect(rest.problem.shifts[0]).toMatchObject({ start: 8, onBoard: [4], costs: { fixed: 0 } })
    const { feasible, routes } = evaluateSolution(prepare(rest.problem), rest.start)
    expect(feasible).toBe(true)
    expect(routes[0]?.loadAtStart).toEqual([9])
  })

  it.each([
    { says: 'the rest that falls due', since: {}, rest: 2700 },
    { says: 'the second part where the first is held', since: { pauseS: 900 }, rest: 1800 },
    { says: 'no part where a pause was too short', since: { pauseS: 899 }, rest: 2700 },
    { says: 'a rest ahead of a leg that is too long', since: { drivingS: 16_000 }, rest: 2700 },
    { says: 'a rest that is due at once', since: { drivingS: 17_000 }, rest: 2700 },
    { says: 'no rest where little is driven', since: { drivingS: 3600 }, rest: 0 },
  ])('has a driver rest on the way as planned: $says', async ({ since, rest }) => {
    // Of 54 minutes of driving that are left, 4 of them to the next stop, 30 are allowed without a rest.
    const pauses = [30_000, 31_000, 32_000, 33_000].map((toS) => ({ fromS: 0, toS, durationS: 60 }))
    const rule = { measure: 'driving', afterS: 16_200, restS: 2700, splitS: [900, 1800] } as const
    const shifts = [van('v', { breaks: pauses, workRules: [rule] })]
    const problem = town([order('a', 1), order('b', 10), order('c', 63)], shifts)
    const sinceRest = { drivingS: 14_400, workS: 14_700, ...since }
    const done = [{ job: 'a', startS: 14_400, endS: 14_700 }]
    const state = {
      shift: 'v',
      leftS: 0,
      location: 1,
      freeFromS: 14_700,
      done,
      loaded: ['b', 'c'],
      sinceRest,
    }
    const planned = [{ shift: 'v', jobs: ['a', 'b', 'c'] }]

    const { problem: left, start } = replan(problem, planned, { nowS: 14_700, shifts: [state] })
    const { solution } = await solve(left, { start, iterations: 200 })

    expect(solution.unassigned).toEqual([])
    expect(solution.routes[0]).toMatchObject({ violations: [], startS: 14_700, restS: rest })
  })

  it.each([
    { kind: 'sequence', tasks: ['s', 't'], made: ['s', 't'], left: ['t', 's'], bound: undefined },
    { kind: 'directSequence', tasks: ['s', 't'], made: ['s', 't'], left: ['t', 's'], bound: undefined },
    { kind: 'sequence', tasks: ['s', 't'], made: ['s'], left: ['t', 't', 's'], bound: undefined },
    {
      kind: 'sequence',
      tasks: ['s', 't', 'u'],
      made: ['s'],
      left: ['t', 't', 'u', 's', 'u'],
      bound: ['t', 'u'],
    },
  ] as const)('orders pickups only that are left: $kind $tasks behind $made', async (relation) => {
    const { kind, tasks, made, left, bound } = relation
    const shipments = [shipment('s', 1, 12), shipment('t', 2, 11), shipment('u', 3, 13)]
    const relations = [{ kind, tasks }]
    const problem = town([], [van('v')], {
      shipments: shipments.filter(({ id }) => tasks.some((task) => task === id)),
      relations,
    })
    const done = made.map((job, i) => ({ job, startS: 120 + 180 * i, endS: 180 + 180 * i }))
    const freeFromS = done.at(-1)?.endS ?? 0
    const state = { shift: 'v', leftS: 0, location: made.length, freeFromS, done }

    const rest = replan(problem, [{ shift: 'v', jobs: [...made, ...left] }], {
      nowS: freeFromS,
      shifts: [state],
    })

    expect(rest.start).toEqual([{ shift: 'v', jobs: left }])
    expect(rest.problem.relations).toEqual(bound === undefined ? [] : [{ kind, tasks: bound }])
    const { feasible } = evaluateSolution(prepare(rest.problem), rest.start)
    expect(feasible).toBe(true)
  })

  it.each([
    { tasks: ['a', 'b', 'c'], made: ['a'], planned: ['b', 'c', 'x'], next: 'b' },
    { tasks: ['a', 'b', 'c'], made: ['a', 'b'], planned: ['c', 'x'], next: 'c' },
    { tasks: ['a', 's', 'c'], made: ['x', 'a'], planned: ['s', 'c', 's'], next: 's' },
    { tasks: ['a', 's', 'c'], made: ['a', 's'], planned: ['c', 'x', 's'], next: 'c' },
    // Nothing more can be done about what was made in between.
    { tasks: ['a', 'b'], made: ['a', 'x'], planned: ['b', 'y'], next: undefined },
    { tasks: ['a', 'b'], made: ['a', '@depot'], planned: ['b', 'x'], next: undefined },
    { tasks: ['s', 'b'], made: ['s', 's'], planned: ['b', 'x'], next: undefined },
  ])('goes on right behind $made with the direct sequence $tasks', async ({ tasks, made, planned, next }) => {
    const ids = new Set([...made, ...planned])
    // What does not belong there is nearer.
    const jobs = [order('a', 1), order('x', 2), order('y', 2), order('b', 40), order('c', 48)]
    const known = jobs.filter(({ id }) => ids.has(id))
    const problem = town(known, [van('v', { end: undefined, reloads: ['depot'] })], {
      shipments: ids.has('s') ? [shipment('s', 40, 41)] : [],
      depots: [{ id: 'depot', location: 0, loadingS: 0, windows: [] }],
      relations: [{ kind: 'directSequence', tasks }],
    })
    const done = made.map((job, i) => ({ job, startS: 600 * i, endS: 600 * i + 300 }))
    const nowS = 600 * made.length
    const state = { shift: 'v', leftS: 0, location: 1, freeFromS: nowS, done, loaded: planned }
    const plan = [{ shift: 'v', jobs: [...made, ...planned] }]

    const { problem: left, start } = replan(problem, plan, { nowS, shifts: [state] })
    const { solution } = await solve(left, { start, iterations: 200 })

    const bound = [...left.jobs, ...(left.shipments ?? [])].filter(({ pin }) => pin?.position !== undefined)
    expect(bound).toMatchObject(
      next === undefined ? [] : [{ id: next, pin: { position: 0, onFirstTrip: true } }],
    )
    const [around] = evaluateSolution(prepare(left), [{ shift: 'v', jobs: ['@depot', ...planned] }]).routes
    expect(around?.violations.some((one) => 'rule' in one && one.rule === 'pinnedPosition')).toBe(
      next !== undefined,
    )
    expect(solution).toMatchObject({ feasible: true, unassigned: [] })
    const rest = solution.routes[0]?.stops.map(({ job }) => job) ?? []
    const [day] = evaluateSolution(prepare(problem), [{ shift: 'v', jobs: [...made, ...rest] }]).routes
    const broken = day?.violations.filter((one) => one.kind === 'ruleBroken' && one.rule === 'relation')
    expect(broken).toHaveLength(next === undefined ? 1 : 0)
  })

  it('leaves the position to a pin that names one', () => {
    const jobs = [order('a', 1), order('b', 2, { pin: { shift: 'v', position: -1 } })]
    const problem = town(jobs, [van('v')], { relations: [{ kind: 'directSequence', tasks: ['a', 'b'] }] })
    const done = [{ job: 'a', startS: 120, endS: 420 }]
    const state = { shift: 'v', leftS: 0, location: 1, freeFromS: 420, done }

    const rest = replan(problem, [{ shift: 'v', jobs: ['a', 'b'] }], { nowS: 420, shifts: [state] })

    expect(rest.problem.jobs[0]?.pin).toEqual({ shift: 'v', position: -1, onFirstTrip: true })
  })

  it('asks nothing of a delivery that a relation asks of its pickup, which is over', () => {
    const relations = [
      { kind: 'before', first: 'a', second: 's', maxGapS: 600 },
      { kind: 'before', first: 'b', second: 's' },
    ] as const
    const problem = town([order('a', 1), order('b', 2)], [van('v')], {
      shipments: [shipment('s', 1, 63)],
      relations,
    })
    const done = [
      { job: 'a', startS: 120, endS: 420 },
      { job: 's', startS: 420, endS: 480 },
    ]
    const state = { shift: 'v', leftS: 0, location: 1, freeFromS: 480, done }

    const rest = replan(problem, [{ shift: 'v', jobs: ['a', 's', 's', 'b'] }], { nowS: 480, shifts: [state] })

    expect(rest.problem.jobs.find(({ id }) => id === 's')?.windows).toEqual([])
    expect(rest.problem.relations).toEqual([])
  })

  it('carries over what relations, breaks and limits ask of what is left', () => {
    const problem = town(
      [order('a', 1), order('b', 2), order('c', 3), order('d', 4)],
      [
        van('v', {
          breaks: [
            { fromS: 100, toS: 200, durationS: 60 },
            { fromS: 20_000, toS: 24_000, durationS: 1800 },
          ],
          maxStops: 10,
          maxDurationS: 30_000,
          workRules: [{ measure: 'driving', afterS: 16_200, restS: 2700 }],
        }),
        van('w'),
      ],
      {
        relations: [
          { kind: 'before', first: 'a', second: 'b', minGapS: 600, maxGapS: 6000 },
          { kind: 'sameVehicle', tasks: ['a', 'c'] },
          { kind: 'differentVehicles', tasks: ['a', 'd'] },
        ],
      },
    )
    const state: ShiftState = {
      shift: 'v',
      leftS: 0,
      location: 1,
      freeFromS: 1000,
      done: [{ job: 'a', startS: 700, endS: 1000 }],
      loaded: ['a', 'c'],
      breaksHeld: [0],
      sinceRest: { drivingS: 6200, workS: 6500 },
    }

    const { problem: rest } = replan(problem, [{ shift: 'v', jobs: ['a', 'c'] }], {
      nowS: 1000,
      shifts: [state],
    })

    const task = (id: string) => rest.jobs.find((job) => job.id === id)
    expect(rest.relations).toEqual([])
    expect(task('b')?.windows).toEqual([[1600, 7000]])
    expect(task('c')?.pin).toEqual({ shift: 'v' })
    expect(task('d')?.forbiddenSkills).toContain('is v')
    expect(rest.shifts[0]).toMatchObject({
      window: [1000, 36_000],
      maxStops: 9,
      maxDurationS: 29_000,
      skills: ['has left its depot', 'is v'],
      breaks: [{ fromS: 20_000, toS: 24_000, durationS: 1800 }],
      workRules: [{ measure: 'driving', afterS: 16_200, restS: 2700, sinceS: 6200 }],
    })
    expect(() => prepare(rest)).not.toThrow()
  })
})
