/** Points as x and y in turn, in memory that serves one line after the other: a tile has thousands, and none outlives it. */
export class PointBuffer {
  /** How many numbers there are: twice the points. */
  length = 0
  /** Longer than what it holds. Valid until the next `push`. */
  xy = new Float64Array(1024)

  push(x: number, y: number): void {
    if (this.length + 2 > this.xy.length) {
      const grown = new Float64Array(this.xy.length * 2)
      grown.set(this.xy)
      this.xy = grown
    }
    this.xy[this.length++] = x
    this.xy[this.length++] = y
  }

  clear(): void {
    this.length = 0
  }
}
