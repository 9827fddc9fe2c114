import type { Plan } from '../plan.ts'
import { PlanTerms } from './plan-terms.ts'
import type { RouteFigures } from './route-figures.ts'
import { TimeTies } from './time-ties.ts'

/** What a rich plan has beyond its routes: relations between them, and a price of their whole. */
export class WholePlan {
  readonly times: TimeTies | undefined
  private readonly plan: Plan
  private readonly figures: RouteFigures
  private readonly terms: PlanTerms

  constructor(plan: Plan, figures: RouteFigures) {
    const relations = plan.space.prepared.problem.relations ?? []
    const isTimed = relations.some(({ kind }) => kind === 'before' || kind === 'synchronised')
    this.plan = plan
    this.figures = figures
    this.terms = new PlanTerms(plan, figures, [])
    this.times = isTimed ? new TimeTies(plan, figures.check) : undefined
    figures.useTimes(this.times)
  }

  begin(): void {
    this.times?.begin()
  }

  rollback(): void {
    this.times?.rollback()
  }

  /** Works out the times that depend on other routes, before the routes are priced. */
  settle(): void {
    this.times?.reset()
  }

  /** Price units beyond those of the routes. */
  price(): number {
    return this.terms.total()
  }

  /** Whether every relation is kept. */
  isKept(): boolean {
    return !(this.times?.isBroken ?? false) && this.figures.ties.areKept(this.plan.routeOf)
  }
}
