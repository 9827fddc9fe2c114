import type { CostField } from './cost-field.ts'

export type Ring = readonly (readonly [x: number, y: number])[]

/** An outer ring, and its holes. */
export type Polygon = readonly [Ring, ...Ring[]]

/**
 * The area of all that costs at most `limit`, by marching squares (Lorensen & Cline 1987, in the plane). Rings keep what is within on
 * their left, so outer rings run anticlockwise and holes clockwise; they are not closed. Each edge of the grid is crossed once
 * at most and inside, and the two lines of a cell never meet, so no ring touches itself or another. A greater limit gives rings
 * around those of a lesser one. The border of the grid must cost more than the limit.
 */
export function contour(field: CostField, limit: number): readonly Polygon[] {
  const { columns, rows } = field.frame
  const { cost } = field
  // By crossed edge of the grid: the next one along the line. Edge 2v leads east from vertex v, edge 2v + 1 north.
  const next = new Int32Array(columns * rows * 2).fill(none)
  const crossed: number[] = []
  for (let row = 0; row + 1 < rows; row++) {
    let vertex = row * columns
    let west =
      ((cost[vertex] ?? Infinity) <= limit ? 1 : 0) | ((cost[vertex + columns] ?? Infinity) <= limit ? 8 : 0)
    for (let column = 0; column + 1 < columns; column++, vertex++) {
      const isSeWithin = (cost[vertex + 1] ?? Infinity) <= limit
      const isNeWithin = (cost[vertex + columns + 1] ?? Infinity) <= limit
      const within = west | (isSeWithin ? 2 : 0) | (isNeWithin ? 4 : 0)
      west = (isSeWithin ? 1 : 0) | (isNeWithin ? 8 : 0)
      if (within === 0 || within === 15) continue
      const isJoined = (within === 5 || within === 10) && meanOfCell(cost, vertex, columns) <= limit
      // A joined saddle cuts off the two other corners, seen from the other side.
      for (const line of linesByCase[isJoined ? 15 - within : within] ?? []) {
        const from = sideOf(vertex, line[isJoined ? 1 : 0], columns)
        next[from] = sideOf(vertex, line[isJoined ? 0 : 1], columns)
        crossed.push(from)
      }
    }
  }
  return polygons(field, limit, next, crossed)
}

const none = -1

/** Follows the lines to rings, and joins each hole to the outer ring around it. */
function polygons(
  field: CostField,
  limit: number,
  next: Int32Array,
  crossed: readonly number[],
): readonly Polygon[] {
  const { columns } = field.frame
  const rings: { readonly ring: Ring; readonly area: number; readonly westmost: number }[] = []
  const ringOf = new Map<number, number>()
  for (const start of crossed) {
    if (ringOf.has(start)) continue
    const ring: [number, number][] = []
    let westmost = none
    let edge = start
    do {
      ringOf.set(edge, rings.length)
      ring.push(crossing(field, edge, limit))
      const isEast = (edge & 1) === 0
      if (isEast && (westmost === none || (edge >>> 1) % columns < (westmost >>> 1) % columns))
        westmost = edge
      edge = next[edge] ?? start
    } while (edge !== start)
    rings.push({ ring, area: signedArea(ring), westmost })
  }
  // West of a hole's westmost point is the area that it is a hole of, up to the next ring: the outer one or another hole.
  const outerOf = (index: number): number => {
    const found = rings[index]
    if (!found || found.area > 0) return index
    let edge = found.westmost - 2
    while (edge >= 0 && !ringOf.has(edge)) edge -= 2
    return outerOf(ringOf.get(edge) ?? index)
  }
  const areas = new Map<number, [Ring, ...Ring[]]>()
  rings.forEach(({ ring, area }, index) => {
    if (area > 0) areas.set(index, [ring])
  })
  const leastHole = leastHoleSteps * field.frame.stepM ** 2
  rings.forEach(({ ring, area }, index) => {
    if (area < 0 && -area >= leastHole) areas.get(outerOf(index))?.push(ring)
  })
  return [...areas.values()]
}

// A hole of less than four cells is a flaw of the grid.
const leastHoleSteps = 4

/** Positive for a ring that runs anticlockwise. */
function signedArea(ring: Ring): number {
  let doubled = 0
  let [ax, ay] = ring.at(-1) ?? [0, 0]
  for (const [x, y] of ring) {
    doubled += ax * y - x * ay
    ax = x
    ay = y
  }
  return doubled / 2
}

function meanOfCell(cost: Float64Array, vertex: number, columns: number): number {
  const south = (cost[vertex] ?? Infinity) + (cost[vertex + 1] ?? Infinity)
  return (south + (cost[vertex + columns] ?? Infinity) + (cost[vertex + columns + 1] ?? Infinity)) / 4
}

/** The edge of the grid at a side of the cell that has a vertex as its south-west corner. */
function sideOf(vertex: number, side: number, columns: number): number {
  if (side === 0) return 2 * vertex
  if (side === 1) return 2 * (vertex + 1) + 1
  return side === 2 ? 2 * (vertex + columns) : 2 * vertex + 1
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

function crossing(field: CostField, edge: number, limit: number): [number, number] {
  const { west, south, stepM, columns } = field.frame
  const vertex = edge >>> 1
  const isNorth = (edge & 1) === 1
  const share = shareWithin(field, vertex, vertex + (isNorth ? columns : 1), limit)
  const along = Math.max(margin, Math.min(1 - margin, share))
  const column = vertex % columns
  const row = Math.floor(vertex / columns)
  return [west + (column + (isNorth ? 0 : along)) * stepM, south + (row + (isNorth ? along : 0)) * stepM]
}

/** Where the limit lies between two vertices; out of reach of all roads, where the reach ends. */
function shareWithin({ cost, squaredM, reachM }: CostField, a: number, b: number, limit: number): number {
  const [near, far] = [cost[a] ?? Infinity, cost[b] ?? Infinity]
  if (near < Infinity && far < Infinity) return (limit - near) / (far - near)
  const [nearM, farM] = [Math.sqrt(squaredM[a] ?? 0), Math.sqrt(squaredM[b] ?? 0)]
  return (reachM - nearM) / (farM - nearM)
}
