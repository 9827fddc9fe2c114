import type { Arc } from '../graph/road-network.ts'
import type { Weight } from '../weight.ts'

/** The arcs of a trip in the order driven. The first begins at `startAt`, the last ends at `endAt` (places as in `EdgePosition`). */
export interface Drive {
  readonly weight: Weight
  readonly arcs: readonly Arc[]
  readonly startAt: number
  readonly endAt: number
}
