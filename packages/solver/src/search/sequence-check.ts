/** Says whether a whole sequence of nodes keeps every rule of a route of a shift type, and what it costs. */
export interface SequenceCheck {
  /** Of the last sequence that kept every rule; its cost in price units. */
  readonly distance: number
  readonly duration: number
  readonly cost: number
  /** True when the first `count` nodes are a feasible route; nodes from `nodeCount` on are reloads. */
  check(typeIndex: number, nodes: Int32Array, count: number): boolean
}
