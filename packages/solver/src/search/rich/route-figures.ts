import type { Space } from '../space.ts'
import { RichRouteCheck } from './rich-route-check.ts'
import type { Ties } from './ties.ts'
import type { TimeTies } from './time-ties.ts'

/** What is kept of each route, as numbers in a row. */
const COST = 0
const FEASIBLE = 1
export const END = 2
export const DURATION = 3
export const STOPS = 4
export const FULLEST = 5
export const FIGURES = 6

/** What the routes of a rich plan come to, by the exact simulation of each; kept with the plan's journal. */
export class RouteFigures {
  readonly check: RichRouteCheck
  readonly ties: Ties
  private times: TimeTies | undefined
  private readonly space: Space
  private readonly values: Float64Array
  private readonly saved: Float64Array

  constructor(space: Space) {
    this.space = space
    this.check = new RichRouteCheck(space)
    this.ties = this.check.ties
    this.values = new Float64Array(space.routeCount * FIGURES)
    this.saved = new Float64Array(space.routeCount * FIGURES)
    for (let route = 0; route < space.routeCount; route++) this.clear(route)
  }

  /** From now on routes begin work no earlier than these times allow. */
  useTimes(times: TimeTies | undefined): void {
    this.times = times
    this.check.notBefore = times?.notBefore
  }

  cost(route: number): number {
    return this.values[route * FIGURES + COST] ?? 0
  }

  isFeasible(route: number): boolean {
    return this.values[route * FIGURES + FEASIBLE] === 1
  }

  /** One of the figures END, DURATION, STOPS and FULLEST. */
  get(route: number, figure: number): number {
    return this.values[route * FIGURES + figure] ?? 0
  }

  /** Works the route out anew. */
  refresh(route: number, sequence: Int32Array, count: number): void {
    if (count === 0) {
      this.clear(route)
      return
    }
    const { check, values } = this
    this.times?.apply(sequence, count)
    const { simulator } = check
    const at = route * FIGURES
    values[at + FEASIBLE] = check.check(this.space.routeType[route] ?? 0, sequence, count) ? 1 : 0
    values[at + COST] = simulator.cost
    values[at + END] = simulator.endS
    values[at + DURATION] = simulator.endS - simulator.startS
    values[at + STOPS] = simulator.stops
    values[at + FULLEST] = simulator.fullestPercent
  }

  clear(route: number): void {
    this.values.fill(0, route * FIGURES, (route + 1) * FIGURES)
    this.values[route * FIGURES + FEASIBLE] = 1
  }

  /** Keeps the figures of a route as the i-th of a transaction. */
  save(i: number, route: number): void {
    for (let k = 0; k < FIGURES; k++) this.saved[i * FIGURES + k] = this.values[route * FIGURES + k] ?? 0
  }

  restore(i: number, route: number): void {
    for (let k = 0; k < FIGURES; k++) this.values[route * FIGURES + k] = this.saved[i * FIGURES + k] ?? 0
  }
}
