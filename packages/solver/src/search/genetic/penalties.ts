import type { Individual } from './individual.ts'
import type { PenalisedPlan } from './penalised-plan.ts'

/** Share of the children that should keep a rule, and how far from it is well enough. */
const TARGET = 0.43
const SLACK = 0.05
/** Children between two changes of the penalties. */
const EVERY = 50
const UP = 1.2
const DOWN = 0.85

/** The penalties of a plan, raised and lowered so that a good share of the children keeps each rule. */
export class Penalties {
  private readonly plan: PenalisedPlan
  private load: number
  private warp: number
  private children = 0
  private fitting = 0
  private punctual = 0

  constructor(plan: PenalisedPlan) {
    const { flat } = plan
    const sum = (values: Int32Array) => values.reduce((total, value) => total + value, 0)
    this.plan = plan
    const longest = flat.distance.reduce((most, value) => Math.max(most, value), 0)
    this.load = Math.max(
      0.1,
      longest /
        Math.max(
          1,
          flat.load.reduce((most, value) => Math.max(most, value), 0),
        ),
    )
    this.warp = Math.max(0.01, sum(flat.distance) / Math.max(1, sum(flat.gap)))
    this.restore()
  }

  note({ overload, warp }: Individual): void {
    this.children++
    if (overload === 0) this.fitting++
    if (warp === 0) this.punctual++
  }

  /** Changes the penalties when it is time to; true then. */
  adapt(): boolean {
    if (this.children < EVERY) return false
    this.load = Math.min(1e6, Math.max(0.01, this.load * factor(this.fitting / this.children)))
    this.warp = Math.min(1e6, Math.max(0.001, this.warp * factor(this.punctual / this.children)))
    this.children = 0
    this.fitting = 0
    this.punctual = 0
    this.restore()
    return true
  }

  raise(times: number): void {
    this.plan.setWeights(this.load * times, this.warp * times)
  }

  restore(): void {
    this.plan.setWeights(this.load, this.warp)
  }
}

function factor(share: number): number {
  if (share < TARGET - SLACK) return UP
  return share > TARGET + SLACK ? DOWN : 1
}
