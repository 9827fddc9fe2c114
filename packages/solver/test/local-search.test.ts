import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prepare } from '../src/index.ts'
import { LocalSearch } from '../src/search/local/local-search.ts'
import { Moves } from '../src/search/local/moves.ts'
import { orOpt } from '../src/search/local/or-opt.ts'
import { relocate } from '../src/search/local/relocate.ts'
import { swap } from '../src/search/local/swap.ts'
import { twoOptStar } from '../src/search/local/two-opt-star.ts'
import { twoOpt } from '../src/search/local/two-opt.ts'
import { nearestNodes } from '../src/search/neighbours.ts'
import type { Plan } from '../src/search/plan.ts'
import { finish } from '../src/search/steps.ts'
import { randomProblem, RULES } from './random-problem.ts'
import { searchOf } from './search-of.ts'

const rules = fc.record(Object.fromEntries(RULES.map((rule) => [rule, fc.boolean()])))

/** What is wrong with a plan after moves; nothing when it is whole and its cost is that of its routes. */
function faultsOf(plan: Plan): string[] {
  const { space } = plan
  const nodes = new Int32Array(space.nodeCount)
  const seen = new Set<number>()
  let cost = 0
  const faults: string[] = []
  for (let route = 0; route < space.routeCount; route++) {
    const count = plan.readRoute(route, nodes)
    if (!plan.check.check(space.routeType[route]!, nodes, count)) faults.push(`route ${route} breaks a rule`)
    cost += plan.check.cost
    for (const node of nodes.subarray(0, count)) {
      if (seen.has(node)) faults.push(`node ${node} twice`)
      seen.add(node)
    }
  }
  const absent = [...plan.absent.subarray(0, plan.absentCount)].flatMap((task) => {
    const node = space.prepared.taskNode[task]!
    return space.prepared.nodePair[node]! >= 0 ? [node, node + 1] : [node]
  })
  if (seen.size + absent.length !== space.nodeCount) faults.push('a node is lost')
  if (cost !== plan.totalCost) faults.push(`cost ${plan.totalCost}, not ${cost}`)
  return faults
}

const operators = {
  relocate: (moves: Moves, a: number, b: number) => relocate(moves, a, b),
  orOpt: (moves: Moves, a: number, b: number) => orOpt(moves, a, 2, b) || orOpt(moves, a, 3, b),
  swap: (moves: Moves, a: number, b: number) => swap(moves, a, b),
  twoOpt: (moves: Moves, a: number, b: number) =>
    moves.plan.routeOf[a] === moves.plan.routeOf[b] && twoOpt(moves, a, b),
  twoOptStar: (moves: Moves, a: number, b: number) =>
    moves.plan.routeOf[a] !== moves.plan.routeOf[b] && twoOptStar(moves, a, b),
}

describe('local search', () => {
  it.each(Object.entries(operators))('%s makes the plan cheaper and keeps it whole', (_, operator) => {
    let made = 0
    fc.assert(
      fc.property(fc.integer({ min: 1 }), rules, (seed, some) => {
        const search = searchOf(prepare(randomProblem(seed, 12, 4, some)), 'cost', seed)
        finish(search.construct())
        const { plan, space } = search
        // Some steps at a high temperature leave a plan worth improving.
        for (let i = 0; i < 5; i++) search.step(0)
        const moves = new Moves(plan)
        for (let a = 0; a < space.nodeCount; a++) {
          for (let b = 0; b < space.nodeCount; b++) {
            if (a === b || plan.routeOf[a]! < 0 || plan.routeOf[b]! < 0) continue
            const before = plan.totalCost
            plan.begin()
            if (!operator(moves, a, b)) continue
            made++
            expect(plan.totalCost).toBeLessThan(before)
            expect(faultsOf(plan)).toEqual([])
          }
        }
      }),
      { numRuns: 150, seed: 1 },
    )
    expect(made).toBeGreaterThan(0)
  })

  it('never makes a plan worse', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), rules, (seed, some) => {
        const search = searchOf(prepare(randomProblem(seed, 12, 4, some)), 'cost', seed)
        finish(search.construct())
        for (let i = 0; i < 5; i++) search.step(0)
        const before = search.plan.totalCost
        finish(
          new LocalSearch(search.plan, nearestNodes(search.space, 8, { waitWeight: 0 })).improve(undefined),
        )
        expect(search.plan.totalCost).toBeLessThanOrEqual(before)
        expect(faultsOf(search.plan)).toEqual([])
      }),
      { numRuns: 150, seed: 1 },
    )
  })
})
