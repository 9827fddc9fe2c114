import type { Line } from '@cartage/roads'
import { encodePolyline } from '../polyline.ts'
import type { PathFormat } from '../query.ts'
import { rounded } from './waypoint.ts'

/** A line as a polyline of five or six digits, or as GeoJSON. */
export function writeLine(line: Line, geometries: PathFormat['geometries']): string | object {
  if (geometries === 'geojson') {
    const coordinates = line.map(([lon, lat]) => [rounded(lon, 1e6), rounded(lat, 1e6)])
    return { type: 'LineString', coordinates }
  }
  return encodePolyline(line, geometries === 'polyline6' ? 6 : 5)
}
