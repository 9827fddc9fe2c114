import type { RouteSequence } from '../model/options.ts'
import { BestPlan } from './best-plan.ts'
import { dissolveRoute } from './dissolve-route.ts'
import { annealedShare } from './genetic/annealed-share.ts'
import { GeneticSearch } from './genetic/genetic-search.ts'
import { LocalSearch } from './local/local-search.ts'
import { Cooling } from './cooling.ts'
import { FleetReduction } from './fleet-reduction.ts'
import type { Inserter } from './inserter.ts'
import { Insertion } from './insertion.ts'
import type { Islands } from './islands.ts'
import { PLACES } from './neighbourhood.ts'
import type { Neighbourhood } from './neighbourhood.ts'
import type { Neighbours } from './neighbours.ts'
import { Plan } from './plan.ts'
import { Random } from './random.ts'
import { Recreate } from './recreate.ts'
import { ClusterRuin } from './ruin-cluster.ts'
import { RichInsertion } from './rich/rich-insertion.ts'
import { RichSteps } from './rich/rich-steps.ts'
import { takeOutUntied } from './rich/take-out-untied.ts'
import { StringRuin } from './ruin-strings.ts'
import { constructBySavings, savingsTypes } from './savings.ts'
import { Seeds } from './seeds.ts'
import type { Space } from './space.ts'
import { finish } from './steps.ts'
import type { Steps } from './steps.ts'
import { placePrefixes, takeOver } from './take-over.ts'
import { VehicleTypes } from './vehicle-types.ts'

/** Share of insertion places passed over. */
const BLINK = 0.01
/** Steps between two descents by local search: at least, and for each task. */
const DESCENT_EVERY = 100
const DESCENT_EVERY_TASK = 0.5
/** Stops and moves of a descent between two looks at the clock. */
const DESCENT_STEPS = 16
/** With so many steps for each task more places are worth a look. */
const MANY_STEPS = 2000
/** Share of ruins that take out a cluster of stops instead of strings. */
const CLUSTER_SHARE = 0.3
/** Share of steps in which routes are given their cheapest vehicles where more than routes counts. */
const ASSIGN_SHARE = 0.5
/** Share of the budget that may go into lowering the number of routes, when that counts first. */
const REDUCTION_SHARE = 0.5
/** Share of its steps in which stops are ejected for one that is left out. */
const EJECTION_SHARE = 0.2
/** Routes that the genetic search may use beyond those of the plan it begins with. */
const SPARE_ROUTES = 5
/** Steps for each task after which giving up a route is begun anew; what takes longer hardly ever succeeds. */
const REDUCTION_STEPS_PER_TASK = 400
/** The temperature while routes are given up, in mean legs. */
const REDUCTION_TEMPERATURE = 0.01

/**
 * Ruin and recreate under simulated annealing (SISR: Christiaens & Vanden Berghe 2020). The temperature falls
 * with the share of the time or of the iterations that has been used, so that the search may be given any budget.
 */
export class Search {
  readonly space: Space
  readonly plan: Plan
  readonly best: BestPlan
  iterations = 0
  private readonly random: Random
  private readonly insertion: Inserter
  private readonly strings: StringRuin
  private readonly cluster: ClusterRuin
  private readonly recreate: Recreate
  private readonly local: LocalSearch
  private readonly rich: RichSteps | undefined
  private genetic: GeneticSearch | undefined
  /** Share of the budget after which the genetic search goes on. */
  private readonly annealed: number
  private readonly types: VehicleTypes | undefined
  private readonly near: Neighbours
  /** How many of them are listed for insertion. */
  private readonly listed: number
  private readonly changed: Int32Array
  private readonly fleet: FleetReduction
  /** Whether all tasks have been tried once. */
  hasPlan = false
  private isReducing = false
  private reducedUntil = 0
  private gaveUpAt = 0
  private descendedAt = 0
  /** Not yet at its end. */
  private descent: Steps | undefined
  private readonly fewest: BestPlan
  private hot = 1
  private readonly cooling: Cooling
  /** Whether every insertion has an exact price that is hardly ever negative. */
  private readonly onlyGrows: boolean

  constructor(space: Space, seed: number, { near, places }: Neighbourhood) {
    const { prepared } = space
    this.space = space
    this.annealed = annealedShare(this.space)
    this.cooling = new Cooling(prepared.taskCount, this.space.timed)
    this.random = new Random(seed)
    this.onlyGrows =
      this.space.absence.groupSize.length === 0 && !(this.space.intricate && this.space.timePriced)
    this.plan = new Plan(this.space)
    this.best = new BestPlan(this.plan)
    this.near = near
    this.local = new LocalSearch(this.plan, near)
    this.fleet = new FleetReduction(this.plan, this.random)
    this.fewest = new BestPlan(this.plan)
    this.changed = new Int32Array(this.space.routeCount)
    const { figures } = this.plan
    this.insertion = figures
      ? new RichInsertion(this.plan, figures, places, this.random)
      : new Insertion(this.plan, places, near, this.random)
    this.listed = places.width
    this.insertion.reach = this.reach()
    const seeds = new Seeds(this.space.nodeCount, this.random)
    this.strings = new StringRuin(this.plan, near, seeds, this.random)
    this.cluster = new ClusterRuin(this.plan, near, seeds, this.random)
    this.recreate = new Recreate(this.plan, this.insertion, near, this.random)
    if (prepared.types.length > 1) this.types = new VehicleTypes(this.plan, this.random)
    if (this.space.rich) this.rich = new RichSteps(this.plan, this.insertion, this.random)
  }

  /**
   * A first plan: savings and insertion, or insertion alone, whichever is better, and local search. Ended early, the
   * best plan is what has been placed by then.
   */
  *construct(): Steps {
    const { plan, best, insertion, recreate, space } = this
    insertion.setBlink(0)
    placePrefixes(plan)
    const isJoinable = !space.hasTies && space.absence.groupSize.length === 0
    for (const type of [-1, ...(isJoinable ? savingsTypes(space) : [])]) {
      plan.begin()
      try {
        if (type >= 0) yield* constructBySavings(plan, this.near, type)
        yield* recreate.construct(2)
        this.types?.assign()
      } finally {
        this.settleTied()
        if (best.isBeaten()) best.copy()
        plan.rollback()
      }
      this.hasPlan = true
    }
    best.restore()
    yield* this.improve(undefined)
    insertion.setBlink(BLINK)
    this.hot = this.meanLegCost()
    this.isReducing = space.pricing.objective === 'vehicles' && !space.hasTies && plan.absence.unserved === 0
  }

  /**
   * Takes over a given plan. Tasks that break a rule where they stand are left out, and jobs that the problem
   * does not have are refused.
   * @throws ProblemError naming the route and the job.
   */
  begin(start: readonly RouteSequence[]): void {
    this.plan.begin()
    takeOver(this.plan, start)
    this.settleTied()
    this.best.copy()
  }

  /** Settles the plan, without tasks that break relations with others; takes all back where that is not enough. */
  private settleTied(): void {
    const { plan } = this
    plan.settle()
    if (plan.keepsTies()) return
    takeOutUntied(plan)
    plan.settle()
    // What is bound to the beginning of its route is not taken out.
    if (!plan.keepsTies()) plan.rollback()
  }

  /** The best plan in the figure of the objective: cost, or metres; of no use under one with several levels. */
  figure(): number {
    const { best, space } = this
    const fixed = space.pricing.objective === 'vehicles' ? best.routes * (space.pricing.fixed[0] ?? 0) : 0
    return (best.cost - fixed) / space.pricing.unitsPerFigure
  }

  /** One ruin and recreate, or a part of a descent; true when there is a new best plan. `progress` runs from 0 to 1. */
  step(progress: number): boolean {
    if (this.descent !== undefined) return this.descend(this.descent)
    this.iterations++
    if (this.isReducing) return this.reduce(progress)
    const { annealed } = this
    if (progress >= annealed && this.best.absentCount === 0) return this.breed()
    const since = this.reducedUntil
    const share = since >= annealed ? 1 : Math.max(0, progress - since) / (annealed - since)
    return this.anneal(Math.min(1, share), (this.iterations / Math.max(1e-9, progress)) * annealed)
  }

  /** Goes on from a better plan of another island, if there is one; true then. */
  meet(islands: Islands, progress: number): boolean {
    if (this.isReducing || !islands.meet(this.best, progress)) return false
    this.descent = undefined
    this.best.restore()
    this.genetic?.seed(this.plan)
    return true
  }

  /** A step of the genetic search, which goes on from the best plan. */
  private breed(): boolean {
    const { best, plan, space } = this
    if (this.genetic === undefined) {
      this.genetic = new GeneticSearch(space, best.routes + SPARE_ROUTES, this.random)
      best.restore()
      this.genetic.seed(plan)
    }
    if (!this.genetic.step()) return false
    this.genetic.takeInto(plan)
    if (!best.isBeaten()) return false
    best.copy()
    return true
  }

  /** One step of lowering the number of routes. */
  private reduce(progress: number): boolean {
    const { plan, fleet, insertion, fewest, random } = this
    const isOver = progress >= REDUCTION_SHARE
    if (plan.absence.unserved === 0) {
      const improved = this.note()
      fewest.copy()
      if (!isOver && fleet.canReduce()) this.giveUpRoute()
      else this.endReduction(progress)
      return improved
    }
    if (isOver) {
      this.endReduction(progress)
      return false
    }
    if (this.iterations - this.gaveUpAt > REDUCTION_STEPS_PER_TASK * this.space.prepared.taskCount) {
      fewest.restore()
      fleet.forget()
      this.giveUpRoute()
      return false
    }
    if (random.unit() < EJECTION_SHARE && fleet.eject()) return false
    insertion.closed = true
    const isCheapEnough = this.change(REDUCTION_TEMPERATURE)
    if (!fleet.accepts(isCheapEnough)) plan.rollback()
    fleet.settle()
    return false
  }

  private giveUpRoute(): void {
    this.gaveUpAt = this.iterations
    this.fleet.giveUpRoute()
  }

  /** Goes on from the plan with the fewest routes, whose number is not exceeded again. */
  private endReduction(progress: number): void {
    this.isReducing = false
    this.reducedUntil = progress
    this.fewest.restore()
    this.insertion.closed = true
  }

  /** One step of annealing, of as many as are `expected` in all. */
  private anneal(progress: number, expected: number): boolean {
    const { plan, cooling } = this
    if (cooling.advance(progress, expected)) this.best.restore()
    this.insertion.reach = this.reach()
    const isCheapEnough = this.change(cooling.temperature)
    const absent = plan.absence.change()
    if (absent > 0 || (absent === 0 && !isCheapEnough) || !plan.keepsTies()) {
      plan.rollback()
      return false
    }
    return this.note()
  }

  /** Near neighbours beside which a task is inserted. */
  private reach(): number {
    const isShort = this.space.light && this.cooling.stepsPerTask < MANY_STEPS
    return isShort ? Math.min(PLACES, this.listed) : this.listed
  }

  /** Ruins and recreates; says whether the change of cost is accepted at this temperature (in mean legs). */
  private change(temperature: number): boolean {
    const { plan, random } = this
    plan.begin()
    const absentBefore = plan.absentCount
    const isComplete = plan.absence.unserved === 0
    const limit = -this.hot * temperature * Math.log(1 - random.unit())
    if (random.unit() < CLUSTER_SHARE) this.cluster.ruin()
    else this.strings.ruin()
    this.rich?.afterRuin(absentBefore)
    this.mend()
    const saved = this.types === undefined ? 0 : this.savedCost()
    const isMixed = this.types?.mix(saved) ?? false
    this.rich?.afterMend()
    let most = Infinity
    if (this.onlyGrows && !this.isReducing && isComplete) {
      if (!isMixed) most = limit + this.savedCost()
      // What another depot costs more may be saved again when vehicles are assigned, but hardly more than that.
      else if (this.types?.carryAlike === true && this.rich === undefined) most = limit + saved
    }
    if (!this.recreate.recreate(absentBefore, most)) return false
    // The vehicle that is cheapest for a route may not be the best one for the plan as a whole.
    if (plan.whole === undefined || random.unit() < ASSIGN_SHARE) this.types?.assign()
    this.rich?.afterRecreate()
    plan.settle()
    return plan.costChange() < limit
  }

  /** What the plan has become cheaper by since `begin`. */
  private savedCost(): number {
    this.plan.settle()
    return -this.plan.costChange()
  }

  /** Keeps the plan when it is the best so far, after a descent by local search. */
  private note(): boolean {
    if (!this.best.isBeaten()) return false
    this.best.copy()
    // While every other step is an improvement, a descent after each would take all the time.
    const { taskCount } = this.space.prepared
    if (this.iterations - this.descendedAt >= Math.max(DESCENT_EVERY, DESCENT_EVERY_TASK * taskCount)) {
      this.descendedAt = this.iterations
      const descent = this.improve(this.changedRoutes())
      // Before a route is given up the plan is as good as it can be; elsewhere the steps that follow descend.
      if (this.isReducing) finish(descent)
      else this.descent = descent
    }
    return true
  }

  /** Tries once more to place all that the best plan leaves out, of which the steps of the search try a sample each. */
  *complete(): Steps {
    const { plan, best, insertion, recreate } = this
    this.descent?.return()
    if (best.absentCount === 0) return
    best.restore()
    insertion.setBlink(0)
    insertion.closed = false
    plan.begin()
    try {
      yield* recreate.construct(0)
    } finally {
      plan.settle()
      if (plan.keepsTies() && best.isBeaten()) best.copy()
    }
  }

  /** Descends by local search and notes the plan when it is the best. */
  private *improve(routes: Int32Array | undefined): Steps {
    try {
      yield* this.local.improve(routes)
    } finally {
      if (this.best.isBeaten()) this.best.copy()
    }
  }

  /** Goes on with a descent; true when that has led to a new best plan. */
  private descend(descent: Steps): boolean {
    const { cost } = this.best
    for (let i = 0; i < DESCENT_STEPS; i++) {
      if (descent.next().done !== true) continue
      this.descent = undefined
      break
    }
    return this.best.cost < cost
  }

  private changedRoutes(): Int32Array {
    const { plan, changed } = this
    const count = plan.changedCount
    for (let i = 0; i < count; i++) changed[i] = plan.changed(i)
    return changed.subarray(0, count)
  }

  /** Refreshes the ruined routes; one that no longer keeps the rules without its lost stops is dissolved. */
  private mend(): void {
    const { plan } = this
    if (this.space.light) return
    const changed = plan.changedCount
    const isPlain = plan.figures === undefined
    if (isPlain) plan.refreshGaps()
    for (let i = 0; i < changed; i++) {
      const route = plan.changed(i)
      if (!isPlain) plan.refresh(route)
      if (!plan.isFeasible(route)) dissolveRoute(plan, route)
    }
  }

  private meanLegCost(): number {
    const { plan, space } = this
    let cost = 0
    for (let i = 0; i < plan.activeCount; i++) {
      const route = plan.active[i] ?? 0
      cost += (plan.cost[route] ?? 0) - (space.pricing.fixed[space.routeType[route] ?? 0] ?? 0)
    }
    return Math.max(1, cost / Math.max(1, space.nodeCount - plan.absentCount + plan.activeCount))
  }
}
