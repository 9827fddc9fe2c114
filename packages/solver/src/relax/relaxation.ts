import type { Price } from '../insert/price.ts'
import type { RouteSequence } from '../model/options.ts'
import type { Patch } from './patch.ts'

/** Changes that let a plan serve a task, found by trying: with any of them smaller by one unit it does not fit there. */
export interface Relaxation extends Price {
  /** Usually one; applied by `applyPatches`. None when the task fits as it is. */
  readonly patches: readonly Patch[]
  /** The figures of the patches added up (seconds, metres, loads, stops); 0 for those without one. */
  readonly size: number
  /** The shift that serves the task then, and where it stands in its route. */
  readonly shift: string
  readonly positions: readonly number[]
  /** The routes that change. */
  readonly routes: readonly RouteSequence[]
}
