import { nearestNodes } from '../neighbours.ts'
import type { Plan } from '../plan.ts'
import type { Random } from '../random.ts'
import type { Space } from '../space.ts'
import { flatten } from './flat-problem.ts'
import type { FlatProblem } from './flat-problem.ts'
import { Individual } from './individual.ts'
import { OrderCrossover } from './order-crossover.ts'
import { PenalisedMoves } from './penalised-moves.ts'
import { PenalisedPlan } from './penalised-plan.ts'
import { PenalisedSearch } from './penalised-search.ts'
import { Penalties } from './penalties.ts'
import { Population } from './population.ts'
import { RouteExchangeCrossover } from './route-exchange-crossover.ts'

/** Near stops that a move joins. */
const WIDTH = 20
/** Mates drawn until one is another than the first parent. */
const DRAWS = 10
/** Individuals that are made at random before any are crossed. */
const FIRST = 40
/** Stops whose moves are tried in a step: what takes as long as a ruin and recreate. */
const STOPS = 8
/** Share of the children that end their education with SWAP*, and of the broken ones that are repaired. */
const INTENSE = 0.15
const REPAIRED = 0.8
const REPAIR_WEIGHT = 10
/** Children without a better plan after which the population is given up for a new one. */
const STAGNANT = 4000
/** Share of the children by order crossover; the others exchange routes. */
const ORDER_SHARE = 0.2

/**
 * Hybrid genetic search (Vidal 2022; with time windows Vidal et al. 2013 and Kool et al. 2022) of a problem that
 * `isFlat`, for small problems: two parents are crossed, the child is improved by local search in which
 * broken rules cost a penalty, and joins the population. A population that has grown alike gives way to a new one.
 */
export class GeneticSearch {
  private readonly flat: FlatProblem
  private readonly random: Random
  private readonly plan: PenalisedPlan
  private readonly search: PenalisedSearch
  private readonly moves: PenalisedMoves
  private readonly population: Population
  private readonly penalties: Penalties
  private readonly byOrder: OrderCrossover
  private readonly byRoutes: RouteExchangeCrossover
  private readonly shuffled: Int32Array
  private best: Individual | undefined
  private isRepairing = false
  private isBusy = false
  /** Metres of the best plan of this population, and children since it was found. */
  private cheapest = Infinity
  private stagnant = 0

  /** Searches plans of so many routes at most. */
  constructor(space: Space, routeCount: number, random: Random) {
    const near = nearestNodes(space, WIDTH, { waitWeight: space.timed ? 1 : 0 })
    this.flat = flatten(space, Math.min(space.routeCount, routeCount))
    this.random = random
    this.plan = new PenalisedPlan(this.flat)
    this.search = new PenalisedSearch(this.plan, near, random)
    this.moves = new PenalisedMoves(this.plan)
    this.population = new Population(this.plan, random)
    this.penalties = new Penalties(this.plan)
    this.byOrder = new OrderCrossover(this.flat, near, random)
    this.byRoutes = new RouteExchangeCrossover(this.flat, near, random)
    this.shuffled = Int32Array.from({ length: this.flat.count }, (_, node) => node)
  }

  /** Takes a plan that serves everything into the population, unless it has more routes than are searched. */
  seed(plan: Plan): void {
    if (plan.activeCount > this.flat.routeCount) return
    if (this.isRepairing) this.penalties.restore()
    this.isRepairing = false
    const individual = new Individual(this.flat)
    let at = 0
    for (let i = 0; i < plan.activeCount; i++) {
      at += plan.readRoute(plan.active[i] ?? 0, individual.nodes.subarray(at))
      individual.from[i + 1] = at
    }
    individual.routeCount = plan.activeCount
    this.plan.fill(individual)
    this.plan.copyTo(individual)
    this.isBusy = false
    if (this.best === undefined || individual.distance < this.best.distance) this.best = individual
    this.population.add(individual)
    this.noteProgress(individual)
  }

  /** Goes on with an individual for a moment; true when it has become the best plan yet that keeps all rules. */
  step(): boolean {
    if (!this.isBusy) {
      if (this.population.thin()) return false
      if (this.stagnant > STAGNANT) this.restart()
      this.conceive()
    }
    if (!this.search.run(STOPS)) return false
    const child = new Individual(this.flat)
    this.plan.copyTo(child)
    this.isBusy = false
    if (this.isRepairing) {
      this.penalties.restore()
      this.isRepairing = false
      if (!child.isFeasible) return false
    } else this.penalties.note(child)
    this.population.add(child)
    this.noteProgress(child)
    if (this.penalties.adapt()) this.population.reprice()
    if (!child.isFeasible) {
      if (this.random.unit() < REPAIRED) {
        this.penalties.raise(REPAIR_WEIGHT)
        this.search.start(false)
        this.isRepairing = true
        this.isBusy = true
      }
      return false
    }
    if (this.best !== undefined && child.distance >= this.best.distance - 1e-6) return false
    this.best = child
    return true
  }

  /** Writes the best plan. */
  takeInto(plan: Plan): void {
    const { best } = this
    if (best === undefined) return
    plan.begin()
    plan.clear()
    for (let route = 0; route < best.routeCount; route++) {
      const from = best.from[route] ?? 0
      const to = best.from[route + 1] ?? 0
      plan.fillRoute(route, best.nodes.subarray(from, to), to - from)
    }
    plan.settle()
  }

  private noteProgress({ isFeasible, distance }: Individual): void {
    this.stagnant++
    if (!isFeasible || distance >= this.cheapest - 1e-6) return
    this.cheapest = distance
    this.stagnant = 0
  }

  /** Begins a new population, in which the best plan has no part: it would soon be the same again. */
  private restart(): void {
    this.population.clear()
    this.cheapest = Infinity
    this.stagnant = 0
  }

  /** Begins the education of a new individual. */
  private conceive(): void {
    const { population, random } = this
    this.isBusy = true
    if (population.size < FIRST) this.begetAtRandom()
    else {
      const a = population.pick()
      let b = population.pick()
      for (let i = 0; i < DRAWS && a === b; i++) b = population.pick()
      if (random.unit() < ORDER_SHARE) this.byOrder.cross(a, b, this.plan)
      else this.byRoutes.cross(a, b, this.moves)
    }
    this.search.start(random.unit() < INTENSE)
  }

  /** Inserts all stops in a random order. */
  private begetAtRandom(): void {
    this.plan.clear()
    this.byOrder.mix(this.shuffled, this.plan)
  }
}
