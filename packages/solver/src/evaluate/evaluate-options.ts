import type { Objective } from '../model/options.ts'

export interface EvaluateOptions {
  /** Leave at exactly this time; without it, as late as an earliest return allows. */
  readonly departAtS?: number | undefined
  /** What `cost` means; `cost` when absent. */
  readonly objective?: Objective | undefined
  /** By node: bounds on starts of work from relations with other routes. */
  readonly notBefore?: Int32Array | undefined
}
