import { hasTimeTies } from '../../evaluate/plan-times.ts'
import type { Plan } from '../plan.ts'
import { Changes } from './changes.ts'
import { PlanTerms } from './plan-terms.ts'
import type { RouteFigures } from './route-figures.ts'
import { TimeTies } from './time-ties.ts'

/** What a rich plan has beyond its routes: relations between them, and a price of their whole. */
export class WholePlan {
  readonly times: TimeTies | undefined
  readonly changes: Changes | undefined
  private readonly plan: Plan
  private readonly figures: RouteFigures
  readonly terms: PlanTerms

  constructor(plan: Plan, figures: RouteFigures) {
    const isTimed = hasTimeTies(plan.space.prepared.problem)
    this.plan = plan
    this.figures = figures
    this.terms = new PlanTerms(plan, figures, plan.space.pricing.planTerms)
    this.times = isTimed ? new TimeTies(plan, figures.check) : undefined
    const { reference, mostChanges } = plan.space
    this.changes = mostChanges < Infinity ? new Changes(plan, reference, mostChanges) : undefined
    figures.useTimes(this.times)
  }

  begin(): void {
    this.times?.begin()
  }

  rollback(): void {
    this.times?.rollback()
  }

  /** Works out the times that depend on other routes and what has changed, before the routes are priced. */
  settle(): void {
    this.times?.reset()
    if (this.changes !== undefined) this.plan.absence.setExcess(this.changes.excess())
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
