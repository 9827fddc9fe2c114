import type { AskTravel } from './vroom-travel.ts'

const EARTH_RADIUS_M = 6_371_008.8
/** Ways on roads are longer than the great circle: 1.2 to 1.4 times in most towns and countries. */
const DETOUR = 1.3
const KM_PER_HOUR: Readonly<Record<string, number>> = { truck: 35, bike: 15, foot: 5 }
const CAR_KM_PER_HOUR = 40

/** Guesses travel without roads: great circles with a detour, at the usual speed of a car, truck, bike or walker. */
export const estimateTravel: AskTravel = (points, profile) => {
  const count = points.length
  const durationS = new Int32Array(count * count)
  const distanceM = new Int32Array(count * count)
  const metresPerSecond = (KM_PER_HOUR[profile] ?? CAR_KM_PER_HOUR) / 3.6
  points.forEach((from, row) => {
    points.forEach((to, column) => {
      const metres = DETOUR * greatCircleM(from, to)
      distanceM[row * count + column] = Math.round(metres)
      durationS[row * count + column] = Math.round(metres / metresPerSecond)
    })
  })
  return { durationS, distanceM }
}

/** The haversine formula. */
function greatCircleM(from: readonly [number, number], to: readonly [number, number]): number {
  const radians = Math.PI / 180
  const [fromLat, toLat] = [from[1] * radians, to[1] * radians]
  const half = Math.sin((toLat - fromLat) / 2) ** 2
  const across = Math.sin(((to[0] - from[0]) * radians) / 2) ** 2
  return 2 * EARTH_RADIUS_M * Math.asin(Math.sqrt(half + Math.cos(fromLat) * Math.cos(toLat) * across))
}
