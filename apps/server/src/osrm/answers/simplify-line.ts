import type { Line } from '@cartage/roads'

const maxZoom = 18
const tilePixels = 256
// What a map shows a route in.
const viewPixels = 1024
const tolerancePixels = 1

/**
 * The line as it looks on a map that shows all of it: without points that are less than a pixel off the line between others
 * (Douglas & Peucker 1973), in Web Mercator. Its ends stay.
 */
export function simplifyLine(line: Line): Line {
  const xs = Float64Array.from(line, ([lon]) => lon / 360 + 0.5)
  const ys = Float64Array.from(line, ([, lat]) => mercatorY(lat))
  const span = Math.max(extent(xs), extent(ys))
  const fitted = span === 0 ? maxZoom : Math.floor(Math.log2(viewPixels / tilePixels / span))
  const zoom = Math.min(maxZoom, Math.max(0, fitted))
  const isKept = furthestPoints(xs, ys, tolerancePixels / (tilePixels * 2 ** zoom))
  return line.filter((_, index) => isKept[index] === 1)
}

function mercatorY(lat: number): number {
  const sine = Math.sin((Math.min(85, Math.max(-85, lat)) * Math.PI) / 180)
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
}

function extent(values: Float64Array): number {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return high - low
}

function furthestPoints(xs: Float64Array, ys: Float64Array, tolerance: number): Uint8Array {
  const isKept = new Uint8Array(xs.length)
  const last = xs.length - 1
  isKept[0] = 1
  isKept[last] = 1
  const pending = [0, last]
  for (let end = pending.pop(); end !== undefined; end = pending.pop()) {
    const start = pending.pop() ?? 0
    let worst = tolerance * tolerance
    let split = -1
    for (let point = start + 1; point < end; point++) {
      const off = squaredDistance(xs, ys, point, start, end)
      if (off <= worst) continue
      worst = off
      split = point
    }
    if (split < 0) continue
    isKept[split] = 1
    pending.push(start, split, split, end)
  }
  return isKept
}

/** From a point to the line between two others. */
function squaredDistance(
  xs: Float64Array,
  ys: Float64Array,
  point: number,
  start: number,
  end: number,
): number {
  const [x, y] = [xs[start] ?? 0, ys[start] ?? 0]
  const [dx, dy] = [(xs[end] ?? 0) - x, (ys[end] ?? 0) - y]
  const [px, py] = [(xs[point] ?? 0) - x, (ys[point] ?? 0) - y]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length))
  return (px - along * dx) ** 2 + (py - along * dy) ** 2
}
