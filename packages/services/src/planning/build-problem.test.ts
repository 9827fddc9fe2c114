import type { OrderId, ShiftId } from '@cartage/domain'
import { anId } from '@cartage/testing'
import { prepare } from '@cartage/solver'
import { describe, expect, it } from 'vitest'
import { buildProblem, profilesOf } from './build-problem.ts'
import { locationsOf } from './locations.ts'
import type { PlanningDay, PlanningOrder, PlanningShift } from './planning-day.ts'
import { toTravelMatrix } from './to-travel-matrix.ts'

const H = 3_600
const depot = { lon: 11.95, lat: 57.72, zone: 'Europe/Stockholm' }

const aDelivery = (parts: Partial<PlanningOrder> = {}): PlanningOrder => ({
  id: anId<'order'>() as OrderId,
  kind: 'delivery',
  lon: 11.96,
  lat: 57.72,
  windows: [],
  serviceS: 300,
  load: { parcels: 1 },
  skills: [],
  priority: 50,
  ...parts,
})
const aVan = (parts: Partial<PlanningShift> = {}): PlanningShift => ({
  id: anId<'shift'>() as ShiftId,
  profile: 'van',
  capacity: { parcels: 10 },
  skills: [],
  costs: { fixed: 10, perHour: 20, perKm: 0.5 },
  start: '08:00',
  end: '17:00',
  breaks: [],
  ...parts,
})

function problemOf(parts: Partial<PlanningDay>) {
  const day: PlanningDay = { depot, date: '2026-04-07', orders: [aDelivery()], shifts: [aVan()], ...parts }
  const locations = locationsOf(day)
  const size = locations.points.length ** 2
  const matrix = { durationS: new Int32Array(size), distanceM: new Int32Array(size) }
  const problem = buildProblem(day, { locations, byProfile: { car: matrix } })
  prepare(problem)
  return problem
}

describe('the problem of a day', () => {
  it('gives a job its order’s id and a shift the shift’s', () => {
    const order = aDelivery()
    const shift = aVan()
    const problem = problemOf({ orders: [order], shifts: [shift] })

    expect(problem.jobs[0]?.id).toBe(order.id)
    expect(problem.shifts[0]).toMatchObject({ id: shift.id, profile: 'car', window: [8 * H, 17 * H] })
  })

  it('shares one location between orders at one door, and the depot between all', () => {
    const problem = problemOf({ orders: [aDelivery(), aDelivery(), aDelivery(depot)] })

    expect(problem.locationCount).toBe(2)
    expect(problem.jobs.map(({ location }) => location)).toEqual([1, 1, 0])
  })

  it('counts the dimensions that some vehicle limits; a vehicle that does not name one holds none of it', () => {
    const problem = problemOf({
      orders: [aDelivery({ load: { parcels: 2, volume: 7 } })],
      shifts: [aVan(), aVan({ capacity: { weight_kg: 500 } })],
    })

    expect(problem.dimensions).toEqual(['parcels', 'weight_kg'])
    expect(problem.jobs[0]?.load).toEqual([2, 0])
    expect(problem.shifts.map(({ capacity }) => capacity)).toEqual([
      [10, 0],
      [0, 500],
    ])
  })

  it('carries nothing to a service visit', () => {
    const problem = problemOf({ orders: [aDelivery({ kind: 'service', load: { parcels: 4 } })] })

    expect(problem.jobs[0]?.load).toEqual([0])
  })

  it('takes a window in the small hours as those of the night shift too', () => {
    const windows = [{ from: '01:00', to: '03:00' }]
    const byDay = problemOf({ orders: [aDelivery({ windows })] })
    const byNight = problemOf({
      orders: [aDelivery({ windows })],
      shifts: [aVan({ start: '22:00', end: '06:00' })],
    })

    expect(byDay.jobs[0]?.windows).toEqual([[1 * H, 3 * H]])
    expect(byNight.jobs[0]?.windows).toEqual([
      [1 * H, 3 * H],
      [25 * H, 27 * H],
    ])
  })

  it('keeps windows true on the day when clocks go forward', () => {
    const problem = problemOf({
      date: '2026-03-29',
      orders: [aDelivery({ windows: [{ from: '10:00', to: '12:00' }] })],
    })

    expect(problem.jobs[0]?.windows).toEqual([[9 * H, 11 * H]])
    expect(problem.shifts[0]?.window).toEqual([7 * H, 16 * H])
  })

  it('plans a fleet without any prices by the kilometre', () => {
    const free = { fixed: 0, perHour: 0, perKm: 0 }
    const problem = problemOf({ shifts: [aVan({ costs: free }), aVan({ costs: free })] })

    expect(problem.shifts.map(({ costs }) => costs)).toEqual([
      { fixed: 0, perHour: 0, perKm: 1 },
      { fixed: 0, perHour: 0, perKm: 1 },
    ])
  })

  it('sends a vehicle over the roads of the nearest profile that the region has', () => {
    const shifts = [aVan(), aVan({ profile: 'truck' }), aVan({ profile: 'bike' })]

    expect(profilesOf({ shifts }, ['car', 'bike'])).toEqual(['car', 'bike'])
    expect(profilesOf({ shifts }, ['car', 'van', 'truck', 'bike'])).toEqual(['van', 'truck', 'bike'])
    expect(profilesOf({ shifts }, ['anchor-car-1'])).toEqual(['anchor-car-1'])
  })

  it('are those of a profile that somebody wrote, for which nothing stands in', () => {
    const shifts = [aVan({ profile: 'tall-truck' }), aVan()]

    expect(profilesOf({ shifts }, ['car', 'tall-truck'])).toEqual(['tall-truck', 'car'])
    expect(() => profilesOf({ shifts }, ['car', 'truck'])).toThrow(
      'The region was built for car, truck and not for the profile tall-truck. Build it again with that profile',
    )
  })

  it('are never those of cars for who goes on foot', () => {
    const shifts = [aVan({ profile: 'walk' })]

    expect(profilesOf({ shifts }, ['car', 'walk'])).toEqual(['walk'])
    expect(() => profilesOf({ shifts }, ['car', 'bike'])).toThrow(
      'Somebody goes on foot, but the region was built for car, bike only.',
    )
  })
})

describe('a travel matrix', () => {
  it('has whole seconds and metres, and -1 where there is no way', () => {
    const matrix = toTravelMatrix({
      durationS: Float64Array.of(0, 12.5, Infinity, 0),
      distanceM: Float64Array.of(0, 99.4, Infinity, 0),
    })

    expect([...matrix.durationS]).toEqual([0, 13, -1, 0])
    expect([...matrix.distanceM]).toEqual([0, 99, -1, 0])
  })
})
