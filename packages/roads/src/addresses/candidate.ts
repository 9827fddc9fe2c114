import type { HouseNumber } from './house-number.ts'

/** A street, place or named point that a query may mean. */
export interface Candidate {
  readonly entity: number
  /** The part of the query that names it. */
  readonly position: number
  /** How well that part fits its name. */
  readonly nameConfidence: number
  /** How well the text fits, whatever the town. */
  readonly textConfidence: number
  readonly confidence: number
  /** What town and postcode multiply the confidence by. */
  readonly townFactor: number
  /** Orders candidates of equal confidence; small beside it. */
  readonly preference: number
  readonly house: HouseNumber | undefined
}

/** Two answers within this confidence of each other are equally good. */
export const tie = 0.02
