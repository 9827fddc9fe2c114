import type { Point } from '@cartage/domain'

/** A coordinate as people write it, latitude first: `41.1496, -8.6110`; null for anything else. */
export function parseCoordinates(text: string): Point | null {
  const match = /^\s*(-?\d{1,2}(?:\.\d+)?)°?\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)°?\s*$/.exec(text)
  if (match === null) return null
  const [lat, lon] = [Number(match[1]), Number(match[2])]
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lon, lat } : null
}

/** The same way round, to a decimetre. */
export const formatCoordinates = ({ lon, lat }: Point): string => `${rounded(lat)}, ${rounded(lon)}`

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6
