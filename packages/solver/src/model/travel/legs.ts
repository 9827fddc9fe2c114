import type { Lines } from './lines.ts'

/** Metres or seconds between any two rows of a travel table: from cells, from lines, or from cells made of lines. */
export class Legs {
  /** Row-major; empty where lines are worked out. */
  readonly cells: Int32Array
  readonly lines: Lines | undefined
  private readonly size: number

  constructor(size: number, cells: Int32Array | undefined, lines: Lines | undefined) {
    this.size = size
    this.cells = cells ?? new Int32Array(0)
    this.lines = lines
  }

  between(from: number, to: number): number {
    if (this.cells.length > 0) return this.cells[from * this.size + to] ?? 0
    return this.lines === undefined ? 0 : this.lines.between(from, to)
  }
}
