import { tileExtent, worldUnits } from './mercator.ts'

/** The largest zoom that has its own tiles. */
export const largestZoom = 16
/** Vertex zoom of points that no tile needs. */
const never = largestZoom + 1

/** A vertex is drawn from the zoom at which leaving it out would move the line by this many tile units, of which eight are a pixel. */
const toleranceUnits = 3

/**
 * The smallest zoom at which each vertex of a line is needed, by Douglas and Peucker (1973): the vertex furthest from the chord is kept where
 * its distance is visible, then each side in turn. One pass serves all zooms: a tile takes the vertices whose zoom is at most its own.
 * Ends are needed always. The zooms are written to `zooms` where it is given. `points` holds x and y in turn; for a ring, first and last are
 * the same and the furthest vertex is kept too.
 * A vertex is never needed before the one that split its stretch, so every zoom shows a simplification of the next.
 */
export function vertexZooms(
  points: ArrayLike<number>,
  zooms: Uint8Array = new Uint8Array(points.length / 2),
): Uint8Array {
  const count = points.length / 2
  zooms.fill(never)
  if (count === 0) return zooms
  zooms[0] = 0
  zooms[count - 1] = 0
  // Stretches to be split: where each begins and ends, and the zoom of the vertex that made it.
  const stack: number[] = []
  const isRing = points[0] === points[2 * count - 2] && points[1] === points[2 * count - 1]
  if (isRing && count > 3) {
    const far = furthestFromStart(points, count)
    zooms[far] = 0
    stack.push(0, far, 0, far, count - 1, 0)
  } else stack.push(0, count - 1, 0)
  while (stack.length > 0) {
    const parent = stack.pop() ?? 0
    const to = stack.pop() ?? 0
    const from = stack.pop() ?? 0
    const { at, distance } = furthestFromChord(points, from, to)
    if (at < 0) continue
    const zoom = Math.max(parent, zoomOfDistance(distance))
    if (zoom >= never) continue
    zooms[at] = zoom
    stack.push(from, at, zoom, at, to, zoom)
  }
  return zooms
}

function zoomOfDistance(distance: number): number {
  if (distance <= 0) return never
  const zoom = Math.ceil(Math.log2((toleranceUnits * worldUnits) / (tileExtent * distance)))
  return Math.min(never, Math.max(0, zoom))
}

function furthestFromStart(points: ArrayLike<number>, count: number): number {
  let best = 1
  let bestSquare = -1
  for (let i = 1; i < count - 1; i++) {
    const dx = (points[2 * i] ?? 0) - (points[0] ?? 0)
    const dy = (points[2 * i + 1] ?? 0) - (points[1] ?? 0)
    if (dx * dx + dy * dy > bestSquare) {
      bestSquare = dx * dx + dy * dy
      best = i
    }
  }
  return best
}

function furthestFromChord(
  points: ArrayLike<number>,
  from: number,
  to: number,
): { readonly at: number; readonly distance: number } {
  const x = points[2 * from] ?? 0
  const y = points[2 * from + 1] ?? 0
  const dx = (points[2 * to] ?? 0) - x
  const dy = (points[2 * to + 1] ?? 0) - y
  const square = dx * dx + dy * dy
  let at = -1
  let most = -1
  for (let i = from + 1; i < to; i++) {
    const px = (points[2 * i] ?? 0) - x
    const py = (points[2 * i + 1] ?? 0) - y
    const along = square === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / square))
    const offX = px - along * dx
    const offY = py - along * dy
    const off = offX * offX + offY * offY
    if (off > most) {
      most = off
      at = i
    }
  }
  return { at, distance: Math.sqrt(most) }
}
