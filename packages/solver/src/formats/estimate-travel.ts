import type { AskTravel } from './vroom-travel.ts'

const EARTH_RADIUS_M = 6_371_008.8
/** Ways on roads are longer than the great circle: 1.2 to 1.4 times in most towns and countries. */
const DETOUR = 1.3
const TOWN_M = 5000
/** In town, for the first kilometres of a way, and on the rest of it. */
const KM_PER_HOUR = new Map<string, readonly [town: number, country: number]>([
  ['truck', [25, 55]],
  ['bike', [15, 15]],
  ['foot', [5, 5]],
])
const CAR_KM_PER_HOUR = [30, 65] as const

/** Guesses travel without roads: great circles with a detour, at the usual speeds of a car, truck, bike or walker. */
export const estimateTravel: AskTravel = (points, profile) => {
  const count = points.length
  const durationS = new Int32Array(count * count)
  const distanceM = new Int32Array(count * count)
  const [town, country] = KM_PER_HOUR.get(profile) ?? CAR_KM_PER_HOUR
  points.forEach((from, row) => {
    points.forEach((to, column) => {
      const metres = DETOUR * greatCircleM(from, to)
      const inTown = Math.min(metres, TOWN_M)
      distanceM[row * count + column] = Math.round(metres)
      durationS[row * count + column] = Math.round(3.6 * (inTown / town + (metres - inTown) / country))
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
