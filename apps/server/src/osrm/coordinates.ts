import type { Point } from '@cartage/domain'
import { OsrmError } from './osrm-error.ts'
import { decodePolyline } from './polyline.ts'

const decimal = '([+-]?\\d{1,20}(?:\\.\\d{0,30})?)'
const pair = new RegExp(`^${decimal},${decimal}$`)
const polyline = /^polyline(6?)\(([^]*)\)$/

/** Reads `lon,lat;lon,lat`, `polyline(…)` or `polyline6(…)`. Throws `InvalidQuery`; ranges are for `requireOnEarth`. */
export function readCoordinates(text: string): readonly Point[] {
  if (text.startsWith('polyline')) return readPolyline(text)
  return text.split(';').map((part, index) => {
    const found = pair.exec(part)
    if (!found) {
      throw new OsrmError(
        'InvalidQuery',
        `Query string malformed: coordinate ${index} is not longitude,latitude.`,
      )
    }
    return { lon: Number(found[1]), lat: Number(found[2]) }
  })
}

export function requireOnEarth(points: readonly Point[]): void {
  const wrong = points.findIndex(({ lon, lat }) => !(Math.abs(lon) <= 180 && Math.abs(lat) <= 90))
  if (wrong < 0) return
  throw new OsrmError(
    'InvalidValue',
    `Invalid coordinate value. Coordinate ${wrong} is not longitude (-180 to 180), latitude (-90 to 90).`,
  )
}

function readPolyline(text: string): readonly Point[] {
  const [, six, encoded = ''] = polyline.exec(text) ?? []
  const line = decodePolyline(encoded, six === '6' ? 6 : 5)
  if (!line || line.length === 0) {
    throw new OsrmError(
      'InvalidQuery',
      'Query string malformed: the polyline is cut off, or holds characters that none has.',
    )
  }
  return line.map(([lon, lat]) => ({ lon, lat }))
}
