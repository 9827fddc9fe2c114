import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluateSolution, parseProblem, prepare, solve } from '../src/index.ts'
import { flatten, isFlat } from '../src/search/genetic/flat-problem.ts'
import type { FlatProblem } from '../src/search/genetic/flat-problem.ts'
import { GeneticSearch } from '../src/search/genetic/genetic-search.ts'
import { Individual } from '../src/search/genetic/individual.ts'
import { OrderCrossover } from '../src/search/genetic/order-crossover.ts'
import { exchange } from '../src/search/genetic/exchange.ts'
import { PenalisedMoves } from '../src/search/genetic/penalised-moves.ts'
import {
  BEFORE,
  promising,
  RELOCATE,
  RELOCATE_TURNED,
  RELOCATE_TWO,
  REVERSE,
  SWAP,
  SWAP_HEADS,
  SWAP_TAILS,
  SWAP_TWO,
  SWAP_TWO_ONE,
} from '../src/search/genetic/promising.ts'
import { reverse } from '../src/search/genetic/reverse.ts'
import { swapHeads } from '../src/search/genetic/swap-heads.ts'
import { swapTails } from '../src/search/genetic/swap-tails.ts'
import { PenalisedPlan } from '../src/search/genetic/penalised-plan.ts'
import { PenalisedSearch } from '../src/search/genetic/penalised-search.ts'
import { RouteExchangeCrossover } from '../src/search/genetic/route-exchange-crossover.ts'
import { SwapStar } from '../src/search/genetic/swap-star.ts'
import { nearestNodes } from '../src/search/neighbours.ts'
import { Random } from '../src/search/random.ts'
import type { Space } from '../src/search/space.ts'
import { finish } from '../src/search/steps.ts'
import { randomProblem } from './random-problem.ts'
import { syntheticSolomon } from './synthetic.ts'
import { searchOf } from './search-of.ts'

/** Rules that keep a problem plain. */
const rules = fc.record({
  windows: fc.boolean(),
  capacity: fc.constant(true),
  asymmetric: fc.boolean(),
  open: fc.boolean(),
})
const seeds = fc.integer({ min: 1, max: 1_000_000 })

function spaceOf(seed: number, some: object) {
  const { space } = searchOf(prepare(randomProblem(seed, 12, 4, some)), 'cost', seed)
  return isFlat(space) ? space : undefined
}

/** The problem laid out, with or without its windows: only without them routes may be turned round. */
function lay(space: Space, isTimeless: boolean): FlatProblem {
  const flat = flatten(space, 4)
  if (!isTimeless) return flat
  const [type] = space.prepared.types
  const isRound = space.prepared.tables[0]!.symmetric && type!.start === type!.end
  return { ...flat, timed: false, reversible: isRound }
}

/** Cost of the plan by driving every route from its start, and the faults of its links. */
function driven(plan: PenalisedPlan, flat: FlatProblem): { cost: number; faults: string[] } {
  const faults: string[] = []
  const seen = new Set<number>()
  let cost = 0
  for (let route = 0; route < flat.routeCount; route++) {
    const start = plan.startOf(route)
    let [time, load, warp, metres] = [flat.opensS[start]!, 0, 0, 0]
    let before = start
    while (before !== start + 1) {
      const node = plan.next[before]!
      if (plan.prev[node] !== before) faults.push(`${node} is not linked back`)
      if (plan.routeOf[node] !== route) faults.push(`${node} is on a wrong route`)
      if (node < flat.count) {
        if (seen.has(node)) return { cost, faults: [...faults, `${node} twice`] }
        seen.add(node)
      }
      const cell = flat.at[before]! * flat.width + flat.at[node]!
      metres += flat.distance[cell]!
      load += flat.load[node]!
      time = Math.max(time + flat.gap[cell]!, flat.opensS[node]!)
      if (flat.timed && time > flat.closesS[node]!) {
        warp += time - flat.closesS[node]!
        time = flat.closesS[node]!
      }
      before = node
    }
    if (plan.isEmpty(route)) continue
    cost += metres + flat.fixed
    cost += Math.max(0, load - flat.capacity) * plan.loadWeight + warp * plan.warpWeight
  }
  if (seen.size !== flat.count) faults.push(`${flat.count - seen.size} stops lost`)
  return { cost, faults }
}

/** A plan of stops dealt out at random, whatever the rules. */
function randomPlan(flat: FlatProblem, random: Random): PenalisedPlan {
  const plan = new PenalisedPlan(flat)
  plan.setWeights(3.5, 0.75)
  const routes = Array.from({ length: flat.routeCount }, (): number[] => [])
  for (let node = 0; node < flat.count; node++) routes[random.below(flat.routeCount)]!.push(node)
  routes.forEach((nodes, route) => plan.fillRoute(route, Int32Array.from(nodes), 0, nodes.length))
  return plan
}

const every = (flat: FlatProblem) => Array.from({ length: flat.count }, (_, node) => node)

const operators: Record<string, (moves: PenalisedMoves, u: number, v: number) => boolean> = {
  relocate: (moves, u, v) => exchange(moves, u, 1, v, 0, false),
  'relocate two': (moves, u, v) => exchange(moves, u, 2, v, 0, false),
  'relocate two turned round': (moves, u, v) => exchange(moves, u, 2, v, 0, true),
  swap: (moves, u, v) => exchange(moves, u, 1, v, 1, false),
  'swap two with one': (moves, u, v) => exchange(moves, u, 2, v, 1, false),
  'swap two with two': (moves, u, v) => exchange(moves, u, 2, v, 2, false),
  'relocate to the start': (moves, u, v) =>
    exchange(moves, u, 1, moves.plan.startOf(moves.plan.routeOf[v]!), 0, false),
  reverse: (moves, u, v) => moves.plan.routeOf[u] === moves.plan.routeOf[v] && reverse(moves, u, v),
  'swap tails': (moves, u, v) => moves.plan.routeOf[u] !== moves.plan.routeOf[v] && swapTails(moves, u, v),
  'swap tails with the start': (moves, u, v) =>
    moves.plan.routeOf[u] !== moves.plan.routeOf[v] &&
    swapTails(moves, u, moves.plan.startOf(moves.plan.routeOf[v]!)),
  'swap heads': (moves, u, v) =>
    moves.plan.flat.reversible && moves.plan.routeOf[u] !== moves.plan.routeOf[v] && swapHeads(moves, u, v),
}

/** Bits of `promising` that the operators need. */
const bits: Record<string, number> = {
  relocate: RELOCATE,
  'relocate two': RELOCATE_TWO,
  'relocate two turned round': RELOCATE_TURNED,
  swap: SWAP,
  'swap two with one': SWAP_TWO_ONE,
  'swap two with two': SWAP_TWO,
  reverse: REVERSE,
  'swap tails': SWAP_TAILS,
  'swap heads': SWAP_HEADS,
}

describe('penalised local search', () => {
  it.each(Object.entries(operators))('%s changes the cost by exactly what it says', (name, operator) => {
    let made = 0
    fc.assert(
      fc.property(seeds, rules, fc.boolean(), (seed, some, isTimeless) => {
        const space = spaceOf(seed, some)
        if (space === undefined) return
        const flat = lay(space, isTimeless)
        const plan = randomPlan(flat, new Random(seed))
        const moves = new PenalisedMoves(plan)
        for (const u of every(flat)) {
          for (const v of every(flat)) {
            if (u === v) continue
            const before = plan.cost()
            const isSame = plan.routeOf[u] === plan.routeOf[v]
            const found = promising(moves, u, v, isSame)
            const x = plan.next[v]!
            const behind = x < flat.count && x !== u ? promising(moves, u, x, isSame) >> BEFORE : -1
            if (!operator(moves, u, v)) continue
            made++
            const bit = bits[name] ?? 0
            const bitBehind = bit & (RELOCATE | RELOCATE_TWO | RELOCATE_TURNED | SWAP_TAILS)
            expect(found & bit).toBe(bit)
            expect(behind & bitBehind).toBe(bitBehind)
            const { cost, faults } = driven(plan, flat)
            expect(faults).toEqual([])
            expect(plan.cost()).toBeCloseTo(cost, 5)
            expect(before - cost).toBeCloseTo(moves.gain, 5)
            expect(moves.gain).toBeGreaterThan(0)
          }
        }
      }),
      { numRuns: 150 },
    )
    expect(made).toBeGreaterThan(20)
  })

  it('makes swaps of SWAP* that save exactly what they say', () => {
    let made = 0
    fc.assert(
      fc.property(seeds, rules, (seed, some) => {
        const space = spaceOf(seed, some)
        if (space === undefined) return
        const flat = flatten(space, 2)
        const plan = randomPlan(flat, new Random(seed))
        const moves = new PenalisedMoves(plan)
        const swaps = new SwapStar(moves, nearestNodes(space, 10, { waitWeight: 0 }))
        swaps.start()
        for (let before = plan.cost(); swaps.improve(); before = plan.cost()) {
          made++
          const { cost, faults } = driven(plan, flat)
          expect(faults).toEqual([])
          expect(before - cost).toBeCloseTo(moves.gain, 5)
        }
      }),
      { numRuns: 150 },
    )
    expect(made).toBeGreaterThan(20)
  })

  it('ends where no move is left', () => {
    fc.assert(
      fc.property(seeds, rules, (seed, some) => {
        const space = spaceOf(seed, some)
        if (space === undefined) return
        const flat = flatten(space, 4)
        const random = new Random(seed)
        const plan = randomPlan(flat, random)
        const before = plan.cost()
        const search = new PenalisedSearch(plan, nearestNodes(space, 10, { waitWeight: 1 }), random)
        search.start(true)
        for (let i = 0; !search.run(5); i++) expect(i).toBeLessThan(1000)
        const { cost, faults } = driven(plan, flat)
        expect(faults).toEqual([])
        expect(cost).toBeLessThanOrEqual(before)
        expect(cost).toBeCloseTo(plan.cost(), 5)
      }),
      { numRuns: 100 },
    )
  })
})

describe('crossover', () => {
  it('gives children that hold every stop once', () => {
    fc.assert(
      fc.property(seeds, rules, (seed, some) => {
        const space = spaceOf(seed, some)
        if (space === undefined) return
        const flat = flatten(space, 4)
        const random = new Random(seed)
        const near = nearestNodes(space, 10, { waitWeight: 1 })
        const [a, b] = [new Individual(flat), new Individual(flat)]
        randomPlan(flat, random).copyTo(a)
        randomPlan(flat, random).copyTo(b)
        const plan = new PenalisedPlan(flat)
        const order = new OrderCrossover(flat, near, random)
        const exchange = new RouteExchangeCrossover(flat, near, random)
        for (let i = 0; i < 5; i++) {
          order.cross(a, b, plan)
          expect(driven(plan, flat).faults).toEqual([])
          exchange.cross(a, b, new PenalisedMoves(plan))
          expect(driven(plan, flat).faults).toEqual([])
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe('genetic search', () => {
  it('writes plans that keep every rule at the cost it states', () => {
    const { problem } = parseProblem(syntheticSolomon(40), {
      format: 'solomon',
      name: 'made up',
      objective: 'distance',
    })
    const prepared = prepare(problem)
    const search = searchOf(prepared, 'distance', 1)
    finish(search.construct())
    const { plan, best, space } = search
    const genetic = new GeneticSearch(space, best.routes + 3, new Random(1))
    best.restore()
    genetic.seed(plan)
    let improved = 0
    for (let i = 0; i < 2000; i++) {
      if (!genetic.step()) continue
      improved++
      const before = plan.totalCost
      genetic.takeInto(plan)
      expect(plan.totalCost).toBeLessThan(before)
      best.copy()
      const solution = evaluateSolution(prepared, best.toSequences(), { objective: 'distance' })
      expect(solution.routes.flatMap(({ violations }) => violations)).toEqual([])
      expect(solution.unassigned).toEqual([])
      expect(solution.distanceM).toBe(plan.totalCost)
    }
    expect(improved).toBeGreaterThan(0)
  })

  it('gives the same plan for the same seed and iterations', async () => {
    const { problem } = parseProblem(syntheticSolomon(30), {
      format: 'solomon',
      name: 'made up',
      objective: 'distance',
    })
    const options = { objective: 'distance', iterations: 6000, seed: 7 } as const
    const [first, second] = [await solve(problem, options), await solve(problem, options)]
    expect(second.solution).toEqual(first.solution)
    expect(second.iterations).toBe(6000)
  })
})
