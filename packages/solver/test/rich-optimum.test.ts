import { describe, expect, it } from 'vitest'
import type { ObjectiveTerm } from '../src/model/options.ts'
import { solve } from '../src/index.ts'
import { bestOfAll } from './every-plan.ts'
import { randomRichProblem } from './random-rich-problem.ts'
import type { RichRule } from './random-rich-problem.ts'

const SETS: readonly (readonly RichRule[])[] = [
  ['wishes', 'timePrice'],
  ['setup', 'overtime', 'timePrice'],
  ['reloads'],
  ['reloads', 'windows', 'releases'],
  ['reloads', 'shipments', 'timePrice'],
  ['reloads', 'goods', 'wishes'],
  ['reloads', 'onBoard'],
  ['prizes', 'wishes', 'timePrice'],
  ['groups', 'prizes', 'reloads'],
  ['sameVehicle', 'windows', 'capacity'],
  ['differentVehicles', 'setup'],
  ['sequence', 'windows'],
  ['directSequence', 'windows', 'shipments'],
  ['before', 'windows', 'timePrice'],
  ['synchronised', 'windows', 'timePrice'],
  ['synchronised', 'before', 'timePrice', 'wishes'],
  ['sameVehicle', 'sequence', 'prizes'],
  ['positions', 'capacity', 'pickups'],
  ['priorities', 'capacity', 'before', 'windows'],
  ['breaks', 'windows', 'timePrice'],
  ['workRules', 'windows', 'timePrice'],
  ['breaks', 'workRules', 'wishes', 'timePrice'],
  ['slices', 'windows', 'timePrice'],
  ['takes', 'capacity', 'reloads'],
  ['rides', 'shipments', 'windows', 'timePrice'],
  ['startPins', 'windows', 'timePrice'],
  ['prefix', 'capacity', 'shipments'],
  ['zones', 'setup', 'limits'],
]

const OBJECTIVES: Readonly<Record<string, readonly ObjectiveTerm[]>> = {
  makespan: [
    { measure: 'makespan', weight: 1 },
    { measure: 'distance', weight: 1, level: 1 },
  ],
  balance: [
    { measure: 'balanceTime', weight: 1 },
    { measure: 'cost', weight: 1, level: 1 },
  ],
  stops: [
    { measure: 'balanceStops', weight: 1 },
    { measure: 'vehicles', weight: 1, level: 1 },
    { measure: 'distance', weight: 1, level: 2 },
  ],
  mixed: [
    { measure: 'cost', weight: 1 },
    { measure: 'compactness', weight: 0.001 },
    { measure: 'waiting', weight: 0.01 },
    { measure: 'balanceLoad', weight: 0.1 },
  ],
}

describe('small rich problems', () => {
  it.for(SETS.map((rules) => ({ rules, name: rules.join(', ') })))(
    'are solved to the best of all plans with $name',
    async ({ rules }) => {
      for (const seed of [1, 2, 3]) {
        const problem = randomRichProblem(seed, rules)
        const best = bestOfAll(problem)

        const { solution, rank } = await solve(problem, { iterations: 3000, seed: 1 })

        expect({ seed, rank }).toEqual({ seed, rank: [...best.unserved, best.cost] })
        expect(solution.feasible).toBe(true)
      }
    },
  )

  it.for(Object.entries(OBJECTIVES))('are solved to the best of all plans by %s', async ([, objective]) => {
    for (const seed of [4, 5]) {
      const problem = randomRichProblem(seed, ['windows', 'wishes', 'synchronised'])
      const best = bestOfAll(problem, objective)

      const { rank } = await solve(problem, { iterations: 3000, seed: 1, objective })

      expect({ seed, rank }).toEqual({ seed, rank: [...best.unserved, best.cost] })
    }
  })
})
