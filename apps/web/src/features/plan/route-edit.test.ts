import type { OrderId, ShiftId } from '@cartage/domain'
import { prepare, type Job, type Problem } from '@cartage/solver'
import { describe, expect, it } from 'vitest'
import { aRoute, aStop } from '../day/testing.ts'
import { editRoute, insertOrder, moveOrder } from './route-edit.ts'
import { violationWords } from './violation-words.ts'

const dayStart = '2026-04-07T00:00:00.000Z'
const hour = 3600

/** Places on a line, ten minutes and ten kilometres apart; the depot is the first. */
const onALine = (count: number): Problem['matrices'] => {
  const apart = Array.from({ length: count * count }, (_, index) =>
    Math.abs(Math.floor(index / count) - (index % count)),
  )
  return {
    car: { durationS: apart.map((steps) => steps * 600), distanceM: apart.map((steps) => steps * 10_000) },
  }
}
const job = (id: string, location: number, more: Partial<Job> = {}): Job => ({
  id,
  kind: 'delivery',
  location,
  load: [1],
  serviceS: 300,
  windows: [],
  skills: [],
  priority: 0,
  ...more,
})
const problem: Problem = {
  name: 'line',
  dimensions: ['parcels'],
  locationCount: 4,
  matrices: onALine(4),
  jobs: [job('near', 1), job('middle', 2), job('far', 3, { windows: [[8 * hour, 8 * hour + 1800]] })],
  shifts: [
    {
      id: 'van',
      profile: 'car',
      start: 0,
      end: 0,
      window: [8 * hour - 1800, 16 * hour],
      capacity: [10],
      skills: [],
      breaks: [],
      costs: { fixed: 0, perHour: 0, perKm: 1 },
    },
  ],
}
const route = aRoute({
  shiftId: 'van' as ShiftId,
  capacity: { parcels: 10 },
  stops: [
    aStop({ orderId: 'far' as OrderId, reference: 'F' }),
    aStop({ orderId: 'middle' as OrderId, reference: 'M', sequence: 2 }),
    aStop({ orderId: 'near' as OrderId, reference: 'N', sequence: 3 }),
  ],
})
/** An hour at the first place: whoever goes there first is late at the far end. */
const slowAtNear: Problem = {
  ...problem,
  jobs: problem.jobs.map((each) => (each.id === 'near' ? { ...each, serviceS: 3600 } : each)),
}
const frame = { prepared: prepare(problem), dayStart }

describe('editRoute', () => {
  it('says what unassigning a stop saves, and shows the route without it', () => {
    const edit = editRoute(frame, route, ['middle', 'near'])!

    expect(edit.distanceDeltaM).toBe(-20_000)
    expect(edit.costDelta).toBeCloseTo(-20)
    expect(edit.durationDeltaS).toBe(-2 * 600 - 300)
    expect(edit.removed.map(({ reference }) => reference)).toEqual(['F'])
    expect(edit.route.stops.map(({ reference, sequence }) => [reference, sequence])).toEqual([
      ['M', 1],
      ['N', 2],
    ])
    expect(edit.route.startLoad).toEqual({ parcels: 2 })
    expect(edit.route.stops.at(-1)!.load).toEqual({ parcels: 0 })
  })

  it('names the window that a move breaks before anything is saved', () => {
    const edit = editRoute({ prepared: prepare(slowAtNear), dayStart }, route, ['near', 'far', 'middle'])!

    expect(edit.newViolations.map(({ kind }) => kind)).toEqual(['late'])
    expect(violationWords(edit.newViolations[0]!, (id) => id.toUpperCase())).toBe('FAR is late by 30 min')
    expect(edit.route.stops[1]!.lateS).toBe(1800)
  })

  it('changes nothing when the sequence stays', () => {
    const edit = editRoute(frame, route, ['far', 'middle', 'near'])!

    expect([edit.costDelta, edit.durationDeltaS, edit.newViolations.length]).toEqual([0, 0, 0])
  })

  it('refuses a route whose shift or order the problem no longer knows', () => {
    expect(editRoute(frame, { ...route, shiftId: 'gone' as ShiftId }, ['far'])).toBeNull()
    expect(editRoute(frame, route, ['far', 'unknown'])).toBeNull()
  })
})

describe('insertOrder', () => {
  it('puts an order where the detour is least', () => {
    const without = { ...route, stops: route.stops.filter(({ reference }) => reference !== 'M') }

    const sequence = insertOrder(frame, without, ['far', 'near'], 'middle')
    const edit = editRoute(frame, without, sequence, [
      aStop({ orderId: 'middle' as OrderId, reference: 'M' }),
    ])!

    expect(edit.distanceDeltaM).toBe(0)
    expect(edit.added.map(({ reference }) => reference)).toEqual(['M'])
    expect(edit.route.stops.map(({ reference }) => reference).toSorted()).toEqual(['F', 'M', 'N'])
  })

  it('would rather drive further than be late', () => {
    const short = { ...route, stops: route.stops.filter(({ reference }) => reference !== 'F') }

    const sequence = insertOrder(
      { prepared: prepare(slowAtNear), dayStart },
      short,
      ['near', 'middle'],
      'far',
    )

    expect(sequence).toEqual(['far', 'near', 'middle'])
  })

  it('leaves the route alone when the problem does not know the order', () => {
    expect(insertOrder(frame, route, ['far'], 'unknown')).toEqual(['far'])
  })
})

describe('moveOrder', () => {
  it('moves one order and keeps the others in their order', () => {
    expect(moveOrder(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b'])
    expect(moveOrder(['a', 'b', 'c'], 'a', 2)).toEqual(['b', 'c', 'a'])
  })

  it('stays within the route', () => {
    const sequence = ['a', 'b']

    expect(moveOrder(sequence, 'a', -1)).toBe(sequence)
    expect(moveOrder(sequence, 'z', 1)).toBe(sequence)
  })
})
