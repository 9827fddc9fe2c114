import { evaluateRoute } from '../evaluate/evaluate-route.ts'
import { joinRoutes, priceSolution } from '../evaluate/evaluate-solution.ts'
import { hasTimeTies } from '../evaluate/plan-times.ts'
import { toNodes } from '../evaluate/to-nodes.ts'
import type { Objective, RouteSequence } from '../model/options.ts'
import type { Prepared } from '../model/prepare.ts'
import { getTask } from '../model/prepare.ts'
import type { Pricing } from '../model/prices/pricing.ts'
import { reportedPrices } from '../model/prices/reported-prices.ts'
import { sourceOf } from '../model/source-of.ts'
import { ProblemError } from '../model/problem-error.ts'
import type { RoutePlan, Solution, Violation } from '../model/solution.ts'
import { validateOptions } from '../model/checks/validate-options.ts'
import { countChanges } from './count-changes.ts'
import { PlaceFinder } from './place-finder.ts'
import type { Place } from './place-finder.ts'
import type { Figures } from './price.ts'
import type { RouteTrial } from './route-trial.ts'
import { routeTrial } from './route-trial.ts'
import { newlyBroken } from './newly-broken.ts'
import { badnessOf } from './violation-size.ts'

export interface PlaceOptions {
  /** How many places, 5 when absent. */
  readonly k?: number | undefined
  /** Where too few places keep the rules, the least bad of the others follow. */
  readonly allowViolations?: boolean | undefined
  /** Only on these; on any when absent. */
  readonly shifts?: readonly string[] | undefined
}

export interface OpenPlanOptions {
  /** What prices mean; `cost` when absent. */
  readonly objective?: Objective | undefined
  /** What the term `changes` counts against, and `mostChanges` limits. */
  readonly reference?: readonly RouteSequence[] | undefined
  /** As in `SolveOptions`: what changes more tasks than that, and than have changed already, is not offered. */
  readonly mostChanges?: number | undefined
}

/** The route of one shift, empty ones too. */
export interface OpenRoute {
  readonly shiftIndex: number
  readonly type: number
  readonly jobs: readonly string[]
  readonly nodes: Int32Array
  /** Price units, of a route that breaks rules as well. */
  readonly units: number
}

/**
 * A plan kept open between questions about it: what its routes cost and whether they keep the rules is known, so
 * that a change of one route pays for that route alone.
 */
export class OpenPlan {
  readonly prepared: Prepared
  readonly objective: Objective
  readonly reference: readonly RouteSequence[] | undefined
  private readonly mostChanges: number | undefined
  readonly trial: RouteTrial
  /** By shift. */
  readonly routes: OpenRoute[]
  /** By node the shift that serves it, -1 when none does. */
  readonly shiftOf: Int32Array
  private readonly figures: (RoutePlan | undefined)[]
  private solution: Solution | undefined

  constructor(prepared: Prepared, routes: readonly RouteSequence[], options: OpenPlanOptions) {
    const { objective = 'cost', reference, mostChanges } = options
    this.prepared = prepared
    this.objective = objective
    this.reference = reference
    this.mostChanges = mostChanges
    this.trial = routeTrial(prepared, objective)
    this.shiftOf = new Int32Array(prepared.nodeCount).fill(-1)
    this.figures = []
    this.routes = prepared.problem.shifts.map((_, shift) => this.read(shift, []))
    for (const { shift, jobs } of routes) this.setRoute(shift, jobs)
  }

  /**
   * Replaces the route of a shift.
   * @throws ProblemError for a shift or an id that the problem does not have.
   */
  setRoute(shift: string, jobs: readonly string[]): void {
    const index = this.prepared.shiftById.get(shift)
    if (index === undefined) throw new ProblemError('shift', `the problem has no shift "${shift}"`)
    const route = this.read(index, jobs)
    for (const node of this.routes[index]?.nodes ?? []) {
      if (this.shiftOf[node] === index) this.shiftOf[node] = -1
    }
    this.routes[index] = route
    // Nodes of reloads are beyond the array, where nothing is written.
    for (const node of route.nodes) this.shiftOf[node] = index
    this.figures[index] = undefined
    this.solution = undefined
  }

  /** As `findPlaces`. */
  findPlaces(task: string, { k = 5, allowViolations = false, shifts }: PlaceOptions = {}): Place[] {
    const finder = new PlaceFinder(this, task, shifts)
    const allowed = finder.findAllowed(k)
    if (allowed.length >= k || !allowViolations) return allowed
    return [...allowed, ...finder.findLeastBad(k - allowed.length)]
  }

  /** As `PlaceFinder.judgeShift`. */
  judgePlaces(task: string, shiftIndex: number) {
    return new PlaceFinder(this, task, undefined).judgeShift(shiftIndex)
  }

  /** The routes with stops. */
  sequences(): RouteSequence[] {
    return this.routes.filter(({ jobs }) => jobs.length > 0).map((route) => this.sequence(route))
  }

  /** The shift that serves a task, -1 when none does. */
  shiftServing(task: number): number {
    return this.shiftOf[this.prepared.taskNode[task] ?? 0] ?? -1
  }

  /** The evaluated route of a shift as it is. */
  evaluated(shiftIndex: number): RoutePlan {
    const known = this.figures[shiftIndex] ?? this.evaluate(shiftIndex, this.routes[shiftIndex]?.jobs ?? [])
    this.figures[shiftIndex] = known
    return known
  }

  evaluate(shiftIndex: number, jobs: readonly string[]): RoutePlan {
    return evaluateRoute(this.prepared, shiftIndex, jobs, { objective: this.objective })
  }

  /** The whole plan as it is. */
  now(): Solution {
    this.solution ??= this.evaluatePlan([])
    return this.solution
  }

  planBadness(): number {
    return badnessOf(this.now().routes.flatMap(({ violations }) => violations))
  }

  /** Evaluates the whole plan with some routes replaced; where times are not tied the others are known. */
  evaluatePlan(replaced: readonly RouteSequence[]): Solution {
    const { prepared, objective, reference } = this
    const changed = new Map(replaced.map(({ shift, jobs }) => [shift, jobs]))
    const sequences = this.routes
      .map((route) => {
        const { shift, jobs } = this.sequence(route)
        return { shiftIndex: route.shiftIndex, shift, jobs: changed.get(shift) ?? jobs }
      })
      .filter(({ jobs }) => jobs.length > 0)
    if (hasTimeTies(prepared.problem)) return priceSolution(prepared, sequences, { objective, reference })
    const routes = sequences.map(({ shiftIndex, shift, jobs }) =>
      changed.has(shift) ? this.evaluate(shiftIndex, jobs) : this.evaluated(shiftIndex),
    )
    return joinRoutes(prepared, routes, { objective, reference })
  }

  /** Whether some routes in place of others change no more tasks than may, or than have changed already. */
  keepsChanges(replaced: readonly RouteSequence[]): boolean {
    const { reference, mostChanges } = this
    if (reference === undefined || mostChanges === undefined) return true
    const now = this.sequences()
    const shifts = new Set(replaced.map(({ shift }) => shift))
    const after = [...now.filter(({ shift }) => !shifts.has(shift)), ...replaced]
    return countChanges(reference, after) <= Math.max(mostChanges, countChanges(reference, now))
  }

  /** What a route in place of a shift's breaks in the whole plan that was not broken before. */
  tryRoute(shift: string, jobs: readonly string[]): { violations: Violation[] } {
    const broken = ({ routes }: Solution) => routes.flatMap(({ violations }) => violations)
    return { violations: newlyBroken(broken(this.now()), broken(this.evaluatePlan([{ shift, jobs }]))) }
  }

  stopCount(): number {
    return this.routes.reduce((sum, { jobs }) => sum + jobs.length, 0)
  }

  /** The route of a shift without a task. */
  without(shiftIndex: number, id: string): OpenRoute {
    return this.read(
      shiftIndex,
      (this.routes[shiftIndex]?.jobs ?? []).filter((job) => job !== id),
    )
  }

  /** What the objective loses while the task is left out, apart from its group. */
  prizeOf(task: number): Figures {
    const { cost, levels } = reportedPrices(this.prepared, this.objective)
    const { prize = 0 } = sourceOf(this.prepared, this.prepared.taskIds[task] ?? '') ?? {}
    const figure = ({ moneyUnits, unitsPerFigure }: Pricing) =>
      Math.round(prize * moneyUnits) / unitsPerFigure
    return { cost: figure(cost), ...(levels.length === 0 ? {} : { levels: levels.map(figure) }) }
  }

  shiftId(shiftIndex: number): string {
    return this.prepared.problem.shifts[shiftIndex]?.id ?? ''
  }

  taskOf(id: string): number {
    return getTask(this.prepared, id, 'task')
  }

  private read(shiftIndex: number, jobs: readonly string[]): OpenRoute {
    const type = this.prepared.shiftType[shiftIndex] ?? 0
    const nodes = Int32Array.from(toNodes(this.prepared, jobs, []))
    return { shiftIndex, type, jobs, nodes, units: this.price(type, nodes) }
  }

  /** What a sequence costs in price units, whether it keeps the rules of its route or not. */
  private price(type: number, nodes: Int32Array): number {
    const { check, simulator } = this.trial
    if (check.check(type, nodes, nodes.length)) return check.cost
    simulator.run(type, nodes, nodes.length)
    return nodes.length === 0 ? 0 : simulator.cost
  }

  private sequence({ shiftIndex, jobs }: OpenRoute): RouteSequence {
    return { shift: this.shiftId(shiftIndex), jobs }
  }
}

/**
 * Opens a plan for questions such as `findPlaces`.
 * @throws ProblemError for a shift or an id that the problem does not have, or an option that cannot be right.
 */
export function openPlan(
  prepared: Prepared,
  routes: readonly RouteSequence[],
  options: OpenPlanOptions = {},
): OpenPlan {
  validateOptions(prepared.problem, options)
  return new OpenPlan(prepared, routes, options)
}
