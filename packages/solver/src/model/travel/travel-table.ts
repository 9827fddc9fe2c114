import type { Legs } from './legs.ts'

/** Marks a pair without a way; two of them still add up below 2 ** 31. */
export const NO_WAY = 2 ** 29

/** Travel for one profile at one speed, between rows: `Prepared.tableSize` of them. */
export interface TravelTable {
  readonly seconds: Legs
  readonly metres: Legs
  /** The same from `to` to `from`, so that a search reads "from everywhere to here" in one row. */
  readonly secondsBack: Legs
  readonly metresBack: Legs
  readonly symmetric: boolean
  /** Whether some pair has no way. */
  readonly hasGap: boolean
  /** The longest way, of those there are; of lines no way is longer. */
  readonly longestS: number
  readonly longestM: number
}
