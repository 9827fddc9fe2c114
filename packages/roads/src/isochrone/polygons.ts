import type { Ring } from './contour.ts'

/** Polygons of an outer ring and its holes each. Holes smaller than `leastHoleM2` are filled. */
export function polygonsOf(rings: readonly Ring[], leastHoleM2: number): readonly (readonly Ring[])[] {
  const outer: { readonly rings: Ring[]; readonly area: number; readonly box: Box }[] = []
  const holes: Ring[] = []
  for (const ring of rings) {
    const area = signedArea(ring)
    if (area > 0) outer.push({ rings: [ring], area, box: boxOf(ring) })
    else if (-area >= leastHoleM2) holes.push(ring)
  }
  // The smallest outer ring around a hole is the one it is in.
  outer.sort((a, b) => a.area - b.area)
  for (const hole of holes) {
    const [corner] = hole
    if (!corner) continue
    outer
      .find(({ rings: [ring = []], box }) => isInBox(corner, box) && isInRing(corner, ring))
      ?.rings.push(hole)
  }
  return outer.reverse().map((polygon) => polygon.rings)
}

type Box = readonly [west: number, south: number, east: number, north: number]

function boxOf(ring: Ring): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of ring) {
    west = Math.min(west, x)
    south = Math.min(south, y)
    east = Math.max(east, x)
    north = Math.max(north, y)
  }
  return [west, south, east, north]
}

function isInBox([x, y]: readonly [number, number], [west, south, east, north]: Box): boolean {
  return x >= west && x <= east && y >= south && y <= north
}

/** Whether a ray to the east crosses the ring an odd number of times. */
function isInRing([x, y]: readonly [number, number], ring: Ring): boolean {
  let isIn = false
  let before = ring.at(-1)
  for (const point of ring) {
    const [ax, ay] = before ?? point
    const [bx, by] = point
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) isIn = !isIn
    before = point
  }
  return isIn
}

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
