/** A grid in metres around an origin; vertex (column, row) is at `west + column * stepM`, `south + row * stepM`. */
export interface GridFrame {
  readonly west: number
  readonly south: number
  readonly stepM: number
  readonly columns: number
  readonly rows: number
}

/** Straight pieces of road, each driven from its first end, with the cost at both. Metres. */
export class RoadPieces {
  count = 0
  /** `x0, y0, cost0, x1, y1, cost1` of each piece. */
  values = new Float64Array(6 * 1024)

  push(x0: number, y0: number, cost0: number, x1: number, y1: number, cost1: number): void {
    const at = 6 * this.count++
    if (at === this.values.length) {
      const longer = new Float64Array(2 * at)
      longer.set(this.values)
      this.values = longer
    }
    const { values } = this
    values[at] = x0
    values[at + 1] = y0
    values[at + 2] = cost0
    values[at + 3] = x1
    values[at + 4] = y1
    values[at + 5] = cost1
  }
}

export interface Surroundings {
  /** How far beside the road counts as on it. At least the diagonal of a cell, see `addPiece`. */
  readonly roadM: number
  /** How far from the road anything is reached. */
  readonly reachM: number
  /** Cost of a metre beyond `roadM`. */
  readonly costPerM: number
}

/**
 * Least cost of every vertex of a grid. A vertex takes the least cost of the road within `roadM`, so all corners of a cell cost
 * no more than any road in it: what is reached lies within the contour, whatever the grid's step.
 */
export class CostField {
  readonly frame: GridFrame
  readonly reachM: number
  readonly cost: Float64Array
  /** Square of the distance to the nearest road, for a step beyond `reachM` too. */
  readonly squaredM: Float32Array

  constructor(frame: GridFrame, surroundings: Surroundings, pieces: RoadPieces) {
    this.frame = frame
    this.reachM = surroundings.reachM
    this.cost = new Float64Array(frame.columns * frame.rows).fill(Infinity)
    this.squaredM = new Float32Array(frame.columns * frame.rows).fill(Infinity)
    for (let piece = 0; piece < pieces.count; piece++) this.#spread(pieces.values, 6 * piece, surroundings)
  }

  #spread(pieces: Float64Array, piece: number, { roadM, reachM, costPerM }: Surroundings): void {
    const { west, south, stepM, columns, rows } = this.frame
    const { cost, squaredM } = this
    const x0 = pieces[piece] ?? 0
    const y0 = pieces[piece + 1] ?? 0
    const cost0 = pieces[piece + 2] ?? 0
    const dx = (pieces[piece + 3] ?? 0) - x0
    const dy = (pieces[piece + 4] ?? 0) - y0
    const length = Math.sqrt(dx * dx + dy * dy)
    const ux = length > 0 ? dx / length : 1
    const uy = length > 0 ? dy / length : 0
    const rise = length > 0 ? ((pieces[piece + 5] ?? 0) - cost0) / length : 0
    const farM = reachM + stepM
    const left = Math.max(0, Math.ceil((Math.min(x0, x0 + dx) - farM - west) / stepM))
    const right = Math.min(columns - 1, Math.floor((Math.max(x0, x0 + dx) + farM - west) / stepM))
    const bottom = Math.max(0, Math.ceil((Math.min(y0, y0 + dy) - farM - south) / stepM))
    const top = Math.min(rows - 1, Math.floor((Math.max(y0, y0 + dy) + farM - south) / stepM))
    for (let row = bottom; row <= top; row++) {
      const py = south + row * stepM - y0
      for (let column = left; column <= right; column++) {
        const px = west + column * stepM - x0
        const along = px * ux + py * uy
        const across = px * uy - py * ux
        const nearest = along < 0 ? 0 : along > length ? length : along
        const beyond = along - nearest
        const squared = across * across + beyond * beyond
        const at = row * columns + column
        if (squared < (squaredM[at] ?? 0)) squaredM[at] = squared
        if (squared > reachM * reachM) continue
        let here: number
        if (squared <= roadM * roadM) {
          const earliest = along - Math.sqrt(roadM * roadM - across * across)
          here = cost0 + rise * (earliest > 0 ? earliest : 0)
        } else here = cost0 + rise * nearest + costPerM * (Math.sqrt(squared) - roadM)
        if (here < (cost[at] ?? 0)) cost[at] = here
      }
    }
  }
}
