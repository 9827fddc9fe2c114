/** What puts absent tasks into a plan, each where it is cheapest. */
export interface Inserter {
  /** When set, empty routes are not opened. */
  closed: boolean
  /** What serving an optional task may cost, as a multiple of its prize. */
  eagerness: number
  /** When set, routes that the step has not changed may be passed over. */
  onlyChanged: boolean
  /** Near neighbours of a task beside which places are looked for, of those that are listed. */
  reach: number
  /** What the last insertion has cost, in price units. */
  readonly cost: number
  /**
   * Sets the share of places that are passed over; with 0 every place is tried where few are not enough, but for
   * those of a route where hundreds have failed.
   */
  setBlink(share: number): void
  /** Inserts the task where it is cheapest; false when no place keeps every rule. */
  insert(task: number): boolean
}
