import type { OrderId, ShiftId } from '@cartage/domain'
import { evaluateSolution, prepare } from '@cartage/solver'
import { anId } from '@cartage/testing'
import { describe, expect, it } from 'vitest'
import { buildProblem } from './build-problem.ts'
import { locationsOf } from './locations.ts'
import type { PlanningDay } from './planning-day.ts'
import { readSolution } from './read-solution.ts'

const [bakery, florist, island] = [anId<'order'>(), anId<'order'>(), anId<'order'>()] as [
  OrderId,
  OrderId,
  OrderId,
]
const van = anId<'shift'>() as ShiftId
const order = { kind: 'delivery', serviceS: 600, skills: [], priority: 50 } as const

/** Ten minutes between any two places, three orders, one van. */
const day: PlanningDay = {
  depot: { lon: 0, lat: 0, zone: 'Europe/Lisbon' },
  date: '2026-04-07',
  orders: [
    { ...order, id: bakery, lon: 1, lat: 0, windows: [{ from: '09:00', to: '10:00' }], load: { parcels: 2 } },
    {
      ...order,
      id: florist,
      lon: 2,
      lat: 0,
      windows: [{ from: '07:00', to: '09:00' }],
      load: { parcels: 3 },
    },
    { ...order, id: island, lon: 3, lat: 0, windows: [], load: { parcels: 1 } },
  ],
  shifts: [
    {
      id: van,
      profile: 'car',
      capacity: { parcels: 4 },
      skills: [],
      costs: { fixed: 10, perHour: 0, perKm: 1 },
      start: '08:00',
      end: '16:00',
      breaks: [],
    },
  ],
}
const locations = locationsOf(day)
const size = locations.points.length
const leg = (figure: number) =>
  Int32Array.from({ length: size * size }, (_, index) => (index % (size + 1) === 0 ? 0 : figure))
const problem = buildProblem(day, {
  locations,
  byProfile: { car: { durationS: leg(600), distanceM: leg(5_000) } },
})
const solution = evaluateSolution(prepare(problem), [{ shift: van, jobs: [bakery, florist] }])
const planned = readSolution(day, problem, solution)

describe('a solved day', () => {
  it('has its times as instants, from the depot and back', () => {
    const [route] = planned.routes

    expect(route?.shiftStart).toBe('2026-04-07T07:00:00.000Z')
    expect(route?.stops.map(({ orderId, sequence }) => [orderId, sequence])).toEqual([
      [bakery, 1],
      [florist, 2],
    ])
    expect(route?.stops[0]?.serviceStart).toBe('2026-04-07T08:00:00.000Z')
    expect(route?.stops[0]?.departure).toBe('2026-04-07T08:10:00.000Z')
    expect(route?.end).toBe('2026-04-07T08:40:00.000Z')
  })

  it('says what is on board, from the depot on', () => {
    const [route] = planned.routes

    expect(route?.startLoad).toEqual({ parcels: 5 })
    expect(route?.stops.map(({ load }) => load)).toEqual([{ parcels: 3 }, { parcels: 0 }])
  })

  it('names broken rules with their size', () => {
    const [route] = planned.routes

    expect(route?.violations).toContainEqual({ kind: 'late', orderId: florist, byS: 1_200 })
    expect(route?.violations).toContainEqual({ kind: 'overCapacity', dimension: 'parcels', by: 1 })
    expect(route?.stops.map(({ lateS }) => lateS)).toEqual([0, 1_200])
  })

  it('adds up what the routes cost, drive and serve', () => {
    expect(planned.totals).toEqual({
      cost: 25,
      distanceM: 15_000,
      drivingS: 1_800,
      routes: 1,
      stops: 2,
      unassigned: 1,
    })
  })

  it('never leaves an order out without a reason', () => {
    expect(planned.unassigned).toEqual([
      { orderId: island, reasons: [expect.objectContaining({ code: 'NO_ROOM' })] },
    ])
  })
})
