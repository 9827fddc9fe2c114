/** Points in a leaf. */
const LEAF = 16

/**
 * Points by place, for the nearest of one of them: a k-d tree (Bentley 1975) that halves the points along each axis in
 * turn, kept as their order in one array.
 */
export class PointTree {
  private readonly axes: readonly Float64Array[]
  private readonly order: Int32Array
  /** The nearest found so far, nearest first, and the squares of how far they are. */
  private readonly found: Int32Array
  private readonly squares: Float64Array
  private count = 0

  /** One array of coordinates for each axis; `most` of the nearest are asked for at once. */
  constructor(axes: readonly Float64Array[], most: number) {
    this.axes = axes
    this.order = Int32Array.from(axes[0] ?? [], (_, point) => point)
    this.found = new Int32Array(most)
    this.squares = new Float64Array(most)
    this.build(0, this.order.length, 0)
  }

  /** The points nearest to one of them, itself left out, nearest first; good until the next call. */
  nearest(point: number): Int32Array {
    this.count = 0
    this.look(point, 0, this.order.length, 0)
    return this.found.subarray(0, this.count)
  }

  private build(from: number, to: number, depth: number): void {
    if (to - from <= LEAF) return
    const axis = this.axis(depth)
    this.order.subarray(from, to).sort((a, b) => (axis[a] ?? 0) - (axis[b] ?? 0) || a - b)
    const middle = (from + to) >> 1
    this.build(from, middle, depth + 1)
    this.build(middle + 1, to, depth + 1)
  }

  private look(point: number, from: number, to: number, depth: number): void {
    if (to - from <= LEAF) {
      for (let i = from; i < to; i++) this.take(point, this.order[i] ?? 0)
      return
    }
    const axis = this.axis(depth)
    const middle = (from + to) >> 1
    const pivot = this.order[middle] ?? 0
    const apart = (axis[point] ?? 0) - (axis[pivot] ?? 0)
    this.take(point, pivot)
    if (apart < 0) this.look(point, from, middle, depth + 1)
    else this.look(point, middle + 1, to, depth + 1)
    const isFull = this.count === this.found.length
    if (isFull && apart * apart >= (this.squares[this.count - 1] ?? 0)) return
    if (apart < 0) this.look(point, middle + 1, to, depth + 1)
    else this.look(point, from, middle, depth + 1)
  }

  private take(point: number, other: number): void {
    if (other === point) return
    const { found, squares } = this
    let square = 0
    for (const axis of this.axes) {
      const apart = (axis[point] ?? 0) - (axis[other] ?? 0)
      square += apart * apart
    }
    let at = this.count
    if (at === found.length) {
      if (square >= (squares[at - 1] ?? 0)) return
      at--
    } else this.count++
    while (at > 0 && (squares[at - 1] ?? 0) > square) {
      squares[at] = squares[at - 1] ?? 0
      found[at] = found[at - 1] ?? 0
      at--
    }
    squares[at] = square
    found[at] = other
  }

  private axis(depth: number): Float64Array {
    return this.axes[depth % this.axes.length] ?? new Float64Array(0)
  }
}
