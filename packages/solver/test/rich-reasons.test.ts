import { describe, expect, it } from 'vitest'
import {
  applyPatches,
  evaluateRoute,
  evaluateSolution,
  explainUnassigned,
  findPlaces,
  prepare,
  solve,
  suggestRelaxations,
} from '../src/index.ts'
import type {
  Blocker,
  Job,
  Objective,
  Patch,
  Prepared,
  Problem,
  ReasonCode,
  RouteSequence,
  Shift,
  Shipment,
} from '../src/index.ts'
import { wholePrefixes } from '../src/model/whole-prefixes.ts'
import { dispatchProblem } from './dispatch-problem.ts'
import { randomProblem } from './random-problem.ts'
import { RICH_RULES } from './random-rich-rules.ts'
import { aJob as job, aRoad as road, aVan as van } from './road.ts'

const shipment = (id: string, from: number, to: number, rest: Partial<Shipment> = {}): Shipment => ({
  id,
  pickup: { location: from, serviceS: 0, windows: [] },
  delivery: { location: to, serviceS: 0, windows: [] },
  load: [1],
  skills: [],
  priority: 0,
  ...rest,
})

interface Case {
  readonly rule: string
  readonly problem: Problem
  readonly routes?: readonly RouteSequence[]
  readonly code: ReasonCode
  /** Part of what is said. */
  readonly says: string
  /** One that is among those suggested. */
  readonly patch?: Patch
}

const yard = { id: 'yard', location: 0, loadingS: 600 }

const CASES: readonly Case[] = [
  {
    rule: 'a forbidden skill',
    problem: road([10], {
      jobs: [job('x', 1, { forbiddenSkills: ['loud'] })],
      shifts: [van('van', { skills: ['loud'] })],
    }),
    code: 'SKILL_FORBIDDEN',
    says: '"loud"',
    patch: { kind: 'takeSkill', shift: 'van', skill: 'loud' },
  },
  {
    rule: 'a zone',
    problem: road([10], {
      jobs: [job('x', 1, { zone: 'north' })],
      shifts: [van('van', { allowedZones: ['south'] })],
    }),
    code: 'ZONE_REFUSED',
    says: '"north"',
    patch: { kind: 'allowZone', shift: 'van', zone: 'north' },
  },
  {
    rule: 'the longest driving time',
    problem: road([10], { jobs: [job('x', 1)], shifts: [van('van', { maxDrivingS: 1000 })] }),
    code: 'SHIFT_TOO_SHORT',
    says: '4 min more driving',
    patch: { kind: 'raiseLimit', shift: 'van', limit: 'maxDrivingS', by: 200 },
  },
  {
    rule: 'the longest working time',
    problem: road([10], { jobs: [job('x', 1, { serviceS: 600 })], shifts: [van('van', { maxWorkS: 1770 })] }),
    code: 'SHIFT_TOO_SHORT',
    says: '30 s more work',
    patch: { kind: 'raiseLimit', shift: 'van', limit: 'maxWorkS', by: 30 },
  },
  {
    rule: 'the latest start, with goods that come later',
    problem: road([10], {
      jobs: [job('x', 1, { releaseS: 3600 })],
      shifts: [van('van', { latestStartS: 3000 })],
    }),
    code: 'SHIFT_TOO_SHORT',
    says: '10 min later',
    patch: { kind: 'releaseEarlier', task: 'x', byS: 600 },
  },
  {
    rule: 'goods that come too late for a window',
    problem: road([10], { jobs: [job('x', 1, { releaseS: 3600, windows: [[0, 4000]] })] }),
    code: 'WINDOW_OUTSIDE_SHIFT',
    says: '4 min too late',
    patch: { kind: 'releaseEarlier', task: 'x', byS: 200 },
  },
  {
    rule: 'the longest ride',
    problem: road([10, 30], { shipments: [shipment('x', 1, 2, { maxRideS: 1100 })] }),
    code: 'RIDE_TOO_LONG',
    says: '100 s too long',
    patch: { kind: 'rideLonger', task: 'x', byS: 100 },
  },
  {
    rule: 'a pin to another shift',
    problem: road([40], {
      jobs: [job('x', 1, { pin: { shift: 'short' } })],
      shifts: [van('van'), van('short', { window: [0, 3600] })],
    }),
    code: 'PINNED',
    says: '"short"',
    patch: { kind: 'unpin', task: 'x' },
  },
  {
    rule: 'a pin to a time',
    problem: road([40], { jobs: [job('x', 1, { pin: { shift: 'van', startS: 1200 } })] }),
    code: 'PINNED',
    says: 'at the time',
    patch: { kind: 'unpin', task: 'x' },
  },
  {
    rule: 'goods that must not be beside others',
    problem: road([10, 11], {
      jobs: [job('food', 1, { goods: ['food'] }), job('x', 2, { goods: ['acid'] })],
      incompatibleGoods: [['acid', 'food']],
    }),
    routes: [{ shift: 'van', jobs: ['food'] }],
    code: 'NO_ROOM',
    says: '1 shift with goods that it must not be beside',
    patch: { kind: 'mixGoods', goods: ['acid', 'food'] },
  },
  {
    rule: 'a relation with a task elsewhere',
    problem: road([10, 11], {
      jobs: [job('a', 1), job('x', 2, { skills: ['lift'] })],
      shifts: [van('van'), van('crane', { skills: ['lift'] })],
      relations: [{ kind: 'sameVehicle', tasks: ['a', 'x'] }],
    }),
    routes: [{ shift: 'van', jobs: ['a'] }],
    code: 'NO_ROOM',
    says: 'against its relation (same vehicle as "a")',
    patch: { kind: 'dropRelation', relation: { kind: 'sameVehicle', tasks: ['a', 'x'] } },
  },
  {
    rule: 'a relation about time with a task elsewhere',
    problem: road([10, 11], {
      jobs: [job('a', 1, { windows: [[7200, 7200]] }), job('x', 2, { windows: [[0, 7000]] })],
      shifts: [van('van'), van('car')],
      relations: [{ kind: 'before', first: 'a', second: 'x' }],
    }),
    routes: [{ shift: 'van', jobs: ['a'] }],
    code: 'NO_ROOM',
    says: 'against its relation (after "a")',
    patch: { kind: 'closeLater', task: 'x', end: 'job', window: 0, byS: 200 },
  },
  {
    rule: 'promised stops that take all the time',
    problem: road([200, 10], {
      jobs: [job('p', 1), job('x', 2, { windows: [[0, 3600]] })],
      shifts: [van('van', { prefix: ['p'] })],
    }),
    routes: [{ shift: 'van', jobs: ['p'] }],
    code: 'WINDOW_OUTSIDE_SHIFT',
    says: 'too late at best',
  },
  {
    rule: 'the number of trips',
    problem: road([10, 11], {
      jobs: [job('a', 1, { load: [8] }), job('x', 2, { load: [8] })],
      shifts: [van('van', { reloads: ['yard'], maxTrips: 1 })],
      depots: [{ ...yard, windows: [] }],
    }),
    routes: [{ shift: 'van', jobs: ['a'] }],
    code: 'NO_ROOM',
    says: '1 shift full (box)',
    patch: { kind: 'raiseLimit', shift: 'van', limit: 'maxTrips', by: 1 },
  },
  {
    rule: "a depot's hours",
    problem: road([10, 11], {
      jobs: [job('a', 1, { load: [8] }), job('x', 2, { load: [8] })],
      shifts: [van('van', { reloads: ['yard'] })],
      depots: [{ ...yard, windows: [[0, 1000]] }],
    }),
    routes: [{ shift: 'van', jobs: ['a'] }],
    code: 'NO_ROOM',
    says: '1 shift full (box)',
    patch: { kind: 'depotLater', depot: 'yard', byS: 200 },
  },
]

interface Told {
  readonly fact: string
  readonly problem: Problem
  readonly routes?: readonly RouteSequence[]
  readonly options?: { readonly objective: Objective }
  readonly codes: readonly ReasonCode[]
  readonly text: string
}

/** A shift that begins with `p`. */
const driven = (rest: Partial<Shift> = {}) => [van('van', { prefix: ['p'], ...rest })]

const TOLD: readonly Told[] = [
  {
    fact: 'a load is too much beside what is on board',
    problem: road([10], {
      jobs: [job('x', 1, { load: [2] })],
      shifts: [van('van', { capacity: [3], onBoard: [2] })],
    }),
    codes: ['OVER_CAPACITY'],
    text: 'Beside what is on board or promised already it is 1 box too much for the only shift (largest capacity 3).',
  },
  {
    fact: 'what is taken along is too much, not the load',
    problem: road([10], {
      jobs: [job('x', 1, { load: [2], takes: [5] })],
      shifts: [van('van', { capacity: [3] })],
    }),
    codes: ['OVER_CAPACITY'],
    text: 'The 5 box that it takes along are more than the only shift can carry (largest capacity 3).',
  },
  {
    fact: 'a load is larger than the shifts that have the skill',
    problem: road([10], {
      jobs: [job('x', 1, { load: [500], skills: ['lift'] })],
      shifts: [van('small', { capacity: [100], skills: ['lift'] }), van('large', { capacity: [800] })],
    }),
    codes: ['OVER_CAPACITY', 'SKILL_MISSING'],
    text: 'Its load of 500 box is more than 1 of 2 shifts can carry (largest capacity 100).',
  },
  {
    fact: 'each shift lacks another skill',
    problem: road([10], {
      jobs: [job('x', 1, { skills: ['lift', 'cold'] })],
      shifts: [van('a', { skills: ['lift'] }), van('b', { skills: ['cold'] })],
    }),
    codes: ['SKILL_MISSING', 'SKILL_MISSING'],
    text: 'Needs the skill "cold", not available on 1 of 2 shifts.',
  },
  {
    fact: 'one shift is too short and on another the way is too long',
    problem: road([10], {
      jobs: [job('x', 1)],
      shifts: [van('a', { window: [0, 900] }), van('b', { maxDistanceM: 19_800 })],
    }),
    codes: ['SHIFT_TOO_SHORT', 'SHIFT_TOO_SHORT'],
    text: 'The round trip exceeds the longest distance allowed on 1 of 2 shifts by 200 m.',
  },
  ...(
    [
      ['a skill', { skills: ['lift'] }, {}],
      ['a forbidden skill', { forbiddenSkills: ['loud'] }, { skills: ['loud'] }],
      ['a pin', { pin: { shift: 'elsewhere' } }, {}],
      ['a window', { windows: [[0, 60]] }, {}],
    ] as const satisfies readonly (readonly [string, Partial<Job>, Partial<Shift>])[]
  ).map(([fault, rules, shift]) => ({
    fact: `${fault} stands in the way of a promised stop, not of this one`,
    problem: road([10, 11], {
      jobs: [job('p', 1, rules), job('x', 2)],
      shifts: [...driven(shift), van('elsewhere', { capacity: [0] })],
    }),
    codes: ['PREFIX', 'OVER_CAPACITY'] as const,
    text: 'The first stops of 1 of 2 shifts are promised already, and leave no room for it.',
  })),
  {
    fact: 'a window is after the shift',
    problem: road([10], { jobs: [job('x', 1, { windows: [[60_000, 61_000]] })] }),
    codes: ['WINDOW_OUTSIDE_SHIFT'],
    text: 'Its time window leaves no time to serve it and return before the end of the only shift: 410 min too late at best.',
  },
  {
    fact: 'goods come after the shift',
    problem: road([10], { jobs: [job('x', 1, { releaseS: 60_000 })] }),
    codes: ['WINDOW_OUTSIDE_SHIFT'],
    text: 'Its goods are at the depot too late to serve it and return before the end of the only shift: 420 min too late at best.',
  },
  {
    fact: 'a shift is too short, whatever the window',
    problem: road([10], {
      jobs: [job('x', 1, { windows: [[60_000, 61_000]] })],
      shifts: [van('van', { window: [0, 900] })],
    }),
    codes: ['SHIFT_TOO_SHORT'],
    text: 'Getting there, serving and returning takes 5 min longer than the only shift lasts.',
  },
  {
    fact: 'a prize of nothing is worth no way',
    problem: road([10], { jobs: [job('x', 1, { prize: 0 })] }),
    codes: ['NOT_WORTH_IT'],
    text: 'Not worth its price: serving it costs 20, leaving it out 0.',
  },
  ...(['distance', 'vehicles'] as const).map((objective) => ({
    fact: `no prize is worth a way by the objective ${objective}`,
    problem: road([10], { jobs: [job('x', 1, { prize: 100 })] }),
    options: { objective },
    codes: ['NOT_WORTH_IT'] as const,
    text: 'Not worth its price: serving it costs 20000, leaving it out 0.',
  })),
  {
    fact: 'a plan has room for it, whatever else it breaks',
    problem: road([10, 11], { jobs: [job('a', 1, { skills: ['lift'] }), job('x', 2)] }),
    routes: [{ shift: 'van', jobs: ['a'] }],
    codes: ['NO_ROOM'],
    text: 'There is room for it on 1 shift beside what is planned: plan longer.',
  },
  {
    fact: 'another task of the route lacks a skill, not this one',
    problem: road([10, 11], {
      jobs: [job('a', 1, { load: [8], skills: ['lift'] }), job('x', 2, { load: [3] })],
    }),
    routes: [{ shift: 'van', jobs: ['a'] }],
    codes: ['NO_ROOM'],
    text: 'Fits an empty vehicle, but not beside what is planned: 1 shift full (box).',
  },
]

const RULES = ['pickups', 'shipments', 'breaks', ...RICH_RULES] as const

describe('reasons and relaxations of every rule', () => {
  it.each(CASES)('$rule', ({ problem, routes = [], code, says, patch }) => {
    const prepared = prepare(problem)

    const reasons = explainUnassigned(prepared, routes, ['x']).get('x') ?? []
    const relaxations = suggestRelaxations(prepared, routes, 'x', { most: 30 })

    expect(reasons.find((reason) => reason.code === code)?.text).toContain(says)
    expect(relaxations.map(({ patches }) => patches)).toEqual(
      expect.arrayContaining(patch === undefined ? [] : [[patch]]),
    )
    for (const relaxation of relaxations) {
      const before = evaluateSolution(prepared, routes)
      const relaxed = prepare(applyPatches(problem, relaxation.patches))
      const after = evaluateSolution(relaxed, replace(routes, relaxation.routes))
      expect(after.routes.flatMap(({ violations }) => violations)).toEqual([])
      expect(after.cost - before.cost).toBeCloseTo(relaxation.price, 6)
    }
  })

  it.each(TOLD)('say what is true: $fact', ({ problem, routes = [], options, codes, text }) => {
    const reasons = explainUnassigned(prepare(problem), routes, ['x'], options).get('x') ?? []

    expect(reasons.map(({ code }) => code)).toEqual(codes)
    expect(reasons.map((reason) => reason.text)).toContain(text)
  })

  it.each([
    ['x', 'PREFIX'],
    ['kept', 'PREFIX'],
    ['late', 'WINDOW_OUTSIDE_SHIFT'],
  ])('blame promised stops that cannot be kept for all others: %s %s', async (id, code) => {
    const jobs = [job('kept', 1), job('late', 2, { windows: [[0, 60]] }), job('x', 3)]
    const shifts = [van('van', { prefix: ['kept', 'late'] })]

    const { solution } = await solve(road([10, 20, 30], { jobs, shifts }), { iterations: 10 })

    expect(solution.unassigned.find((one) => one.job === id)?.reasons).toMatchObject([{ code }])
  })

  it('do not take what is promised on one shift to another', () => {
    const shifts = [van('full', { capacity: [0] }), van('short', { window: [0, 1000], prefix: ['x'] })]
    const prepared = prepare(road([10], { jobs: [job('x', 1)], shifts }))

    const relaxations = suggestRelaxations(prepared, [], 'x', { most: 20 })

    expect(relaxations.length).toBeGreaterThan(0)
    expect(new Set(relaxations.map(({ shift }) => shift))).toEqual(new Set(['short']))
  })

  it.each([1, 2, 3])('hold in a crowded day of a dispatcher, seed %i', async (seed) => {
    const problem = dispatchProblem(seed, 60, 2)
    const prepared = prepare(problem)
    const { solution } = await solve(problem, { iterations: 300, seed })
    const routes = solution.routes.map(({ shift, stops }) => ({
      shift,
      jobs: stops.map(({ job: id }) => id),
    }))

    expect(solution.unassigned.length).toBeGreaterThan(0)
    for (const { job: id, reasons } of solution.unassigned) {
      expect(reasons.length).toBeGreaterThan(0)
      const blockers = reasons.flatMap((reason) => reason.blockers ?? [])
      for (const { shifts, positions, violation } of blockers.filter(
        (blocker) => blocker.positions !== undefined,
      )) {
        const jobs = [...(routes.find(({ shift }) => shift === shifts[0])?.jobs ?? [])]
        for (const position of positions ?? []) jobs.splice(position, 0, id)
        const after = evaluateSolution(prepared, replace(routes, [{ shift: shifts[0]!, jobs }]))
        expect(after.routes.flatMap(({ violations }) => violations)).toContainEqual(violation)
      }
    }
    for (const { job: id } of solution.unassigned.slice(0, 4)) {
      for (const relaxation of suggestRelaxations(prepared, routes, id)) {
        const after = evaluateSolution(
          prepare(applyPatches(problem, relaxation.patches)),
          replace(routes, relaxation.routes),
        )
        expect(after.routes.flatMap(({ violations }) => violations)).toEqual([])
        expect(after.cost - solution.cost).toBeCloseTo(relaxation.price, 4)
      }
    }
  })

  it.each(RULES)('hold on small days with %s', async (rule) => {
    for (let seed = 1; seed <= 20; seed++) {
      const problem = randomProblem(seed, 5, 2, { [rule]: true, windows: true, capacity: true })
      const prepared = prepare(problem)
      const { solution } = await solve(problem, { iterations: 60, seed })
      const routes = solution.routes.map(({ shift, stops }) => ({
        shift,
        jobs: stops.map((stop) => stop.job),
      }))
      for (const { job: id } of solution.unassigned) {
        const reasons = explainUnassigned(prepared, routes, [id]).get(id) ?? []
        expect(reasons).not.toEqual([])
        expect(
          faultsOf(
            prepared,
            routes,
            id,
            reasons.flatMap(({ blockers = [] }) => blockers),
          ),
        ).toEqual([])
        for (const relaxation of suggestRelaxations(prepared, routes, id)) {
          const relaxed = prepare(applyPatches(problem, relaxation.patches))
          const after = evaluateSolution(relaxed, replace(routes, relaxation.routes))
          expect(after.routes.flatMap(({ violations }) => violations)).toEqual([])
          expect(after.cost - solution.cost).toBeCloseTo(relaxation.price, 6)
        }
      }
    }
  })

  it.each(RULES)('name the places that trying all finds, on small days with %s', async (rule) => {
    let compared = 0
    for (let seed = 1; seed <= 20; seed++) {
      const problem = randomProblem(seed, 5, 2, { [rule]: true, windows: true, capacity: true })
      const prepared = prepare(problem)
      const { solution } = await solve(problem, { iterations: 60, seed })
      const id = solution.routes[0]?.stops[0]?.job ?? problem.jobs[0]!.id
      const routes = solution.routes.map(({ shift, stops }) => ({
        shift,
        jobs: stops.map((stop) => stop.job).filter((other) => other !== id),
      }))
      const now = evaluateSolution(prepared, routes)
      const expected = everyPrice(prepared, routes, id)

      const places = findPlaces(prepared, routes, id, { k: 4 })

      // Where the rest breaks a rule without it, there is nothing to compare with.
      const prices = now.feasible ? places.map(({ price }) => price) : expected
      if (now.feasible) compared += prices.length
      expect(prices.map((price) => price.toFixed(6))).toEqual(
        expected.slice(0, now.feasible ? 4 : expected.length).map((price) => price.toFixed(6)),
      )
    }
    expect(compared).toBeGreaterThan(20)
  })
})

/** Blockers that are not to be seen when the task is put where they say. */
function faultsOf(
  prepared: Prepared,
  routes: readonly RouteSequence[],
  id: string,
  blockers: readonly Blocker[],
): Blocker[] {
  return blockers.filter(({ shifts: [shift = ''], positions, violation }) => {
    const { prefix = [] } = prepared.problem.shifts[prepared.shiftById.get(shift) ?? 0] ?? {}
    const isPair = prepared.problem.shipments?.some((task) => task.id === id) === true
    if (positions === undefined) {
      const promised = wholePrefixes(prepared, prefix).next().value ?? []
      const jobs = [...promised, ...(prefix.includes(id) ? [] : isPair ? [id, id] : [id])]
      const { violations } = evaluateRoute(prepared, prepared.shiftById.get(shift) ?? 0, jobs)
      return !violations.some((other) => JSON.stringify(other) === JSON.stringify(violation))
    }
    const jobs = [...(routes.find((route) => route.shift === shift)?.jobs ?? [])]
    for (const position of positions) jobs.splice(position, 0, id)
    const after = evaluateSolution(prepared, replace(routes, [{ shift, jobs }]))
    const violations = after.routes.flatMap((route) => route.violations)
    return !violations.some((other) => JSON.stringify(other) === JSON.stringify(violation))
  })
}

/** The prices of all feasible places, equal empty shifts once, in ascending order. */
function everyPrice(prepared: Prepared, routes: readonly RouteSequence[], id: string): number[] {
  const { problem, shiftType } = prepared
  const now = evaluateSolution(prepared, routes)
  const isPair = problem.shipments?.some((task) => task.id === id) === true
  const opened = new Set<number>()
  const prices: number[] = []
  problem.shifts.forEach(({ id: shift, reloads = [], onBoard }, index) => {
    const jobs = routes.find((route) => route.shift === shift)?.jobs ?? []
    const type = shiftType[index] ?? 0
    if (jobs.length === 0 && opened.has(type)) return
    if (jobs.length === 0) opened.add(type)
    for (const sequence of placesOf(jobs, id, { isPair, depots: reloads, isLoaded: onBoard !== undefined })) {
      const after = evaluateSolution(prepared, replace(routes, [{ shift, jobs: sequence }]))
      if (after.feasible) prices.push(after.cost - now.cost)
    }
  })
  return prices.toSorted((a, b) => a - b)
}

/** The task at every position, alone, and with a reload ahead of it, behind it or both where trips can be cut. */
function placesOf(
  jobs: readonly string[],
  id: string,
  { isPair, depots, isLoaded }: { isPair: boolean; depots: readonly string[]; isLoaded: boolean },
): string[][] {
  const isStop = (other: string | undefined) => other !== undefined && !other.startsWith('@')
  const reloads = depots.map((depot) => [`@${depot}`])
  const sequences: string[][] = []
  for (let first = 0; first <= jobs.length; first++) {
    for (let second = first; second <= (isPair ? jobs.length : first); second++) {
      const between = isPair ? [id, ...jobs.slice(first, second), id] : [id]
      const mayCutAhead = first > 0 ? isStop(jobs[first - 1]) : isLoaded
      for (const ahead of mayCutAhead ? [[], ...reloads] : [[]]) {
        for (const behind of isStop(jobs[second]) ? [[], ...reloads] : [[]]) {
          sequences.push([...jobs.slice(0, first), ...ahead, ...between, ...behind, ...jobs.slice(second)])
        }
      }
    }
  }
  return sequences
}

function replace(routes: readonly RouteSequence[], changed: readonly RouteSequence[]): RouteSequence[] {
  const shifts = new Set(changed.map(({ shift }) => shift))
  return [...routes.filter(({ shift }) => !shifts.has(shift)), ...changed]
}
