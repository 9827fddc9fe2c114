import type { NearLegs, StraightLines } from '../problem.ts'

export const EARTH_RADIUS_M = 6_371_008.8

/**
 * Lengths of straight lines between points, or of great circles, worked out whenever they are asked for; for legs
 * listed as near, the figures listed. Rows beyond the points are nowhere: 0 from anything.
 */
export class Lines {
  /** Coordinates by row: of a plane, or (with `z`) of a globe of radius 1. */
  readonly x: Float64Array
  readonly y: Float64Array
  private readonly z: Float64Array | undefined
  /** A line comes to floor(scale * length + bias). */
  readonly scale: number
  readonly bias: number
  private readonly near: NearFigures | undefined

  constructor(lines: StraightLines, size: number, scale: number, near: NearFigures | undefined) {
    const isGlobe = lines.surface === 'globe'
    // As a whole number NaN is 0, and so is every distance from nowhere.
    this.x = new Float64Array(size).fill(NaN)
    this.y = new Float64Array(size).fill(NaN)
    this.z = isGlobe ? new Float64Array(size).fill(NaN) : undefined
    for (let row = 0; row < lines.x.length; row++) {
      const x = lines.x[row] ?? 0
      const y = lines.y[row] ?? 0
      const [east, north] = isGlobe ? [radians(x), radians(y)] : [0, 0]
      this.x[row] = isGlobe ? Math.cos(north) * Math.cos(east) : x
      this.y[row] = isGlobe ? Math.cos(north) * Math.sin(east) : y
      if (this.z !== undefined) this.z[row] = Math.sin(north)
    }
    this.scale = isGlobe ? scale * EARTH_RADIUS_M : scale
    this.bias = lines.rounding === 'down' ? 0 : 0.5
    this.near = near
  }

  /** Whether any two points are as far apart as the plane says, which a search may work out in place. */
  get isPlane(): boolean {
    return this.z === undefined && this.near === undefined
  }

  /** The coordinates, an array for each axis, in which straight is near. */
  get axes(): readonly Float64Array[] {
    return this.z === undefined ? [this.x, this.y] : [this.x, this.y, this.z]
  }

  between(from: number, to: number): number {
    const known = this.near?.between(from, to) ?? -1
    if (known >= 0) return known
    const { x, y, z } = this
    const dx = (x[from] ?? 0) - (x[to] ?? 0)
    const dy = (y[from] ?? 0) - (y[to] ?? 0)
    if (z === undefined) return (this.scale * Math.sqrt(dx * dx + dy * dy) + this.bias) | 0
    const dz = (z[from] ?? 0) - (z[to] ?? 0)
    const chord = Math.sqrt(dx * dx + dy * dy + dz * dz)
    return (this.scale * 2 * Math.asin(Math.min(1, chord / 2)) + this.bias) | 0
  }
}

/** Figures of the legs that are listed, by location. */
export class NearFigures {
  private readonly first: Int32Array
  private readonly to: Int32Array
  private readonly figures: Int32Array

  constructor({ first, to }: Pick<NearLegs, 'first' | 'to'>, figures: ArrayLike<number>) {
    this.first = Int32Array.from(first)
    this.to = Int32Array.from(to)
    this.figures = Int32Array.from(figures)
  }

  /** The figure of a leg; -1 when it is not listed. */
  between(from: number, to: number): number {
    let low = this.first[from] ?? 0
    let high = (this.first[from + 1] ?? 0) - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const end = this.to[middle] ?? 0
      if (end === to) return this.figures[middle] ?? -1
      if (end < to) low = middle + 1
      else high = middle - 1
    }
    return -1
  }
}

/** No leg is longer than this, in metres and in seconds. */
export function longestLeg({ x, y, surface, scale, metresPerSecond, near }: StraightLines): {
  readonly metres: number
  readonly seconds: number
} {
  const length = surface === 'globe' ? Math.PI * EARTH_RADIUS_M : Math.hypot(extent(x), extent(y))
  const metres = Math.ceil(length * scale)
  return {
    metres: most(near?.distanceM ?? [], metres),
    seconds: most(near?.durationS ?? [], Math.ceil((length * scale) / metresPerSecond)),
  }
}

/** From the least of them to the largest. */
export function extent(values: ArrayLike<number>): number {
  let least = Infinity
  for (let i = 0; i < values.length; i++) least = Math.min(least, values[i] ?? 0)
  return values.length === 0 ? 0 : most(values, least) - least
}

function most(values: ArrayLike<number>, atLeast: number): number {
  let largest = atLeast
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, values[i] ?? 0)
  return largest
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}
