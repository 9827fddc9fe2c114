import { RouteCheck } from '../route-check.ts'
import type { Space } from '../space.ts'

/** The plain check in the shape of a simulator of whole routes. */
export class PlainSimulator {
  isFeasible = false
  cost = 0
  distance = 0
  startS = 0
  endS = 0
  stops = 0
  trips = 1
  fullestPercent = 0
  readonly workStart = new Int32Array(0)
  readonly serviceEnd = new Int32Array(0)
  private readonly plain: RouteCheck

  constructor(space: Space) {
    this.plain = new RouteCheck(space)
  }

  run(typeIndex: number, nodes: Int32Array, count: number, _notBefore?: Int32Array): void {
    this.isFeasible = this.plain.check(typeIndex, nodes, count)
    this.cost = this.plain.cost
    this.distance = this.plain.distance
    this.endS = this.plain.duration
    this.stops = count
  }
}
