/** A directed graph with non-negative weights, as the hierarchy takes it; self-loops and parallel arcs are allowed. */
export interface ArcGraph {
  readonly nodeCount: number
  readonly from: Uint32Array
  readonly to: Uint32Array
  /** What is minimised. */
  readonly weight: Float64Array
  /** Carried along the best path. */
  readonly length: Float64Array
  /** The caller's name of the arc, given back when a path is unpacked. */
  readonly label: Uint32Array
}
