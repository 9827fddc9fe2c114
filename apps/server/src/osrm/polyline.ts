import type { Line } from '@cartage/roads'

const chunk = 32
const firstCharacter = 63

/**
 * A line as text (Google's encoded polyline algorithm format): latitudes and longitudes as differences of whole numbers of
 * 10^-digits degrees, five bits a character, the lowest first.
 */
export function encodePolyline(line: Line, digits: number): string {
  const factor = 10 ** digits
  let [lat, lon] = [0, 0]
  let text = ''
  for (const point of line) {
    const [nextLon, nextLat] = [Math.round(point[0] * factor), Math.round(point[1] * factor)]
    text += encodeNumber(nextLat - lat) + encodeNumber(nextLon - lon)
    ;[lat, lon] = [nextLat, nextLon]
  }
  return text
}

/** Undefined when the text is not a whole polyline. */
export function decodePolyline(text: string, digits: number): Line | undefined {
  const factor = 10 ** digits
  const line: [lon: number, lat: number][] = []
  let [lat, lon, at] = [0, 0, 0]
  const next = (): number => {
    let [value, weight, bits] = [0, 1, chunk]
    while (bits >= chunk) {
      bits = text.charCodeAt(at++) - firstCharacter
      if (!(bits >= 0 && bits < 2 * chunk)) return NaN
      value += (bits % chunk) * weight
      weight *= chunk
    }
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2
  }
  while (at < text.length) {
    lat += next()
    lon += next()
    if (Number.isNaN(lat + lon)) return undefined
    line.push([lon / factor, lat / factor])
  }
  return line
}

function encodeNumber(value: number): string {
  let rest = value < 0 ? -2 * value - 1 : 2 * value
  let text = ''
  for (; rest >= chunk; rest = Math.floor(rest / chunk)) {
    text += String.fromCharCode(firstCharacter + chunk + (rest % chunk))
  }
  return text + String.fromCharCode(firstCharacter + rest)
}
