/**
 * One direction of a contraction hierarchy: at each node (numbered by rank) the arcs that join it to more important
 * nodes. `upward` holds arcs that leave the node, `downward` arcs that arrive at it.
 */
export interface RankedArcs {
  readonly offsets: Uint32Array
  /** The more important end. */
  readonly other: Uint32Array
  readonly weight: Float64Array
  readonly length: Float64Array
  /** Arc number for unpacking. */
  readonly arc: Uint32Array
}

/** A contraction hierarchy in flat arrays, ready to be stored and shared. */
export interface Hierarchy {
  /** Rank by node of the input graph; 0 is contracted first. */
  readonly rank: Uint32Array
  readonly upward: RankedArcs
  readonly downward: RankedArcs
  /** A shortcut stands for arc `first` followed by arc `second`; an original arc has `first` = `originalArc` and its label as `second`. */
  readonly first: Uint32Array
  readonly second: Uint32Array
}

/** Marks an arc of the input graph in `Hierarchy.first`. */
export const originalArc = 0xffffffff
