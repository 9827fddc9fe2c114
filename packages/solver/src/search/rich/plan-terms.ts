import type { RouteSimulator } from '../../evaluate/route-simulator.ts'
import type { PlanTerm } from '../../model/prices/pricing.ts'
import type { Plan } from '../plan.ts'
import type { RouteFigures } from './route-figures.ts'
import { DURATION, END, FIGURES, FULLEST, STOPS } from './route-figures.ts'

/** Prices what only a whole plan has: how late its last route returns, and how uneven its routes are. */
export class PlanTerms {
  private readonly plan: Plan
  private readonly figures: RouteFigures
  private readonly terms: readonly PlanTerm[]
  private readonly opensS: number
  /** A route that is thought to have other figures than in the plan, -1 for none. */
  private changedRoute = -1
  private readonly changed = new Float64Array(FIGURES)

  constructor(plan: Plan, figures: RouteFigures, terms: readonly PlanTerm[]) {
    this.plan = plan
    this.figures = figures
    this.terms = terms
    this.opensS = plan.space.prepared.types.reduce((first, type) => Math.min(first, type.fromS), Infinity)
  }

  get areNone(): boolean {
    return this.terms.length === 0
  }

  /** Price units of the plan beyond those of its routes. Cost: O(routes in use). */
  total(): number {
    let total = 0
    for (let i = 0; i < this.terms.length; i++) {
      const term = this.terms[i]
      if (term !== undefined) total += term.units * this.value(term.measure)
    }
    return total
  }

  /** Price units that the plan costs more beyond its routes when a route becomes the one just simulated. */
  changeBy(route: number, { endS, startS, stops, fullestPercent }: RouteSimulator): number {
    if (this.terms.length === 0) return 0
    const before = this.total()
    this.changed[END] = endS
    this.changed[DURATION] = endS - startS
    this.changed[STOPS] = stops
    this.changed[FULLEST] = fullestPercent
    this.changedRoute = route
    const after = this.total()
    this.changedRoute = -1
    return after - before
  }

  private value(measure: PlanTerm['measure']): number {
    if (this.plan.activeCount === 0 && this.changedRoute < 0) return 0
    switch (measure) {
      case 'makespan':
        return this.extreme(END, 1) - this.opensS
      case 'balanceTime':
        return this.spread(DURATION)
      case 'balanceStops':
        return this.spread(STOPS)
      case 'balanceLoad':
        return this.spread(FULLEST)
    }
  }

  private spread(figure: number): number {
    return this.extreme(figure, 1) + this.extreme(figure, -1)
  }

  /** The largest figure of a route in use times `sign`. */
  private extreme(figure: number, sign: 1 | -1): number {
    const { plan, figures } = this
    let most = this.changedRoute < 0 ? -Infinity : sign * (this.changed[figure] ?? 0)
    for (let i = 0; i < plan.activeCount; i++) {
      const route = plan.active[i] ?? 0
      if (route !== this.changedRoute) most = Math.max(most, sign * figures.get(route, figure))
    }
    return most
  }
}
