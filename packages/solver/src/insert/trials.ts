/** How many stops may still be evaluated, so that reasons never take long. */
export interface Trials {
  left: number
}
