import { decode } from '@googlemaps/polyline-codec'
import type { Point } from '@cartage/domain'
import { OsrmError } from './osrm-error.ts'
import { malformed } from './request.ts'

const decimal = '([+-]?\\d{1,20}(?:\\.\\d{0,30})?)'
const pair = new RegExp(`^${decimal},${decimal}$`)
const encoded = /^polyline(6?)\(([?-~]*)\)$/

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
  const [, six, line = ''] = encoded.exec(text) ?? []
  // Each number ends with a character of its last five bits; there are two numbers a point.
  const numbers = [...line].filter((character) => character.charCodeAt(0) < 95).length
  const isWhole = line !== '' && numbers % 2 === 0 && line.charCodeAt(line.length - 1) < 95
  if (!isWhole) throw malformed(0, 'the polyline is cut off or holds other characters')
  return decode(line, six === '6' ? 6 : 5).map(([lat, lon]) => ({ lon, lat }))
}
