/**
 * What a piece of the way takes, in one float64: whole milliseconds times 2^25 plus decimetres. Sums of weights are sums of
 * both, compared by time first and then by length, and exact up to 74 hours and 3,355 km; so every search gives the same
 * numbers, and the fastest path that is also the shortest.
 */
export type Weight = number

export const lengthUnits = 2 ** 25
export const msPerS = 1000
export const dmPerM = 10

export function weightOf(durationS: number, distanceM: number): Weight {
  return Math.round(durationS * msPerS) * lengthUnits + Math.round(distanceM * dmPerM)
}

/** Seconds; `Infinity` where there is no way. */
export function durationOf(weight: Weight): number {
  return millisecondsOf(weight) / msPerS
}

/** Metres; `Infinity` where there is no way. */
export function distanceOf(weight: Weight): number {
  return decimetresOf(weight) / dmPerM
}

export function millisecondsOf(weight: Weight): number {
  return Math.floor(weight / lengthUnits)
}

export function decimetresOf(weight: Weight): number {
  return weight === Infinity ? Infinity : weight - Math.floor(weight / lengthUnits) * lengthUnits
}
