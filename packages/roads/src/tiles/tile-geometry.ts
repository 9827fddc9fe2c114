/**
 * Geometry of one feature as the commands of the vector tile specification 2.1 (section 4.3): moves and lines relative to a cursor, in
 * tile units, zigzag encoded. Points that round to the one before are dropped, and with them lines and rings that have no extent left.
 */
export class TileGeometry {
  readonly commands: number[] = []
  #x = 0
  #y = 0

  addPoint(x: number, y: number): void {
    this.commands.push(command(moveTo, 1))
    this.#step(Math.round(x), Math.round(y))
  }

  /** Points are x and y in turn. */
  addLine(points: readonly number[]): void {
    const rounded = roundedPoints(points)
    if (rounded.length >= 4) this.#path(rounded, rounded.length)
  }

  /**
   * Adds a polygon: the outer ring, then its holes, each closed (first and last the same). Rings are turned so that the outer one runs clockwise
   * on the screen and holes the other way. A polygon that rounds to nothing, or that its holes fill, is left out.
   */
  addPolygon(rings: readonly (readonly number[])[]): void {
    const rounded = rings.map((ring) => roundedPoints(ring))
    const areas = rounded.map((ring) => (ring.length < 8 ? 0 : doubleArea(ring)))
    const outer = Math.abs(areas[0] ?? 0)
    const holes = areas.slice(1).reduce((sum, area) => sum + Math.abs(area), 0)
    if (outer <= holes) return
    rounded.forEach((ring, index) => {
      const area = areas[index] ?? 0
      if (area === 0) return
      const turned = area > 0 === (index === 0) ? ring : reversed(ring)
      this.#path(turned, turned.length - 2)
      this.commands.push(command(closePath, 1))
    })
  }

  #path(points: readonly number[], length: number): void {
    this.commands.push(command(moveTo, 1))
    this.#step(points[0] ?? 0, points[1] ?? 0)
    this.commands.push(command(lineTo, length / 2 - 1))
    for (let i = 2; i < length; i += 2) this.#step(points[i] ?? 0, points[i + 1] ?? 0)
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

function roundedPoints(points: readonly number[]): number[] {
  const rounded: number[] = []
  for (let i = 0; i + 1 < points.length; i += 2) {
    const x = Math.round(points[i] ?? 0)
    const y = Math.round(points[i + 1] ?? 0)
    const length = rounded.length
    if (length > 0 && rounded[length - 2] === x && rounded[length - 1] === y) continue
    rounded.push(x, y)
  }
  return rounded
}

function doubleArea(ring: readonly number[]): number {
  let sum = 0
  for (let i = 0; i + 3 < ring.length; i += 2) {
    sum += (ring[i] ?? 0) * (ring[i + 3] ?? 0) - (ring[i + 2] ?? 0) * (ring[i + 1] ?? 0)
  }
  return sum
}

function reversed(points: readonly number[]): number[] {
  const turned: number[] = []
  for (let i = points.length - 2; i >= 0; i -= 2) turned.push(points[i] ?? 0, points[i + 1] ?? 0)
  return turned
}
