/** A grid in metres around an origin; vertex (column, row) is at `west + column * stepM`, `south + row * stepM`. */
export interface GridFrame {
  readonly west: number
  readonly south: number
  readonly stepM: number
  readonly columns: number
  readonly rows: number
}

/** A straight piece of road, driven from its first end, with the cost at both. Metres. */
export interface RoadPiece {
  readonly x0: number
  readonly y0: number
  readonly cost0: number
  readonly x1: number
  readonly y1: number
  readonly cost1: number
}

export interface Surroundings {
  /** How far beside the road counts as on it. At least the diagonal of a cell, see `addPiece`. */
  readonly roadM: number
  /** How far from the road anything is reached. */
  readonly reachM: number
  /** Cost of a metre beyond `roadM`. */
  readonly costPerM: number
}

/** Least cost of every vertex of a grid. */
export class CostField {
  readonly frame: GridFrame
  readonly cost: Float64Array
  readonly #surroundings: Surroundings

  constructor(frame: GridFrame, surroundings: Surroundings) {
    this.frame = frame
    this.cost = new Float64Array(frame.columns * frame.rows).fill(Infinity)
    this.#surroundings = surroundings
  }

  /**
   * Lowers what is around a piece of road. A vertex takes the least cost of the road within `roadM`, so all corners of a cell
   * cost no more than any road in it: what is reached lies within the contour, whatever the grid's step.
   */
  addPiece({ x0, y0, cost0, x1, y1, cost1 }: RoadPiece): void {
    const { west, south, stepM, columns, rows } = this.frame
    const { roadM, reachM, costPerM } = this.#surroundings
    const { cost } = this
    const [dx, dy] = [x1 - x0, y1 - y0]
    const length = Math.hypot(dx, dy)
    const [ux, uy] = length > 0 ? [dx / length, dy / length] : [1, 0]
    const rise = length > 0 ? (cost1 - cost0) / length : 0
    const left = Math.max(0, Math.ceil((Math.min(x0, x1) - reachM - west) / stepM))
    const right = Math.min(columns - 1, Math.floor((Math.max(x0, x1) + reachM - west) / stepM))
    const bottom = Math.max(0, Math.ceil((Math.min(y0, y1) - reachM - south) / stepM))
    const top = Math.min(rows - 1, Math.floor((Math.max(y0, y1) + reachM - south) / stepM))
    for (let row = bottom; row <= top; row++) {
      const py = south + row * stepM - y0
      for (let column = left; column <= right; column++) {
        const px = west + column * stepM - x0
        const along = px * ux + py * uy
        const across = px * uy - py * ux
        const nearest = along < 0 ? 0 : along > length ? length : along
        const beyond = along - nearest
        const squared = across * across + beyond * beyond
        if (squared > reachM * reachM) continue
        let here: number
        if (squared <= roadM * roadM) {
          const earliest = along - Math.sqrt(roadM * roadM - across * across)
          here = cost0 + rise * (earliest > 0 ? earliest : 0)
        } else here = cost0 + rise * nearest + costPerM * (Math.sqrt(squared) - roadM)
        const at = row * columns + column
        if (here < (cost[at] ?? 0)) cost[at] = here
      }
    }
  }
}
