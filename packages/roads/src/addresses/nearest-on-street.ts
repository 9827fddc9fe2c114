import type { AddressSections } from './address-sections.ts'
import { metresBetween } from './metres.ts'

/** A point of a line and how far it is from the one asked for. */
export interface NearestPoint {
  /** 1e-7 degrees. */
  readonly lon: number
  readonly lat: number
  readonly distanceM: number
}

/** The point of a street nearest to a point; undefined for a street that is not drawn. */
export function nearestOnStreet(
  index: AddressSections,
  street: number,
  lon: number,
  lat: number,
): NearestPoint | undefined {
  let best: NearestPoint | undefined
  for (let line = index.streetLines[street] ?? 0; line < (index.streetLines[street + 1] ?? 0); line++) {
    const found = nearestOnLine(index, line, lon, lat)
    if (!best || found.distanceM < best.distanceM) best = found
  }
  return best
}

/** The point of one line nearest to a point. */
export function nearestOnLine(index: AddressSections, line: number, lon: number, lat: number): NearestPoint {
  const { linePoints, lineOffsets } = index
  const squash = Math.cos((lat / 1e7) * (Math.PI / 180))
  let bestLon = 0
  let bestLat = 0
  let bestSquare = Infinity
  for (let at = lineOffsets[line] ?? 0; at + 1 < (lineOffsets[line + 1] ?? 0); at++) {
    const lonA = linePoints[2 * at] ?? 0
    const latA = linePoints[2 * at + 1] ?? 0
    const east = ((linePoints[2 * at + 2] ?? 0) - lonA) * squash
    const north = (linePoints[2 * at + 3] ?? 0) - latA
    const along = (lon - lonA) * squash * east + (lat - latA) * north
    const part = Math.min(1, Math.max(0, along / (east * east + north * north || 1)))
    const offEast = (lon - lonA) * squash - east * part
    const offNorth = lat - latA - north * part
    const square = offEast * offEast + offNorth * offNorth
    if (square >= bestSquare) continue
    bestSquare = square
    bestLon = lonA + (east / squash) * part
    bestLat = latA + north * part
  }
  return { lon: bestLon, lat: bestLat, distanceM: metresBetween(lon, lat, bestLon, bestLat) }
}
