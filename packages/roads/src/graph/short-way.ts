import { unitsPerDegree } from '../osm/osm-data.ts'

/** All longitudes there are, in 1e-7 degrees. */
export const fullTurn = 360 * unitsPerDegree

/** A difference of longitudes in 1e-7 degrees, the short way around the earth; brings a longitude back between -180 and 180 degrees. */
export function shortWay(difference: number): number {
  if (difference > fullTurn / 2) return difference - fullTurn
  return difference < -fullTurn / 2 ? difference + fullTurn : difference
}
