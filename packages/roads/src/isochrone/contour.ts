import type { CostField } from './cost-field.ts'

export type Ring = readonly (readonly [x: number, y: number])[]

/**
 * The lines around all that costs at most `limit`, by marching squares (Lorensen & Cline 1987, in the plane): closed rings with
 * what is within on their left, so outer rings run anticlockwise and holes clockwise. Each edge of the grid is crossed once
 * at most and inside, and the two lines of a cell never meet, so no ring touches itself or another. A greater limit gives rings
 * around those of a lesser one. The border of the grid must cost more than the limit.
 */
export function contour({ frame, cost }: CostField, limit: number): readonly Ring[] {
  const { columns, rows } = frame
  // By crossed edge of the grid: the next one along the line. Edge 2v leads east from vertex v, edge 2v + 1 north.
  const next = new Int32Array(columns * rows * 2).fill(-1)
  const crossed: number[] = []
  const join = (from: number, to: number): void => {
    next[from] = to
    crossed.push(from)
  }
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const vertex = row * columns + column
      const sw = cost[vertex] ?? Infinity
      const se = cost[vertex + 1] ?? Infinity
      const nw = cost[vertex + columns] ?? Infinity
      const ne = cost[vertex + columns + 1] ?? Infinity
      const within =
        (sw <= limit ? 1 : 0) | (se <= limit ? 2 : 0) | (ne <= limit ? 4 : 0) | (nw <= limit ? 8 : 0)
      if (within === 0 || within === 15) continue
      const isSaddle = within === 5 || within === 10
      const isJoined = isSaddle && (sw + se + nw + ne) / 4 <= limit
      const sides = [2 * vertex, 2 * (vertex + 1) + 1, 2 * (vertex + columns), 2 * vertex + 1]
      const lines = linesByCase[isJoined ? 15 - within : within] ?? []
      for (const [from, to] of lines) {
        const [a, b] = [sides[from] ?? 0, sides[to] ?? 0]
        // A joined saddle cuts off the two other corners, seen from the other side.
        if (isJoined) join(b, a)
        else join(a, b)
      }
    }
  }
  const rings: Ring[] = []
  for (const start of crossed) {
    if (next[start] === -1) continue
    const ring: [number, number][] = []
    for (let edge = start; next[edge] !== -1;) {
      ring.push(crossing({ frame, cost }, edge, limit))
      const following = next[edge] ?? -1
      next[edge] = -1
      edge = following
    }
    rings.push(ring)
  }
  return rings
}

// Sides of a cell: 0 south, 1 east, 2 north, 3 west. By which corners are within (1 SW, 2 SE, 4 NE, 8 NW).
const linesByCase: readonly (readonly (readonly [number, number])[])[] = [
  [],
  [[0, 3]],
  [[1, 0]],
  [[1, 3]],
  [[2, 1]],
  [
    [0, 3],
    [2, 1],
  ],
  [[2, 0]],
  [[2, 3]],
  [[3, 2]],
  [[0, 2]],
  [
    [1, 0],
    [3, 2],
  ],
  [[1, 2]],
  [[3, 1]],
  [[0, 1]],
  [[3, 0]],
  [],
]

// A line keeps this share of a grid's step away from the vertices, so that rounding never makes two points one.
const margin = 0.02

function crossing(
  { frame, cost }: Pick<CostField, 'frame' | 'cost'>,
  edge: number,
  limit: number,
): [number, number] {
  const { west, south, stepM, columns } = frame
  const vertex = edge >>> 1
  const isNorth = (edge & 1) === 1
  const near = cost[vertex] ?? Infinity
  const far = cost[vertex + (isNorth ? columns : 1)] ?? Infinity
  // Where the cost is not known on one side, the line runs in the middle.
  const share = near === Infinity || far === Infinity ? 0.5 : (limit - near) / (far - near)
  const along = Math.max(margin, Math.min(1 - margin, share))
  const column = vertex % columns
  const row = Math.floor(vertex / columns)
  return [west + (column + (isNorth ? 0 : along)) * stepM, south + (row + (isNorth ? along : 0)) * stepM]
}
