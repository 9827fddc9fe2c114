import type { PointBuffer } from './point-buffer.ts'

/**
 * Geometry of one feature as the commands of the vector tile specification 2.1 (section 4.3): moves and lines relative to a cursor, in
 * tile units, zigzag encoded. Points that round to the one before are dropped, and with them lines and rings that have no extent left.
 */
export class TileGeometry {
  readonly commands: number[] = []
  #x = 0
  #y = 0
  /** Where the polygon began, to undo it; and twice its area that holes have left. */
  #start = { commands: 0, x: 0, y: 0 }
  #areaLeft = 0

  addPoint(x: number, y: number): void {
    this.commands.push(command(moveTo, 1))
    this.#step(Math.round(x), Math.round(y))
  }

  addLine(points: PointBuffer): void {
    const length = roundPoints(points)
    if (length >= 4) this.#path(points.xy, length, false)
  }

  /**
   * Begins a polygon with its outer ring, closed (first and last the same) and turned to run clockwise on the screen. Says whether anything of it
   * is left when rounded; if not, its holes must be left out too.
   */
  startPolygon(ring: PointBuffer): boolean {
    this.#start = { commands: this.commands.length, x: this.#x, y: this.#y }
    const length = roundPoints(ring)
    const area = length < 8 ? 0 : doubleArea(ring.xy, length)
    this.#areaLeft = Math.abs(area)
    if (area === 0) return false
    this.#ring(ring.xy, length, area < 0)
    return true
  }

  /** Adds a hole to the polygon, turned to run the other way. Says whether anything is left; a polygon that its holes fill is taken back. */
  addHole(ring: PointBuffer): boolean {
    const length = roundPoints(ring)
    const area = length < 8 ? 0 : doubleArea(ring.xy, length)
    if (area === 0) return true
    this.#areaLeft -= Math.abs(area)
    if (this.#areaLeft <= 0) {
      this.commands.length = this.#start.commands
      this.#x = this.#start.x
      this.#y = this.#start.y
      return false
    }
    this.#ring(ring.xy, length, area > 0)
    return true
  }

  #ring(xy: Float64Array, length: number, isReversed: boolean): void {
    this.#path(xy, length - 2, isReversed)
    this.commands.push(command(closePath, 1))
  }

  #path(xy: Float64Array, length: number, isReversed: boolean): void {
    for (let i = 0; i < length; i += 2) {
      if (i === 0) this.commands.push(command(moveTo, 1))
      else if (i === 2) this.commands.push(command(lineTo, length / 2 - 1))
      // Backwards from the point that closes the ring, which is the first again.
      const at = isReversed ? length - i : i
      this.#step(xy[at] ?? 0, xy[at + 1] ?? 0)
    }
  }

  #step(x: number, y: number): void {
    const dx = x - this.#x
    const dy = y - this.#y
    this.commands.push((dx << 1) ^ (dx >> 31), (dy << 1) ^ (dy >> 31))
    this.#x = x
    this.#y = y
  }
}

const moveTo = 1
const lineTo = 2
const closePath = 7

function command(id: number, count: number): number {
  return (id & 7) | (count << 3)
}

/** Rounds points in place, leaves out those that fall on the one before, and says how many numbers remain. */
function roundPoints(points: PointBuffer): number {
  const { xy, length } = points
  let kept = 0
  for (let i = 0; i < length; i += 2) {
    const x = Math.round(xy[i] ?? 0)
    const y = Math.round(xy[i + 1] ?? 0)
    if (kept > 0 && xy[kept - 2] === x && xy[kept - 1] === y) continue
    xy[kept] = x
    xy[kept + 1] = y
    kept += 2
  }
  points.length = kept
  return kept
}

function doubleArea(xy: Float64Array, length: number): number {
  let sum = 0
  for (let i = 0; i + 3 < length; i += 2) {
    sum += (xy[i] ?? 0) * (xy[i + 3] ?? 0) - (xy[i + 2] ?? 0) * (xy[i + 1] ?? 0)
  }
  return sum
}
