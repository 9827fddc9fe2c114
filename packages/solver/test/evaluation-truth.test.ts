import { describe, expect, it } from 'vitest'
import { evaluateSolution, prepare } from '../src/index.ts'
import type { Problem, Solution } from '../src/index.ts'
import { rankPlan } from './brute-force.ts'
import { checkPlan } from './check-plan.ts'
import { seedsOf } from './oracle/seeds.ts'
import { readStops } from './oracle/visits.ts'
import { randomPlan } from './random-plan.ts'
import { ALL_RULES, randomProblem } from './random-problem.ts'
import type { Rules } from './random-problem.ts'

/** What an evaluation says otherwise than the model, by problem. */
function differences(cases: readonly Rules[], seeds: readonly number[]): string[] {
  return cases.flatMap((rules) =>
    seeds.flatMap((seed) => {
      const problem = randomProblem(seed, 5, 2, rules)
      const plan = randomPlan(problem, seed)
      const found = evaluateSolution(prepare(problem), plan)
      return compare(problem, found).map((fault) => `${JSON.stringify({ seed, ...rules })}: ${fault}`)
    }),
  )
}

function compare(problem: Problem, found: Solution): string[] {
  const routes = found.routes.map(({ shift, stops }) => ({
    shift: problem.shifts.find(({ id }) => id === shift)!,
    stops: readStops(
      problem,
      stops.map(({ job }) => job),
    ),
  }))
  const kind = rankPlan(problem, routes, {}, 'kind')
  const harsh = rankPlan(problem, routes, {}, 'harsh')
  if (!found.feasible) {
    const isRight = kind === undefined || harsh === undefined
    return isRight
      ? []
      : [`keeps every rule, not ${JSON.stringify(found.routes.flatMap((r) => r.violations))}`]
  }
  const costs = [kind, harsh].flatMap((rank) => rank?.at(-1) ?? [])
  if (costs.length === 0) return ['breaks a rule']
  const isBetween = found.cost >= Math.min(...costs) - 1e-6 && found.cost <= Math.max(...costs) + 1e-6
  return [
    ...(isBetween ? [] : [`costs ${costs.join(' to ')}, not ${found.cost}`]),
    ...checkPlan(problem, found),
  ]
}

describe('the evaluation of any plan', () => {
  it.for(ALL_RULES)('says what the model says with %s', (rule) => {
    expect(differences([{ [rule]: true }], seedsOf(40))).toEqual([])
  })

  it.for(ALL_RULES)('says what the model says with %s beside each other rule', (rule) => {
    const others = ALL_RULES.slice(ALL_RULES.indexOf(rule) + 1)

    expect(
      differences(
        others.map((other) => ({ [rule]: true, [other]: true })),
        seedsOf(4),
      ),
    ).toEqual([])
  })

  // Departures that a rest in two parts makes better than the first one are rare.
  it.for([
    { windows: true, splitRests: true, open: true, timePrices: true },
    { windows: true, splitRests: true, workRests: true, timePrices: true },
    { severalWindows: true, splitRests: true, asymmetric: true, setup: true, priced: true },
    { severalWindows: true, splitRests: true, reloads: true, releases: true, docks: true },
  ] satisfies Rules[])('leaves when split rests let it return earliest, with %j', (rules) => {
    expect(differences([rules], seedsOf(300))).toEqual([])
  })
})
