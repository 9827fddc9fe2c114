import type { Extract } from './extract.ts'

/**
 * A town on the equator, where a thousandth of a degree is about 111 m either way. Traffic keeps right.
 *
 *     4 --- 5 --- 6        High Street 4-5-6, 50 km/h
 *     |     |              West Lane 1-4, residential; Mill Lane 2-5, one-way north
 *     1 --- 2 --- 3        Main Street 1-2-3, 50 km/h, which ends at 3
 *
 *     8 --- 9              Harbour Road, an island without a bridge
 */
export const aTown: Extract = {
  nodes: [
    { id: 1, lon: 0, lat: 0 },
    { id: 2, lon: 0.001, lat: 0 },
    { id: 3, lon: 0.002, lat: 0 },
    { id: 4, lon: 0, lat: 0.001 },
    { id: 5, lon: 0.001, lat: 0.001 },
    { id: 6, lon: 0.002, lat: 0.001 },
    { id: 8, lon: 0, lat: -0.02 },
    { id: 9, lon: 0.001, lat: -0.02 },
  ],
  ways: [
    { id: 10, refs: [1, 2, 3], tags: { highway: 'secondary', maxspeed: '50', name: 'Main Street' } },
    { id: 11, refs: [4, 5, 6], tags: { highway: 'secondary', maxspeed: '50', name: 'High Street' } },
    { id: 12, refs: [1, 4], tags: { highway: 'residential', name: 'West Lane' } },
    { id: 13, refs: [2, 5], tags: { highway: 'residential', oneway: 'yes', name: 'Mill Lane' } },
    { id: 14, refs: [8, 9], tags: { highway: 'residential', name: 'Harbour Road' } },
  ],
}
