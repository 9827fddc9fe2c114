/**
 * One direction of a graph whose nodes are numbered by rank, 0 the least important: at each node the arcs that join it to
 * more important ones. In an `up` direction they leave the node, in a `down` direction they arrive at it.
 */
export interface RankedArcs {
  /** The arcs of node `v` are `offsets[v] .. offsets[v + 1]`. */
  readonly offsets: Uint32Array
  /** The more important end. */
  readonly other: Uint32Array
}

/** A directed graph in ranks. Every arc is stored once, at its less important end. */
export interface RankedGraph {
  readonly nodeCount: number
  readonly up: RankedArcs
  readonly down: RankedArcs
}

/** Weights of a ranked graph's arcs, `Infinity` where an arc is closed. */
export interface ArcWeights {
  readonly up: Float64Array
  readonly down: Float64Array
}

export interface WeightedArcs extends RankedArcs {
  readonly weight: Float64Array
  /** The less important node that a shortcut passes, or `noNode` for an arc of the graph itself. */
  readonly middle: Uint32Array
}

/** A contraction hierarchy: upward searches from both ends of any shortest path meet. */
export interface Hierarchy {
  readonly nodeCount: number
  readonly up: WeightedArcs
  readonly down: WeightedArcs
  /** The next node that a search from here can come to; `noNode` at a top. Every arc leads to an ancestor. */
  readonly parent: Uint32Array
}

export const noNode = 0xffffffff
