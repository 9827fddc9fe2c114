/** A cell of the grid: row by its place among those shown, column by its place in the file; -1 is the row's own cell. */
export interface GridCell {
  readonly row: number
  readonly column: number
}

export interface GridSize {
  readonly rows: number
  readonly columns: number
}

/** Where a key leads from a cell; null when it moves nothing. */
export function moveByKey(cell: GridCell, key: string, isShift: boolean, size: GridSize): GridCell | null {
  const to = (row: number, column: number): GridCell => ({
    row: Math.min(size.rows - 1, Math.max(0, row)),
    column: Math.min(size.columns - 1, Math.max(-1, column)),
  })
  switch (key) {
    case 'ArrowUp':
      return to(cell.row - 1, cell.column)
    case 'ArrowDown':
      return to(cell.row + 1, cell.column)
    case 'ArrowLeft':
      return to(cell.row, cell.column - 1)
    case 'ArrowRight':
      return to(cell.row, cell.column + 1)
    case 'Home':
      return to(cell.row, 0)
    case 'End':
      return to(cell.row, size.columns - 1)
    case 'PageUp':
      return to(cell.row - 15, cell.column)
    case 'PageDown':
      return to(cell.row + 15, cell.column)
    case 'Enter':
      return to(cell.row + (isShift ? -1 : 1), cell.column)
    case 'Tab':
      return step(cell, isShift ? -1 : 1, size)
    default:
      return null
  }
}

/** The next cell as one reads, over the ends of rows; null past the first and the last, where focus leaves the grid. */
function step(cell: GridCell, by: 1 | -1, size: GridSize): GridCell | null {
  const index = cell.row * size.columns + Math.max(0, cell.column) + by
  if (index < 0 || index >= size.rows * size.columns) return null
  return { row: Math.floor(index / size.columns), column: index % size.columns }
}

/** The next cell with something to say, after (or before) a cell; wraps around. Null when there is none. */
export function nextProblem(cell: GridCell, by: 1 | -1, problems: readonly GridCell[]): GridCell | null {
  const order = (a: GridCell, b: GridCell): number => a.row - b.row || a.column - b.column
  const sorted = problems.toSorted(order)
  if (by === 1) return sorted.find((problem) => order(problem, cell) > 0) ?? sorted[0] ?? null
  return sorted.findLast((problem) => order(problem, cell) < 0) ?? sorted.at(-1) ?? null
}
