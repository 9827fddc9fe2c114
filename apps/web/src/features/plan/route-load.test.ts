import { describe, expect, it } from 'vitest'
import { aRoute, aStop } from '../day/testing.ts'
import { loadCurve, loadPeaks, shiftShare } from './route-load.ts'

const route = aRoute({
  capacity: { parcels: 10, weight_kg: 100, unused: 0 },
  startLoad: { parcels: 4, weight_kg: 80 },
  stops: [aStop({ load: { parcels: 9, weight_kg: 70 } }), aStop({ load: { parcels: 2, weight_kg: 10 } })],
  start: '2026-04-07T08:00:00.000Z',
  end: '2026-04-07T12:00:00.000Z',
  shiftStart: '2026-04-07T08:00:00.000Z',
  shiftEnd: '2026-04-07T16:00:00.000Z',
})

describe('the load of a route', () => {
  it('peaks where most is on board, which need not be the start', () => {
    expect(loadPeaks(route)).toEqual([
      { dimension: 'parcels', most: 9, capacity: 10, share: 0.9 },
      { dimension: 'weight_kg', most: 80, capacity: 100, share: 0.8 },
    ])
  })

  it('runs from the depot through every stop', () => {
    expect(loadCurve(route, 'parcels')).toEqual([4, 9, 2])
  })

  it('says how much of the shift is used', () => {
    expect(shiftShare(route)).toBe(0.5)
  })
})
