import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluateRoute, evaluateSolution, prepare } from '../src/index.ts'
import { pricing } from '../src/model/prices/pricing.ts'
import { RouteCheck } from '../src/search/route-check.ts'
import { buildSpace } from '../src/search/space.ts'
import { finish } from '../src/search/steps.ts'
import { checkPlan, moneyOf } from './check-plan.ts'
import { randomProblem, RULES } from './random-problem.ts'
import { searchOf } from './search-of.ts'

const rules = fc.record(Object.fromEntries(RULES.map((rule) => [rule, fc.boolean()])))

describe('one evaluation', () => {
  it('agrees with the incremental form on which sequences keep every rule and what they cost', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), rules, (seed, some) => {
        const problem = randomProblem(seed, 5, 2, some)
        const prepared = prepare(problem)
        const space = buildSpace(prepared, pricing(prepared, 'cost'))
        const check = new RouteCheck(space)
        const tasks = prepared.taskIds.map((_, task) => task).filter((task) => (seed >> task) % 2 === 0)
        const nodes = tasks.flatMap((task) => {
          const node = prepared.taskNode[task]!
          return prepared.nodePair[node]! < 0 ? [node] : [node, node + 1]
        })
        const ids = nodes.map((node) => prepared.taskIds[prepared.nodeTask[node]!]!)

        const plain = evaluateRoute(prepared, 1, ids)
        const keeps = check.check(prepared.shiftType[1]!, Int32Array.from(nodes), nodes.length)

        expect(plain.violations.length === 0).toBe(keeps)
        expect(keeps ? plain.cost : 0).toBe(check.cost / space.pricing.unitsPerFigure)
      }),
      { numRuns: 3000, seed: 1 },
    )
  })

  it('prices a plan exactly as the search did, after any number of moves', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), rules, (seed, some) => {
        const problem = randomProblem(seed, 12, 4, some)
        const prepared = prepare(problem)
        const search = searchOf(prepared, 'cost', seed)
        finish(search.construct())
        for (let i = 0; i < 60; i++) search.step(i / 60)

        const solution = evaluateSolution(prepared, search.best.toSequences())

        expect(checkPlan(problem, solution)).toEqual([])
        expect(solution.feasible).toBe(true)
        expect(solution.cost).toBe(search.best.cost / search.space.pricing.unitsPerFigure)
        expect(solution.cost).toBeCloseTo(moneyOf(problem, solution), 6)
        expect(solution.unassigned.length).toBe(search.best.absentCount)
      }),
      { numRuns: 400, seed: 1 },
    )
  })

  it('keeps every job exactly once and the running cost equal to the sum of the routes, move by move', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), rules, (seed, some) => {
        const prepared = prepare(randomProblem(seed, 10, 3, some))
        const search = searchOf(prepared, 'cost', seed)
        finish(search.construct())
        const { plan, space } = search
        for (let i = 0; i < 30; i++) {
          search.step(i / 30)
          const counts = new Int32Array(space.nodeCount)
          const nodes = new Int32Array(space.nodeCount)
          let cost = 0
          for (let route = 0; route < space.routeCount; route++) {
            const count = plan.readRoute(route, nodes)
            for (const node of nodes.subarray(0, count)) counts[node] = counts[node]! + 1
            expect(plan.check.check(space.routeType[route]!, nodes, count)).toBe(true)
            cost += plan.check.cost
          }
          for (let i = 0; i < plan.absentCount; i++) {
            const node = prepared.taskNode[plan.absent[i]!]!
            counts[node] = counts[node]! + 1
            const pair = prepared.nodePair[node]!
            if (pair >= 0) counts[pair] = counts[pair]! + 1
          }
          expect([...counts].every((count) => count === 1)).toBe(true)
          expect(plan.totalCost).toBe(cost)
        }
      }),
      { numRuns: 200, seed: 1 },
    )
  })
})
