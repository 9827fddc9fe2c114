import { greatCircleM } from '../graph/great-circle.ts'
import type { TracePoint } from '../region/types.ts'

/** Where a point of a trace most likely was, before looking at any map. */
export interface Observation {
  readonly lon: number
  readonly lat: number
  readonly at: number | undefined
  /** Standard deviation, metres. */
  readonly sigmaM: number
}

// What a phone in a vehicle does in a city, if it does not say.
const usualSigmaM = 8
const leastSigmaM = 3
const largestSigmaM = 60
// As far as a vehicle may go while its positions are averaged, and as many of them on either side.
const windowSigmas = 3
const mostNeighbours = 8
// Errors of positions that follow each other are alike: n of them are worth fewer than n.
const independence = 0.4

/**
 * Averages each point with those before and after it, as many on either side, while the vehicle went no further than the noise.
 * Without that, the first point far enough from the last would be one whose error is large.
 */
export function smoothTrace(trace: readonly TracePoint[]): readonly Observation[] {
  const untoldM = Math.max(usualSigmaM, noiseM(trace))
  return trace.map((point, index) => {
    const sigmaM = Math.max(leastSigmaM, Math.min(largestSigmaM, point.accuracyM ?? untoldM))
    let [lon, lat, count] = [point.lon, point.lat, 1]
    for (let away = 1; away <= mostNeighbours; away++) {
      const [before, after] = [trace[index - away], trace[index + away]]
      if (!before || !after || Math.abs(before.lon - after.lon) > 180) break
      const limitM = windowSigmas * sigmaM
      if (greatCircleM(before.lon, before.lat, after.lon, after.lat) > limitM) break
      const middle = { lon: (before.lon + after.lon) / 2, lat: (before.lat + after.lat) / 2 }
      // An outlier is not to be averaged away, but seen as one.
      if (greatCircleM(middle.lon, middle.lat, point.lon, point.lat) > limitM) break
      lon += before.lon + after.lon
      lat += before.lat + after.lat
      count += 2
    }
    return {
      lon: lon / count,
      lat: lat / count,
      at: point.at,
      sigmaM: Math.max(leastSigmaM, sigmaM / count ** independence),
    }
  })
}

// Points further apart than this are off the line between their neighbours because of bends.
const straightWithinM = 150
// The middle of the lengths of noise in two dimensions, of which each is as three points' together.
const medianOfSpread = 1.1774 * Math.sqrt(6)

/** How far the points of a dense trace are typically off the line between their neighbours, as a standard deviation. */
function noiseM(trace: readonly TracePoint[]): number {
  const offsets: number[] = []
  for (let index = 1; index + 1 < trace.length; index++) {
    const [before, point, after] = [trace[index - 1], trace[index], trace[index + 1]]
    if (!before || !point || !after || Math.abs(before.lon - after.lon) > 180) continue
    if (greatCircleM(before.lon, before.lat, after.lon, after.lat) > straightWithinM) continue
    const [lon, lat] = [(before.lon + after.lon) / 2, (before.lat + after.lat) / 2]
    offsets.push(2 * greatCircleM(lon, lat, point.lon, point.lat))
  }
  const median = offsets.toSorted((a, b) => a - b)[offsets.length >> 1] ?? 0
  return median / medianOfSpread
}
