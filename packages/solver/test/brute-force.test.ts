import { describe, expect, it } from 'vitest'
import { solve } from '../src/index.ts'
import type { ObjectiveTerm, Problem, SolveOptions } from '../src/index.ts'
import { bruteForce } from './brute-force.ts'
import { checkPlan, figuresOfPlan, sequencesOf } from './check-plan.ts'
import { compareRanks, objectiveRank, serviceRank } from './oracle/rank.ts'
import { IS_SWEEP, seedsOf } from './oracle/seeds.ts'
import { randomPlan } from './random-plan.ts'
import { ALL_RULES, randomProblem } from './random-problem.ts'
import type { Rules } from './random-problem.ts'

type Asked = Pick<SolveOptions, 'objective' | 'reference' | 'mostChanges'>

/** Solves and compares with the best of all plans; says how a problem differs. */
async function difference(problem: Problem, wish: Asked = {}): Promise<string[]> {
  const { solution } = await solve(problem, { iterations: 1000, seed: 1, ...wish })
  const routes = sequencesOf(solution)
  const rank = [
    ...serviceRank(problem, routes, wish),
    ...objectiveRank(problem, routes, figuresOfPlan(problem, solution), wish),
  ]
  const hasBreaks = problem.shifts.some(({ breaks }) => breaks.length > 0)
  const kind = bruteForce(problem, wish)
  const harsh = hasBreaks ? bruteForce(problem, wish, 'harsh') : kind
  // Where no plan keeps within the changes allowed, the best one says that it does not.
  const [, excess = 0] = kind.rank
  const faults = checkPlan(problem, solution, wish)
  if (solution.feasible !== (excess === 0)) faults.push(`is ${solution.feasible ? '' : 'in'}feasible`)
  if (compareRanks(rank, kind.rank) < 0)
    faults.push(`${rank.join()} is better than can be, ${kind.rank.join()}`)
  if (compareRanks(rank, harsh.rank) > 0) faults.push(`${rank.join()} is not the best, ${harsh.rank.join()}`)
  return faults.map((fault) => `${problem.name}: ${fault}`)
}

/** With vehicles of which the first is cheap and slow, and opens late. */
function unlike(problem: Problem): Problem {
  const shifts = problem.shifts.map((shift, index) => ({
    ...shift,
    window: [index === 0 ? 20 : 0, shift.window[1]] as const,
    costs: { ...shift.costs, perKm: shift.costs.perKm * (1 + index) },
    speedFactor: index === 0 ? 1.4 : 1,
  }))
  return { ...problem, shifts }
}

async function differences(cases: readonly Rules[], seeds: readonly number[], jobs: number) {
  const found: string[] = []
  for (const rules of cases) {
    for (const seed of seeds) {
      const faults = await difference(randomProblem(seed, jobs, 2, rules))
      found.push(...faults.map((fault) => `${JSON.stringify(rules)} ${fault}`))
    }
  }
  return found
}

/** Rules that have more to do with each other than two of them show. */
const SETS: readonly (readonly (typeof ALL_RULES)[number][])[] = [
  ['reloads', 'windows', 'releases'],
  ['reloads', 'shipments', 'priced'],
  ['reloads', 'goods', 'softWindows'],
  ['reloads', 'takes', 'onBoard'],
  ['groups', 'prizes', 'reloads'],
  ['pinnedTrips', 'pinnedPositions', 'capacity', 'reloads'],
  ['sameVehicle', 'sequence', 'prizes'],
  ['directSequence', 'windows', 'shipments'],
  ['synchronised', 'before', 'priced', 'softWindows'],
  ['priorities', 'capacity', 'before', 'windows'],
  ['breaks', 'workRests', 'softWindows', 'priced'],
  ['drivingRests', 'splitRests', 'windows', 'slices'],
  ['startedRests', 'drivingRests', 'workRests', 'breaks', 'windows'],
  ['rides', 'windows', 'priced'],
  ['prefixes', 'capacity', 'shipments'],
]

const OBJECTIVES: readonly (readonly ObjectiveTerm[])[] = [
  [{ measure: 'distance', weight: 1 }],
  [{ measure: 'duration', weight: 1 }],
  [{ measure: 'waiting', weight: 1 }],
  [{ measure: 'overtime', weight: 1 }],
  [{ measure: 'lateness', weight: 1 }],
  [
    { measure: 'lateness', weight: 1 },
    { measure: 'duration', weight: 1, level: 1 },
  ],
  [
    { measure: 'duration', weight: 1 },
    { measure: 'lateness', weight: 0.5 },
  ],
  [{ measure: 'vehicles', weight: 1 }],
  [{ measure: 'makespan', weight: 1 }],
  [{ measure: 'balanceTime', weight: 1 }],
  [{ measure: 'balanceStops', weight: 1 }],
  [{ measure: 'balanceLoad', weight: 1 }],
  [{ measure: 'compactness', weight: 1 }],
  [
    { measure: 'changes', weight: 1 },
    { measure: 'cost', weight: 1, level: 1 },
  ],
  [
    { measure: 'cost', weight: 1 },
    { measure: 'changes', weight: 5 },
    { measure: 'makespan', weight: 0.5 },
  ],
  [
    { measure: 'vehicles', weight: 1 },
    { measure: 'lateness', weight: 2, level: 1 },
    { measure: 'overtime', weight: 1, level: 1 },
    { measure: 'distance', weight: 1, level: 2 },
  ],
  [
    { measure: 'balanceTime', weight: 1, level: 2 },
    { measure: 'compactness', weight: 3 },
    { measure: 'waiting', weight: 1, level: 1 },
  ],
]

describe('small problems', () => {
  it.for(ALL_RULES)('are solved to the optimum with %s', async (rule) => {
    expect(await differences([{ [rule]: true }], seedsOf(2), 5)).toEqual([])
  })

  it.for(ALL_RULES)('are solved to the optimum with %s beside each other rule', async (rule) => {
    const at = ALL_RULES.indexOf(rule)
    const others = ALL_RULES.filter((_, i) => i > at && (IS_SWEEP || (at + i) % 4 === 0))

    expect(
      await differences(
        others.map((other) => ({ [rule]: true, [other]: true })),
        seedsOf(1),
        4,
      ),
    ).toEqual([])
  })

  it.for(SETS.map((rules) => ({ rules, name: rules.join(', ') })))(
    'are solved to the optimum with $name',
    async ({ rules }) => {
      const all: Rules = Object.fromEntries(rules.map((rule) => [rule, true]))

      expect(await differences([all], seedsOf(2), 4)).toEqual([])
    },
  )

  it.for(OBJECTIVES.map((objective) => ({ objective, name: JSON.stringify(objective) })))(
    'are solved to the optimum by $name',
    async ({ objective }) => {
      const rules: Rules = { softWindows: true, windows: true, overtime: true, capacity: true, priced: true }
      const found: string[] = []
      for (const seed of [1, 2, 3]) {
        for (const problem of [randomProblem(seed, 4, 2, rules), unlike(randomProblem(seed, 4, 2, rules))]) {
          found.push(...(await difference(problem, { objective, reference: randomPlan(problem, seed) })))
        }
      }
      expect(found).toEqual([])
    },
  )

  it.for<{ rules: Rules }>([
    { rules: { windows: true, priorities: true } },
    { rules: { windows: true, prizes: true } },
    { rules: { prizes: true, capacity: true, priced: true } },
    { rules: { skills: true, capacity: true } },
  ])('change no more than allowed, and are the best among those: $rules', async ({ rules }) => {
    const found: string[] = []
    for (const seed of seedsOf(6)) {
      const problem =
        seed % 2 === 0 ? randomProblem(seed, 5, 2, rules) : unlike(randomProblem(seed, 5, 2, rules))
      const reference = bruteForce(problem).routes
      const moved = {
        ...problem,
        jobs: problem.jobs.map((job, i) => ({ ...job, location: ((i + 1) % 5) + 2 })),
      }
      for (const mostChanges of [0, 1]) found.push(...(await difference(moved, { reference, mostChanges })))
    }
    expect(found).toEqual([])
  })
})

describe('problems with hardly anything in them', () => {
  const problem = randomProblem(1, 4, 2, {})
  const still = {
    durationS: Array.from({ length: 36 }, () => 0),
    distanceM: Array.from({ length: 36 }, () => 0),
  }

  it.for([
    { name: 'no job', rest: { jobs: [] } },
    { name: 'one job', rest: { jobs: problem.jobs.slice(0, 1) } },
    { name: 'no vehicle', rest: { shifts: [] } },
    { name: 'one vehicle', rest: { shifts: problem.shifts.slice(0, 1) } },
    { name: 'neither job nor vehicle', rest: { jobs: [], shifts: [] } },
    { name: 'one place', rest: { jobs: problem.jobs.map((job) => ({ ...job, location: 0 })) } },
    { name: 'no distances', rest: { matrices: { car: still } } },
    {
      name: 'no load dimension',
      rest: {
        dimensions: [],
        jobs: problem.jobs.map((job) => ({ ...job, load: [] })),
        shifts: problem.shifts.map((shift) => ({ ...shift, capacity: [] })),
      },
    },
  ])('are solved to the optimum: $name', async ({ rest }) => {
    const plain: Problem = { ...problem, ...rest }
    const rich: Problem = { ...plain, jobs: plain.jobs.map((job) => ({ ...job, setupS: 2, prize: 3 })) }

    expect([...(await difference(plain)), ...(await difference(rich))]).toEqual([])
  })
})
