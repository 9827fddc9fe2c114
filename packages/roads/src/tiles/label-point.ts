/** Rows on which a place for the name is looked for. */
const rows = 15

/**
 * A point well inside a polygon (the outer ring, then its holes), for its name: the middle of the widest stretch that lies inside on one of some
 * rows, as PostGIS's `ST_PointOnSurface` does on one. A middle row is preferred to one that is hardly wider. O(rows * n).
 */
export function labelPoint(rings: readonly ArrayLike<number>[]): readonly [x: number, y: number] | undefined {
  let top = Infinity
  let bottom = -Infinity
  const outer = rings[0] ?? []
  for (let i = 1; i < outer.length; i += 2) {
    top = Math.min(top, outer[i] ?? 0)
    bottom = Math.max(bottom, outer[i] ?? 0)
  }
  let best: readonly [number, number] | undefined
  let bestScore = 0
  for (let row = 0; row < rows; row++) {
    // Halves keep rows off the vertices, which are whole.
    const y = Math.floor(top + ((row + 0.5) * (bottom - top)) / rows) + 0.5
    const crossings = rings.flatMap((ring) => crossingsOf(ring, y)).toSorted((a, b) => a - b)
    const preference = 1 - Math.abs(row - (rows - 1) / 2) / (2 * rows)
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const [from = 0, to = 0] = crossings.slice(i, i + 2)
      if ((to - from) * preference <= bestScore) continue
      bestScore = (to - from) * preference
      best = [Math.round((from + to) / 2), Math.round(y)]
    }
  }
  return best
}

function crossingsOf(ring: ArrayLike<number>, y: number): number[] {
  const crossings: number[] = []
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const ay = ring[i + 1] ?? 0
    const by = ring[i + 3] ?? 0
    if (ay > y === by > y) continue
    const ax = ring[i] ?? 0
    crossings.push(ax + ((y - ay) / (by - ay)) * ((ring[i + 2] ?? 0) - ax))
  }
  return crossings
}
