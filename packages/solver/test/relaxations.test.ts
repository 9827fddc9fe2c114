import { describe, expect, it } from 'vitest'
import { applyPatches, evaluateSolution, prepare, solve, suggestRelaxations } from '../src/index.ts'
import type { Job, ObjectiveTerm, Patch, Problem, Relaxation, RouteSequence, Shift } from '../src/index.ts'
import { compareRanks } from './oracle/rank.ts'
import { randomProblem, RULES } from './random-problem.ts'
import type { Rules } from './random-problem.ts'

const combinations: Rules[] = [
  ...RULES.map((rule): Rules => ({ [rule]: true, windows: true, capacity: true })),
  { windows: true, shipments: true, capacity: true, priced: true },
  { severalWindows: true, priced: true, breaks: true, pickups: true, capacity: true },
  { mixed: true, open: true, limits: true, priced: true, skills: true },
]

describe('suggestRelaxations', () => {
  it.each(combinations)('suggests what makes a task fit, and nothing smaller does: %o', async (rules) => {
    let suggested = 0
    for (let seed = 1; seed <= 25; seed++) {
      const problem = randomProblem(seed, 9, 2, rules)
      const { solution } = await solve(problem, { iterations: 30, seed })
      const routes = solution.routes.map(({ shift, stops }) => ({ shift, jobs: stops.map(({ job }) => job) }))
      for (const { job } of solution.unassigned) {
        for (const relaxation of suggestRelaxations(prepare(problem), routes, job)) {
          suggested++
          expectToHold(problem, routes, job, relaxation)
        }
      }
    }
    expect(suggested).toBeGreaterThan(0)
  })

  it.each(
    (
      [
        [
          { measure: 'cost', weight: 1 },
          { measure: 'overtime', weight: 1, level: 1 },
        ],
        [
          { measure: 'vehicles', weight: 1 },
          { measure: 'makespan', weight: 1, level: 1 },
          { measure: 'distance', weight: 0.1, level: 2 },
        ],
        [
          { measure: 'balanceStops', weight: 60 },
          { measure: 'duration', weight: 1 },
        ],
      ] as const satisfies readonly (readonly ObjectiveTerm[])[]
    ).map((objective) => ({ objective, name: JSON.stringify(objective) })),
  )('prices what the plan costs more, and sorts by it, by $name', async ({ objective }) => {
    let suggested = 0
    for (let seed = 1; seed <= 12; seed++) {
      const problem = randomProblem(seed, 8, 3, {
        limits: true,
        capacity: true,
        priced: true,
        overtime: true,
      })
      const { solution } = await solve(problem, { iterations: 30, seed, objective })
      const routes = solution.routes.map(({ shift, stops }) => ({ shift, jobs: stops.map(({ job }) => job) }))
      for (const { job } of solution.unassigned) {
        const found = suggestRelaxations(prepare(problem), routes, job, { objective })
        for (const relaxation of found) {
          suggested++
          const relaxed = prepare(applyPatches(problem, relaxation.patches))
          const after = evaluateSolution(relaxed, replace(routes, relaxation.routes), { objective })
          expect(relaxation.price).toBeCloseTo(after.cost - solution.cost, 6)
          expect(relaxation.levels).toEqual(
            after.levels?.map((figure, level): unknown =>
              expect.closeTo(figure - (solution.levels?.[level] ?? 0), 6),
            ),
          )
        }
        const ranks = found.map(({ price, levels }) => levels ?? [price])
        expect(ranks).toEqual(ranks.toSorted(compareRanks))
      }
    }
    expect(suggested).toBeGreaterThan(20)
  })

  it('opens the window of a stop that a hand-made route reaches too late', () => {
    const problem = onALine([job('a', 1), job('b', 2, { windows: [[0, 1200]] })], [van('v')])
    const routes = [{ shift: 'v', jobs: ['a', 'b'] }]

    const relaxations = suggestRelaxations(prepare(problem), routes, 'b')

    // 600 s to a, 60 s of service there, 600 s to b.
    expect(relaxations.map(({ patches }) => patches)).toEqual([
      [{ kind: 'startEarlier', shift: 'v', byS: 60 }],
      [{ kind: 'closeLater', task: 'b', end: 'job', window: 0, byS: 60 }],
    ])
  })

  it('leaves out a task of lower priority, or adds a vehicle, at its price', () => {
    const problem = onALine(
      [job('a', 1), job('b', 1), job('c', 1), job('urgent', 2, { priority: 10 })],
      [van('v')],
    )
    const routes = [{ shift: 'v', jobs: ['a', 'b', 'c'] }]

    const relaxations = suggestRelaxations(prepare(problem), routes, 'urgent', { most: 20 })

    const kinds = new Set(relaxations.map(({ patches }) => patches.map(({ kind }) => kind).join(' ')))
    expect(kinds).toEqual(new Set(['raiseCapacity', 'lowerLoad', 'leaveOut', 'addShift']))
    const added = relaxations.find(({ patches }) => patches[0]?.kind === 'addShift')
    expect(added).toMatchObject({ price: 24, positions: [0], shift: 'v-2' })
  })

  it('adds a driver who is rested', () => {
    const rules = [{ measure: 'driving', afterS: 9000, restS: 1800, splitS: [600, 1200] }] as const
    const tired = rules.map((rule) => ({ ...rule, sinceS: 8000, isHalfRested: true }))
    const problem = onALine([], [van('v', { workRules: tired })])

    const more = applyPatches(problem, [{ kind: 'addShift', like: 'v', id: 'v-2' }])

    expect(more.shifts[1]?.workRules).toEqual(rules)
  })

  it('leaves out nothing more where no more tasks may change', () => {
    const jobs = [job('a', 1), job('b', 1), job('c', 1), job('urgent', 2, { priority: 10 })]
    const prepared = prepare(onALine(jobs, [van('v')]))
    const reference = [{ shift: 'v', jobs: ['a', 'b', 'c'] }]
    const kinds = (mostChanges: number) =>
      suggestRelaxations(prepared, reference, 'urgent', { reference, mostChanges, most: 20 }).flatMap(
        ({ patches }) => patches.map(({ kind }) => kind),
      )

    expect(kinds(1)).toContain('leaveOut')
    expect(kinds(0)).toContain('addShift')
    expect(kinds(0)).not.toContain('leaveOut')
  })

  it('lifts several rules together where one alone is not enough', () => {
    const problem = onALine([job('a', 1, { load: [4], skills: ['cold'], windows: [[0, 500]] })], [van('v')])

    const [relaxation] = suggestRelaxations(prepare(problem), [], 'a')

    expect(relaxation?.patches.map(({ kind }) => kind).toSorted()).toEqual([
      'closeLater',
      'giveSkill',
      'raiseCapacity',
    ])
    expectToHold(problem, [], 'a', relaxation!)
  })
})

function expectToHold(
  problem: Problem,
  routes: readonly RouteSequence[],
  task: string,
  relaxation: Relaxation,
): void {
  const before = evaluateSolution(prepare(problem), routes)
  const after = evaluateSolution(
    prepare(applyPatches(problem, relaxation.patches)),
    replace(routes, relaxation.routes),
  )
  expect(after.routes.flatMap(({ violations }) => violations)).toEqual([])
  expect(after.unassigned.map(({ job: id }) => id)).not.toContain(task)
  expect(after.cost - before.cost).toBeCloseTo(relaxation.price, 6)
  const { shift, jobs } = relaxation.routes[0]!
  relaxation.positions.forEach((position) => expect(jobs[position]).toBe(task))
  const sized = relaxation.patches.findIndex((patch) => 'byS' in patch || 'by' in patch)
  if (sized < 0) return
  const patches = relaxation.patches.with(sized, lessByOne(problem, relaxation.patches[sized]!))
  const smaller = prepare(applyPatches(problem, patches))
  // Several changes are the smallest for their place, a single one for its shift.
  const sizedCount = relaxation.patches.filter((patch) => 'byS' in patch || 'by' in patch).length
  const sequences = sizedCount > 1 ? [jobs] : everyPlace(problem, jobs, task)
  for (const sequence of sequences) {
    expect(evaluateSolution(smaller, replace(routes, [{ shift, jobs: sequence }])).feasible).toBe(false)
  }
}

function lessByOne(problem: Problem, patch: Patch): Patch {
  if ('byS' in patch) return { ...patch, byS: patch.byS - 1 }
  if (!('by' in patch)) return patch
  const step = 'dimension' in patch && problem.dimensions.length > 1 ? 0.5 : 1
  return { ...patch, by: patch.by - step }
}

function everyPlace(problem: Problem, jobs: readonly string[], task: string): string[][] {
  const rest = jobs.filter((id) => id !== task)
  const isPair = problem.shipments?.some(({ id }) => id === task) === true
  const sequences: string[][] = []
  for (let first = 0; first <= rest.length; first++) {
    if (!isPair) sequences.push(rest.toSpliced(first, 0, task))
    for (let second = first; isPair && second <= rest.length; second++) {
      sequences.push([
        ...rest.slice(0, first),
        task,
        ...rest.slice(first, second),
        task,
        ...rest.slice(second),
      ])
    }
  }
  return sequences
}

function replace(routes: readonly RouteSequence[], changed: readonly RouteSequence[]): RouteSequence[] {
  const shifts = new Set(changed.map(({ shift }) => shift))
  return [...routes.filter(({ shift }) => !shifts.has(shift)), ...changed]
}

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

/** Three places on a line, 600 s and 6 km apart; the depot is place 0. */
function onALine(jobs: readonly Job[], shifts: readonly Shift[]): Problem {
  const figures = (step: number) =>
    Array.from({ length: 9 }, (_, i) => step * Math.abs(Math.floor(i / 3) - (i % 3)))
  return {
    name: 'line',
    dimensions: ['parcels'],
    locationCount: 3,
    matrices: { car: { durationS: figures(600), distanceM: figures(6000) } },
    jobs,
    shifts,
  }
}
