/** A ring or chain as x and y in turn, in world units (y grows southwards). */
export type Chain = readonly number[]

export interface Box {
  readonly minX: number
  readonly minY: number
  readonly maxX: number
  readonly maxY: number
}

/** A polygon: the outer ring, then its holes. */
export type RingSet = readonly Chain[]

/** A coastline that stops further from the edge of the extract than this share of it is broken, and no sea is guessed from it. */
const farthestGap = 0.15

interface Piece {
  readonly points: number[]
  /** Where on the edge of the box it comes in and goes out, clockwise from the north-west corner, 0 to 4. */
  readonly entry: number
  readonly exit: number
}

/**
 * Sea polygons from coastlines, which have land on their left and water on their right. Each coastline is cut at the box; from where it leaves
 * the box, the sea's outline goes on clockwise along the edge to where the next coastline comes in, until it is back at its start.
 * Closed coastlines are islands, or sea when they run clockwise. A coastline that the extract cuts short is drawn on to the nearest edge.
 */
export function seaPolygons(chains: readonly Chain[], box: Box): RingSet[] {
  const pieces: Piece[] = []
  const islands: Chain[] = []
  const seas: Chain[][] = []
  let isBroken = false
  for (const chain of chains) {
    if (isRing(chain) && isWithin(chain, box)) {
      if (signedArea(chain) > 0) seas.push([chain])
      else islands.push(chain)
      continue
    }
    const whole = isRing(chain) ? startOutside(chain, box) : extendToEdge(chain, box)
    if (whole) pieces.push(...cutAtBox(whole, box))
    else isBroken = true
  }
  for (const ring of joinAlongEdge(pieces, box)) seas.push([ring])
  if (seas.length === 0 && islands.length > 0 && !isBroken) seas.push([edgeRing(box)])
  for (const island of islands) {
    seas.find(([outer]) => outer && isInside(outer, island[0] ?? 0, island[1] ?? 0))?.push(island)
  }
  return seas
}

/** Twice the area of a ring, positive when it runs clockwise on the screen. */
export function signedArea(ring: Chain): number {
  let sum = 0
  for (let i = 0; i + 3 < ring.length; i += 2) {
    sum += (ring[i] ?? 0) * (ring[i + 3] ?? 0) - (ring[i + 2] ?? 0) * (ring[i + 1] ?? 0)
  }
  return sum
}

/** Whether a point is inside a ring, by counting the edges a ray to the east crosses. */
export function isInside(ring: Chain, x: number, y: number): boolean {
  let inside = false
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const ax = ring[i] ?? 0
    const ay = ring[i + 1] ?? 0
    const bx = ring[i + 2] ?? 0
    const by = ring[i + 3] ?? 0
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside
  }
  return inside
}

function isRing(chain: Chain): boolean {
  return chain.length >= 8 && chain[0] === chain.at(-2) && chain[1] === chain.at(-1)
}

function contains(box: Box, x: number, y: number): boolean {
  return x >= box.minX && x <= box.maxX && y >= box.minY && y <= box.maxY
}

function isWithin(chain: Chain, box: Box): boolean {
  for (let i = 0; i < chain.length; i += 2) {
    if (!contains(box, chain[i] ?? 0, chain[i + 1] ?? 0)) return false
  }
  return true
}

/** Turns a ring so that it starts outside the box: then every piece of it inside has both ends on the edge. */
function startOutside(ring: Chain, box: Box): Chain {
  for (let i = 0; i < ring.length - 2; i += 2) {
    if (contains(box, ring[i] ?? 0, ring[i + 1] ?? 0)) continue
    return [...ring.slice(i, -2), ...ring.slice(0, i + 2)]
  }
  return ring
}

function extendToEdge(chain: Chain, box: Box): Chain | undefined {
  const start = edgePoint(chain[0] ?? 0, chain[1] ?? 0, box)
  const end = edgePoint(chain.at(-2) ?? 0, chain.at(-1) ?? 0, box)
  return start && end ? [...start, ...chain, ...end] : undefined
}

/** The nearest point just outside the box; nothing to add for a point outside; undefined when the edge is too far. */
function edgePoint(x: number, y: number, box: Box): readonly number[] | undefined {
  if (!contains(box, x, y)) return []
  const gaps = [x - box.minX, box.maxX - x, y - box.minY, box.maxY - y]
  const least = Math.min(...gaps)
  if (least > farthestGap * Math.min(box.maxX - box.minX, box.maxY - box.minY)) return undefined
  if (least === gaps[0]) return [box.minX - 1, y]
  if (least === gaps[1]) return [box.maxX + 1, y]
  return least === gaps[2] ? [x, box.minY - 1] : [x, box.maxY + 1]
}

function cutAtBox(chain: Chain, box: Box): Piece[] {
  const pieces: Piece[] = []
  let points: number[] = []
  for (let i = 0; i + 3 < chain.length; i += 2) {
    const cut = cutSegment(chain[i] ?? 0, chain[i + 1] ?? 0, chain[i + 2] ?? 0, chain[i + 3] ?? 0, box)
    if (!cut) continue
    if (points.length === 0) points.push(cut.ax, cut.ay)
    points.push(cut.bx, cut.by)
    if (cut.leaves) {
      pieces.push(pieceOf(points, box))
      points = []
    }
  }
  return pieces
}

function pieceOf(points: number[], box: Box): Piece {
  return {
    points,
    entry: edgePosition(points[0] ?? 0, points[1] ?? 0, box),
    exit: edgePosition(points.at(-2) ?? 0, points.at(-1) ?? 0, box),
  }
}

/** The part of a segment inside the box, after Liang and Barsky (1984). */
function cutSegment(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  box: Box,
): { ax: number; ay: number; bx: number; by: number; leaves: boolean } | undefined {
  let from = 0
  let to = 1
  const sides = [
    [ax - bx, ax - box.minX],
    [bx - ax, box.maxX - ax],
    [ay - by, ay - box.minY],
    [by - ay, box.maxY - ay],
  ] as const
  for (const [toward, room] of sides) {
    if (toward === 0 && room < 0) return undefined
    if (toward < 0) from = Math.max(from, room / toward)
    if (toward > 0) to = Math.min(to, room / toward)
  }
  if (from > to || (from === to && from > 0)) return undefined
  return {
    ax: ax + (bx - ax) * from,
    ay: ay + (by - ay) * from,
    bx: ax + (bx - ax) * to,
    by: ay + (by - ay) * to,
    leaves: to < 1,
  }
}

/** Position along the edge, clockwise on the screen from the north-west corner: 0-1 north, 1-2 east, 2-3 south, 3-4 west. */
function edgePosition(x: number, y: number, box: Box): number {
  const right = (x - box.minX) / (box.maxX - box.minX)
  const down = (y - box.minY) / (box.maxY - box.minY)
  const away = [down, 1 - right, 1 - down, right]
  const side = away.indexOf(Math.min(...away))
  return side + ([right, down, 1 - right, 1 - down][side] ?? 0)
}

function joinAlongEdge(pieces: readonly Piece[], box: Box): Chain[] {
  const rings: Chain[] = []
  const left = new Set(pieces)
  for (const first of pieces) {
    if (!left.has(first)) continue
    const ring: number[] = []
    let piece: Piece | undefined = first
    while (piece && left.delete(piece)) {
      // One by one: a coastline may have more points than a call takes arguments.
      for (const value of piece.points) ring.push(value)
      const exit: number = piece.exit
      const ahead = (candidate: Piece): number => (candidate.entry - exit + 4) % 4
      let next: Piece | undefined
      for (const candidate of pieces) if (!next || ahead(candidate) < ahead(next)) next = candidate
      if (next) addCorners(ring, exit, ahead(next), box)
      piece = next
    }
    ring.push(ring[0] ?? 0, ring[1] ?? 0)
    rings.push(ring)
  }
  return rings
}

/** Adds the corners passed on the way clockwise from a position of the edge. */
function addCorners(ring: number[], from: number, length: number, box: Box): void {
  const corners = [
    [box.minX, box.minY],
    [box.maxX, box.minY],
    [box.maxX, box.maxY],
    [box.minX, box.maxY],
  ]
  for (let corner = Math.floor(from) + 1; corner < from + length; corner++) {
    ring.push(...(corners[corner % 4] ?? []))
  }
}

function edgeRing(box: Box): Chain {
  return [box.minX, box.minY, box.maxX, box.minY, box.maxX, box.maxY, box.minX, box.maxY, box.minX, box.minY]
}
