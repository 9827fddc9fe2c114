import type { Matrix as RoadMatrix } from '@cartage/roads'
import type { Matrix } from '@cartage/solver'

const NO_WAY = -1

/** A matrix of the roads in the solver's units: whole seconds and metres, -1 where there is no way. */
export function toTravelMatrix({
  durationS,
  distanceM,
}: Pick<RoadMatrix, 'durationS' | 'distanceM'>): Matrix {
  return { durationS: toWhole(durationS), distanceM: toWhole(distanceM) }
}

function toWhole(values: Float64Array): Int32Array {
  const whole = new Int32Array(values.length)
  values.forEach((value, index) => {
    whole[index] = Number.isFinite(value) ? Math.round(value) : NO_WAY
  })
  return whole
}
