import type { PointBuffer } from './point-buffer.ts'

/** What is kept: its sides, which belong to it. */
export interface ClipBox {
  readonly west: number
  readonly north: number
  readonly east: number
  readonly south: number
}

/** Cuts a line at a box and calls `emit` with each piece, which is in `piece` until the next. */
export function clipLine(
  { xy, length }: PointBuffer,
  { west, north, east, south }: ClipBox,
  piece: PointBuffer,
  emit: (piece: PointBuffer) => void,
): void {
  const end = (): void => {
    if (piece.length >= 4) emit(piece)
    piece.clear()
  }
  piece.clear()
  for (let i = 0; i + 3 < length; i += 2) {
    const ax = xy[i] ?? 0
    const ay = xy[i + 1] ?? 0
    // The part of the segment inside, as fractions of it (Liang and Barsky 1984).
    const dx = (xy[i + 2] ?? 0) - ax
    const dy = (xy[i + 3] ?? 0) - ay
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
      end()
      continue
    }
    if (from > 0) end()
    if (piece.length === 0) piece.push(ax + dx * from, ay + dy * from)
    piece.push(ax + dx * to, ay + dy * to)
    if (to < 1) end()
  }
  end()
}

/**
 * Cuts a ring (first and last the same) at a box, one side after the other, by Sutherland and Hodgman (1974). The result is one ring, closed;
 * where a bent ring leaves the box twice, its pieces stay joined along the edge, which lies in the margin outside the tile. It is in `ring` or in
 * `spare`, whichever is returned; the other's points are lost.
 */
export function clipRing(ring: PointBuffer, box: ClipBox, spare: PointBuffer): PointBuffer {
  let [from, to] = [ring, spare]
  for (const [axis, bound, sign] of [
    [0, box.west, 1],
    [0, box.east, -1],
    [1, box.north, 1],
    [1, box.south, -1],
  ] as const) {
    if (!reachesOver(from, axis, bound, sign)) continue
    clipSide(from, to, axis, bound, sign)
    ;[from, to] = [to, from]
  }
  return from
}

function reachesOver({ xy, length }: PointBuffer, axis: 0 | 1, bound: number, sign: 1 | -1): boolean {
  for (let i = axis; i < length; i += 2) if (((xy[i] ?? 0) - bound) * sign < 0) return true
  return false
}

/** Keeps what is on the inner side of one line: `axis` 0 is x, `sign` 1 keeps the larger. */
function clipSide(
  { xy, length }: PointBuffer,
  kept: PointBuffer,
  axis: 0 | 1,
  bound: number,
  sign: 1 | -1,
): void {
  kept.clear()
  for (let i = 0; i + 3 < length; i += 2) {
    const a = ((xy[i + axis] ?? 0) - bound) * sign
    const b = ((xy[i + 2 + axis] ?? 0) - bound) * sign
    const ax = xy[i] ?? 0
    const ay = xy[i + 1] ?? 0
    if (a >= 0) kept.push(ax, ay)
    if (a >= 0 === b >= 0) continue
    const part = a / (a - b)
    kept.push(
      axis === 0 ? bound : ax + ((xy[i + 2] ?? 0) - ax) * part,
      axis === 1 ? bound : ay + ((xy[i + 3] ?? 0) - ay) * part,
    )
  }
  if (kept.length > 0) kept.push(kept.xy[0] ?? 0, kept.xy[1] ?? 0)
}
