import type { Matrix as RoadMatrix } from '@cartage/roads'
import type { WholeMatrix } from './travel-of-day.ts'

const NO_WAY = -1

/** A matrix of the roads in the solver's units: whole seconds and metres, -1 where there is no way. */
export function toTravelMatrix({
  durationS,
  distanceM,
}: Pick<RoadMatrix, 'durationS' | 'distanceM'>): WholeMatrix {
  return { durationS: toWhole(durationS), distanceM: toWhole(distanceM) }
}

/** In shared memory, of which search threads need no copy. */
function toWhole(values: Float64Array): Int32Array {
  const whole = new Int32Array(new SharedArrayBuffer(4 * values.length))
  values.forEach((value, index) => {
    whole[index] = Number.isFinite(value) ? Math.round(value) : NO_WAY
  })
  return whole
}
