/** What is kept: its sides, which belong to it. */
export interface ClipBox {
  readonly west: number
  readonly north: number
  readonly east: number
  readonly south: number
}

/** Cuts a line at a box and calls `emit` with each piece. Points are x and y in turn. */
export function clipLine(
  points: readonly number[],
  { west, north, east, south }: ClipBox,
  emit: (piece: readonly number[]) => void,
): void {
  let piece: number[] = []
  for (let i = 0; i + 3 < points.length; i += 2) {
    const ax = points[i] ?? 0
    const ay = points[i + 1] ?? 0
    const bx = points[i + 2] ?? 0
    const by = points[i + 3] ?? 0
    // The part of the segment inside, as fractions of it (Liang and Barsky 1984).
    const dx = bx - ax
    const dy = by - ay
    let from = 0
    let to = 1
    let isOut = false
    for (let side = 0; side < 4; side++) {
      const toward = side === 0 ? -dx : side === 1 ? dx : side === 2 ? -dy : dy
      const room = side === 0 ? ax - west : side === 1 ? east - ax : side === 2 ? ay - north : south - ay
      if (toward === 0) isOut ||= room < 0
      else if (toward < 0) from = Math.max(from, room / toward)
      else to = Math.min(to, room / toward)
    }
    if (isOut || from > to) {
      if (piece.length >= 4) emit(piece)
      piece = []
      continue
    }
    if (from > 0 || piece.length === 0) {
      if (piece.length >= 4) emit(piece)
      piece = [ax + dx * from, ay + dy * from]
    }
    piece.push(ax + dx * to, ay + dy * to)
    if (to < 1) {
      if (piece.length >= 4) emit(piece)
      piece = []
    }
  }
  if (piece.length >= 4) emit(piece)
}

/**
 * Cuts a ring (first and last the same) at a box, one side after the other, by Sutherland and Hodgman (1974). The result is one ring, closed;
 * where a bent ring leaves the box twice, its pieces stay joined along the edge, which lies in the margin outside the tile.
 */
export function clipRing(points: readonly number[], box: ClipBox): readonly number[] {
  let ring = clipSide(points, 0, box.west, 1)
  ring = clipSide(ring, 0, box.east, -1)
  ring = clipSide(ring, 1, box.north, 1)
  return clipSide(ring, 1, box.south, -1)
}

/** Keeps what is on the inner side of one line: `axis` 0 is x, `sign` 1 keeps the larger. */
function clipSide(points: readonly number[], axis: 0 | 1, bound: number, sign: 1 | -1): readonly number[] {
  let needed = false
  for (let i = axis; i < points.length; i += 2) {
    if (((points[i] ?? 0) - bound) * sign < 0) {
      needed = true
      break
    }
  }
  if (!needed) return points
  const kept: number[] = []
  for (let i = 0; i + 3 < points.length; i += 2) {
    const a = ((points[i + axis] ?? 0) - bound) * sign
    const b = ((points[i + 2 + axis] ?? 0) - bound) * sign
    const ax = points[i] ?? 0
    const ay = points[i + 1] ?? 0
    if (a >= 0) kept.push(ax, ay)
    if (a >= 0 === b >= 0) continue
    const part = a / (a - b)
    const x = axis === 0 ? bound : ax + ((points[i + 2] ?? 0) - ax) * part
    const y = axis === 1 ? bound : ay + ((points[i + 3] ?? 0) - ay) * part
    kept.push(x, y)
  }
  if (kept.length > 0) kept.push(kept[0] ?? 0, kept[1] ?? 0)
  return kept
}
