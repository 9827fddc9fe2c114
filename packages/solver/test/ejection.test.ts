import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prepare } from '../src/index.ts'
import { Ejection } from '../src/search/ejection.ts'
import type { Plan } from '../src/search/plan.ts'
import { Random } from '../src/search/random.ts'
import { finish } from '../src/search/steps.ts'
import { randomProblem } from './random-problem.ts'
import { searchOf } from './search-of.ts'

const RULES = { windows: true, capacity: true }
const MOST_EJECTED = 5

function sequences(plan: Plan): number[][] {
  const nodes = new Int32Array(plan.space.longestSequence)
  return Array.from(plan.active.subarray(0, plan.activeCount), (route) => [
    ...nodes.subarray(0, plan.readRoute(route, nodes)),
  ])
}

/** The least that the stops weigh which leave a route for a node, by trying every set and every place. */
function leastByTrial(plan: Plan, node: number, weightOf: (node: number) => number): number {
  let least = Infinity
  for (const stops of sequences(plan)) {
    for (let set = 0; set < 1 << stops.length; set++) {
      const kept = stops.filter((_, i) => (set & (1 << i)) === 0)
      const gone = stops.filter((_, i) => (set & (1 << i)) !== 0)
      const weighs = gone.reduce((sum, stop) => sum + weightOf(stop), 0)
      if (gone.length > MOST_EJECTED || weighs >= least) continue
      const fits = Array.from({ length: kept.length + 1 }, (_, at) => kept.toSpliced(at, 0, node)).some(
        (nodes) => plan.check.check(0, Int32Array.from(nodes), nodes.length),
      )
      if (fits) least = weighs
    }
  }
  return least
}

describe('ejection', () => {
  it('puts a stop where those that leave for it weigh least of all sets and places', () => {
    let ejected = 0
    fc.assert(
      fc.property(fc.integer({ min: 1 }), (seed) => {
        const search = searchOf(prepare(randomProblem(seed, 9, 2, RULES)), 'vehicles', seed)
        finish(search.construct())
        const { plan, space } = search
        fc.pre(space.plainWindows && plan.activeCount > 0 && plan.absentCount > 0)
        const { prepared } = space
        const weights = Float64Array.from(
          { length: prepared.taskCount },
          (_, task) => 1 + ((seed + task * task) % 7),
        )
        const task = plan.absent[0]!
        const least = leastByTrial(
          plan,
          prepared.taskNode[task]!,
          (stop) => weights[prepared.nodeTask[stop]!]!,
        )
        const absent = new Set(plan.absent.subarray(0, plan.absentCount))
        plan.begin()
        const isPlaced = new Ejection(plan, new Random(seed)).insert(task, weights, Infinity)
        plan.settle()
        expect(isPlaced).toBe(least < Infinity)
        for (const stops of sequences(plan)) {
          expect(plan.check.check(0, Int32Array.from(stops), stops.length)).toBe(true)
        }
        if (!isPlaced) return
        const gone = [...plan.absent.subarray(0, plan.absentCount)].filter((other) => !absent.has(other))
        expect(gone.reduce((sum, other) => sum + weights[other]!, 0)).toBe(least)
        ejected += gone.length
      }),
      // Named are those where a set fell to one with more stops, and where labels ran out.
      { numRuns: 300, examples: [[1325763939], [999044530], [1374115130]] },
    )
    expect(ejected).toBeGreaterThan(50)
  })
})
