import type { PlanTerm } from '../../model/pricing.ts'
import type { Plan } from '../plan.ts'
import type { RouteFigures } from './route-figures.ts'
import { DURATION, END, FULLEST, STOPS } from './route-figures.ts'

/** Prices what only a whole plan has: how late its last route returns, and how uneven its routes are. */
export class PlanTerms {
  private readonly plan: Plan
  private readonly figures: RouteFigures
  private readonly terms: readonly PlanTerm[]
  private readonly opensS: number

  constructor(plan: Plan, figures: RouteFigures, terms: readonly PlanTerm[]) {
    this.plan = plan
    this.figures = figures
    this.terms = terms
    this.opensS = plan.space.prepared.types.reduce((first, type) => Math.min(first, type.fromS), Infinity)
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

  private value(measure: PlanTerm['measure']): number {
    if (this.plan.activeCount === 0) return 0
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
    let most = -Infinity
    for (let i = 0; i < plan.activeCount; i++) {
      most = Math.max(most, sign * figures.get(plan.active[i] ?? 0, figure))
    }
    return most
  }
}
