import type { Solution } from './solution.ts'

/**
 * What the search minimises after serving by priority: `cost` the shifts' costs, `distance` metres alone,
 * `vehicles` the number of routes first and metres second.
 */
export type Objective = 'cost' | 'distance' | 'vehicles'

/** The sequence of one shift; a shipment's id stands twice, first for its pickup, then for its delivery. */
export interface RouteSequence {
  readonly shift: string
  readonly jobs: readonly string[]
}

export interface SolveProgress {
  readonly seconds: number
  readonly iterations: number
  /** In the objective's figure: cost, or metres for `distance` and `vehicles`. */
  readonly cost: number
  readonly routes: number
  readonly unassigned: number
  /** The best plan so far; present when it has improved since the last report. */
  readonly solution?: Solution
}

export interface SolveOptions {
  /** Wall seconds; without it and without `iterations`, 10. */
  readonly timeLimitS?: number
  /** A run bounded by iterations alone is the same bit for bit for the same seed. */
  readonly iterations?: number
  readonly seed?: number
  readonly signal?: AbortSignal
  /** A plan to improve: the answer is never worse. Stops that break a rule are taken out first. */
  readonly start?: readonly RouteSequence[]
  readonly objective?: Objective
  readonly onProgress?: (progress: SolveProgress) => void
  /** Seconds between reports of improvement, 0.5 when absent. */
  readonly progressEveryS?: number
}

export interface SolveResult {
  readonly solution: Solution
  readonly seconds: number
  readonly iterations: number
  readonly seed: number
  /** Cost over time: [seconds, figure of the objective] at each recorded improvement. */
  readonly trace: readonly (readonly [seconds: number, cost: number])[]
  readonly cancelled: boolean
}
