import { describe, expect, it } from 'vitest'
import { evaluateSolution, parseProblem, prepare } from '../src/index.ts'
import type { Island } from '../src/model/options.ts'
import { islandMemory, Islands } from '../src/search/islands.ts'
import type { Search } from '../src/search/search.ts'
import { finish } from '../src/search/steps.ts'
import { checkSolomon } from './checkers/solomon.ts'
import { syntheticSolomon } from './synthetic.ts'
import { searchOf } from './search-of.ts'

/** Two searches of one problem that have gone different ways for a while, in which they are still annealing. */
function twoSearches(text: string, steps: readonly [number, number]): [Search, Search] {
  const prepared = prepare(parseProblem(text, { format: 'solomon', name: 'synthetic' }).problem)
  const searches = [1, 2].map((seed) => searchOf(prepared, 'distance', seed))
  searches.forEach((search, index) => {
    finish(search.construct())
    for (let i = 0; i < (steps[index] ?? 0); i++) search.step(0.18)
  })
  return [searches[0]!, searches[1]!]
}

function islandsOf(searches: readonly Search[], memory: Island['memory']): Islands[] {
  return searches.map((search, index) => new Islands({ memory, index, count: searches.length }, search.best))
}

const routesOf = (search: Search) => search.best.toSequences().map((route) => route.jobs)

describe('islands', () => {
  it.each([1, 2, 3])(
    'join what is better in either plan: whole, at the exact cost, no worse than both (%i)',
    (seed) => {
      const text = syntheticSolomon(120, { seed })
      const searches = twoSearches(text, [300, 600])
      const before = Math.min(...searches.map((search) => search.best.cost))
      const islands = islandsOf(searches, islandMemory())

      const met = searches.map((search, index) => search.meet(islands[index]!, 0.9))
      // The first has met nobody yet when it comes; it looks again.
      met[0] = searches[0]!.meet(islands[0]!, 0.9) || met[0]!

      expect(met).toContain(true)
      for (const search of searches) {
        const { cost, faults } = checkSolomon(text, routesOf(search), 'dimacs')
        expect(faults).toEqual([])
        expect(search.best.cost).toBe(Math.round(10 * cost))
        expect(search.best.cost).toBeLessThanOrEqual(before)
        expect(search.best.routes).toBe(routesOf(search).length)
      }
      expect(searches[0]!.best.cost).toBe(searches[1]!.best.cost)
      // Who has gained goes on from there.
      const gainers = searches.filter((_, index) => met[index])
      expect(gainers.map((search) => search.plan.totalCost)).toEqual(
        gainers.map((search) => search.best.cost),
      )
    },
  )

  it('take over the plan that serves more when one leaves something out', () => {
    const text = syntheticSolomon(80, { vehicles: 6 })
    const searches = twoSearches(text, [0, 300])
    const [first, second] = searches
    expect(second.best.absentCount).toBeLessThan(first.best.absentCount)
    const islands = islandsOf(searches, islandMemory())

    second.meet(islands[1]!, 0.9)
    const isTaken = first.meet(islands[0]!, 0.9)

    expect(isTaken).toBe(true)
    expect(first.best.rank()).toEqual(second.best.rank())
    expect(routesOf(first)).toEqual(routesOf(second))
  })

  it('do not meet before their time, nor wait for one that has left', () => {
    const searches = twoSearches(syntheticSolomon(60), [30, 300])
    const [first, second] = searches
    const islands = islandsOf(searches, islandMemory())

    islands[1]!.leave(second.best)

    expect(first.meet(islands[0]!, 0.1)).toBe(false)
    expect(first.meet(islands[0]!, 0.99)).toBe(true)
    expect(first.best.cost).toBeLessThanOrEqual(second.best.cost)
  })

  it('leave the first of them alone for most of the run, so that they are hardly ever worse than one', () => {
    const searches = twoSearches(syntheticSolomon(60), [30, 300])
    const islands = islandsOf(searches, islandMemory())

    islands[1]!.leave(searches[1]!.best)

    expect(searches[0]!.meet(islands[0]!, 0.6)).toBe(false)
    expect(searches[0]!.meet(islands[0]!, 0.75)).toBe(true)
  })

  it('go their own ways when memory cannot grow', () => {
    const searches = twoSearches(syntheticSolomon(60), [0, 300])
    const islands = islandsOf(searches, new SharedArrayBuffer(8))

    expect(searches.map((search, index) => search.meet(islands[index]!, 0.99))).toEqual([false, false])
  })

  it('agree on a cost that the evaluation confirms where time has a price', () => {
    const { problem } = parseProblem(syntheticSolomon(60), { format: 'solomon', name: 'synthetic' })
    const shifts = problem.shifts.map((shift) => ({
      ...shift,
      costs: { fixed: 50, perHour: 36, perKm: 1000 },
    }))
    const prepared = prepare({ ...problem, shifts })
    const searches = [1, 2].map((seed) => searchOf(prepared, 'cost', seed))
    searches.forEach((search) => {
      finish(search.construct())
      for (let i = 0; i < 400; i++) search.step(0.9)
    })
    const islands = islandsOf(searches, islandMemory())

    searches.forEach((search, index) => search.meet(islands[index]!, 0.9))

    for (const search of searches) {
      const { cost, feasible, unassigned } = evaluateSolution(prepared, search.best.toSequences())
      expect([feasible, unassigned.length]).toEqual([true, 0])
      expect(search.figure()).toBeCloseTo(cost, 6)
    }
  })
})
