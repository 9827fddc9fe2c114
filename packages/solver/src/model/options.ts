import type { Solution } from './solution.ts'

/**
 * What the search minimises after serving by priority: `cost` the shifts' costs, soft windows and prizes lost,
 * `distance` metres alone, `vehicles` the number of routes first and metres second; or terms of its own.
 */
export type Objective = 'cost' | 'distance' | 'vehicles' | readonly ObjectiveTerm[]

/** What a term of an objective may measure. */
export const MEASURES = [
  'cost',
  'distance',
  'duration',
  'waiting',
  'overtime',
  'lateness',
  'vehicles',
  'makespan',
  'balanceTime',
  'balanceStops',
  'balanceLoad',
  'compactness',
  'changes',
] as const

/**
 * One part of an objective: measure * weight, added up within a level; a lower level outranks every later one.
 *
 * - `cost` money; `distance` metres; `duration`, `waiting`, `overtime`, `lateness` (beyond soft windows) seconds
 * - `vehicles` routes with stops; `makespan` seconds from the first shift's opening to the last return
 * - `balanceTime`, `balanceStops`, `balanceLoad`: most minus least over the routes in use, of seconds, of stops,
 *   of the fullest dimension in percent of the capacity
 * - `compactness` metres between stops, the ways from the start and to the end left out
 * - `changes` tasks that another shift serves than in `SolveOptions.reference`, or none
 */
export interface ObjectiveTerm {
  readonly measure: (typeof MEASURES)[number]
  readonly weight: number
  /** 0 when absent. */
  readonly level?: number | undefined
}

/**
 * The sequence of one shift; a shipment's id stands twice, first for its pickup, then for its delivery, and
 * `@` with a depot's id for a reload there.
 */
export interface RouteSequence {
  readonly shift: string
  readonly jobs: readonly string[]
}

/** The place of one search among `count` that run at the same time; plain data, so that it may be posted. */
export interface Island {
  /** From `islandMemory`, the same for all. */
  readonly memory: SharedArrayBuffer
  readonly index: number
  readonly count: number
}

export interface SolveProgress {
  readonly seconds: number
  readonly iterations: number
  /** Over the run so far, of all threads together. */
  readonly iterationsPerS: number
  /** As `Solution.cost`. */
  readonly cost: number
  readonly routes: number
  readonly unassigned: number
  /** As in `SolveResult`. */
  readonly rank: readonly number[]
  /** The best plan so far; present when it has improved since the last report. */
  readonly solution?: Solution
}

export interface SolveOptions {
  /**
   * Wall seconds, 0 for the first plan, which is made in any case unless it takes longer than 10 s; without it and
   * without `iterations`, 10.
   */
  readonly timeLimitS?: number
  /** A run bounded by iterations alone is the same bit for bit for the same seed. */
  readonly iterations?: number
  readonly seed?: number
  readonly signal?: AbortSignal
  /** A plan to improve: the answer is never worse. Stops that break a rule are taken out first. */
  readonly start?: readonly RouteSequence[]
  readonly objective?: Objective
  /** What `changes` counts against, and `mostChanges` limits. */
  readonly reference?: readonly RouteSequence[]
  /** Tasks that may be served by another shift than in `reference`, or left out though it serves them. */
  readonly mostChanges?: number
  /** Cooperates with other runs of the same problem and objective through shared memory; what threads are given. */
  readonly island?: Island
  readonly onProgress?: (progress: SolveProgress) => void
  /** Seconds between reports of improvement, 0.5 when absent. */
  readonly progressEveryS?: number
}

export interface SolveResult {
  readonly solution: Solution
  readonly seconds: number
  readonly iterations: number
  readonly seed: number
  /**
   * For comparing plans of one problem and objective: the first figure that differs decides, a smaller one is
   * better. Unserved tasks by priority, then the objective in whole units.
   */
  readonly rank: readonly number[]
  /** Cost over time: [seconds, `Solution.cost`] at each recorded improvement. */
  readonly trace: readonly (readonly [seconds: number, cost: number])[]
  readonly cancelled: boolean
}
