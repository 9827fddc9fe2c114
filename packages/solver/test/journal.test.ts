import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prepare } from '../src/index.ts'
import type { Plan } from '../src/search/plan.ts'
import { finish } from '../src/search/steps.ts'
import { randomProblem, RULES } from './random-problem.ts'
import { searchOf } from './search-of.ts'

const rules = fc.record(Object.fromEntries(RULES.map((rule) => [rule, fc.boolean()])))

/** All that later steps read of a plan: routes, times and loads at their stops, costs, and what is absent. */
function stateOf(plan: Plan): unknown {
  const { space } = plan
  const nodes = new Int32Array(space.longestSequence)
  const routes = Array.from({ length: space.routeCount }, (_, route) => {
    const sequence = [...nodes.subarray(0, plan.readRoute(route, nodes))]
    const start = plan.startOf(route)
    const labels = [start, ...sequence, start + 1].map((node) => [
      node,
      plan.routeOf[node],
      plan.prev[node],
      plan.leg[node],
      ...[plan.ready, plan.latest].map((times) =>
        times.subarray(node * space.labelCount, (node + 1) * space.labelCount).join(),
      ),
      ...[plan.peakBefore, plan.peakAfter].map((loads) =>
        loads.subarray(node * space.dimensionCount, (node + 1) * space.dimensionCount).join(),
      ),
      ...[plan.headLength, plan.tailLength].map((length) => length[node]),
    ])
    return sequence.length === 0 ? [] : [plan.stops[route], plan.distance[route], plan.cost[route], labels]
  })
  return {
    routes,
    load: plan.load.join(),
    active: plan.active.slice(0, plan.activeCount).toSorted(),
    absent: plan.absent.slice(0, plan.absentCount).toSorted(),
    cost: plan.totalCost,
  }
}

describe('a plan', () => {
  it('is after a rollback what it was before, whatever has been done to it', () => {
    let undone = 0
    fc.assert(
      fc.property(fc.integer({ min: 1 }), rules, (seed, some) => {
        const search = searchOf(prepare(randomProblem(seed, 14, 4, some)), 'cost', seed)
        finish(search.construct())
        const { plan, space } = search
        for (let step = 0; step < 20; step++) search.step(step / 20)
        const before = stateOf(plan)
        plan.begin()
        for (let task = seed % 3; task < space.prepared.taskCount; task += 2) {
          if ((plan.routeOf[space.prepared.taskNode[task]!] ?? -1) < 0) continue
          plan.removeTask(task)
          undone++
        }
        plan.refreshGaps()
        for (let route = 0; route < space.routeCount; route += 2) {
          if ((plan.stops[route] ?? 0) === 0) continue
          const nodes = new Int32Array(space.longestSequence)
          const count = plan.readRoute(route, nodes)
          plan.clearRoute(route)
          plan.fillRoute(route, nodes.subarray(0, count).toReversed(), count)
        }
        plan.settle()
        plan.rollback()
        expect(stateOf(plan)).toEqual(before)
      }),
      { seed: 1, numRuns: 200 },
    )
    expect(undone).toBeGreaterThan(400)
  })

  it('knows after a ruin the times that a look at whole routes would find', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), rules, (seed, some) => {
        const search = searchOf(prepare(randomProblem(seed, 14, 4, some)), 'cost', seed)
        finish(search.construct())
        const { plan, space } = search
        plan.begin()
        for (let task = seed % 4; task < space.prepared.taskCount; task += 3) {
          if ((plan.routeOf[space.prepared.taskNode[task]!] ?? -1) >= 0) plan.removeTask(task)
        }
        plan.refreshGaps()
        const found = stateOf(plan)
        for (let route = 0; route < space.routeCount; route++) plan.refresh(route)
        expect(stateOf(plan)).toEqual(found)
      }),
      { seed: 1, numRuns: 200 },
    )
  })
})
