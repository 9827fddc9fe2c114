import { describe, expect, it } from 'vitest'
import { solve } from '../src/index.ts'
import { bruteForce } from './brute-force.ts'
import { checkPlan } from './check-plan.ts'
import { randomProblem, RULES } from './random-problem.ts'
import type { Rules } from './random-problem.ts'

const singles: Rules[] = RULES.map((rule) => ({ [rule]: true }))
const pairs: Rules[] = RULES.flatMap((a, i) => RULES.slice(i + 1).map((b) => ({ [a]: true, [b]: true })))

/** Solves and compares with the best of all plans; says which problems differ. */
async function differences(
  cases: readonly Rules[],
  seeds: readonly number[],
  jobs: number,
): Promise<string[]> {
  const found: string[] = []
  for (const rules of cases) {
    for (const seed of seeds) {
      const problem = randomProblem(seed, jobs, 2, rules)
      const best = bruteForce(problem)
      const { solution } = await solve(problem, { iterations: 1500, seed: 1 })
      const priorities = [...new Set([...problem.jobs, ...problem.shipments!].map((task) => task.priority))]
      const left = new Set(solution.unassigned.map(({ job }) => job))
      const unserved = priorities
        .toSorted((a, b) => b - a)
        .map(
          (p) =>
            [...problem.jobs, ...problem.shipments!].filter((t) => t.priority === p && left.has(t.id)).length,
        )
      const faults = checkPlan(problem, solution)
      const isSame =
        Math.abs(solution.cost - best.cost) < 1e-6 && unserved.join() === best.unservedByPriority.join()
      if (!isSame || faults.length > 0) {
        found.push(
          `${JSON.stringify(rules)} seed ${seed}: ${unserved.join()} for ${solution.cost}, best ${best.unservedByPriority.join()} for ${best.cost} ${faults.join('; ')}`,
        )
      }
    }
  }
  return found
}

describe('small problems', () => {
  it('are solved to the optimum under every rule alone', async () => {
    expect(await differences(singles, [1, 2, 3, 4, 5, 6], 5)).toEqual([])
  }, 60_000)

  it('are solved to the optimum under every pair of rules', async () => {
    expect(await differences(pairs, [11, 12], 4)).toEqual([])
  }, 60_000)
})
