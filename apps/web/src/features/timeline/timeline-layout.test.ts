import type { Route, ShiftId, Stop } from '@cartage/domain'
import { describe, expect, it } from 'vitest'
import { aRoute, aStop } from '../day/testing.ts'
import { pan, ticks, xOf, zoom } from './time-scale.ts'
import { hitTest } from './timeline-hit.ts'
import { timelineExtent, timelineRows } from './timeline-layout.ts'

const date = '2026-04-07'
const zone = 'Europe/Lisbon'
const at = (time: string): string => `2026-04-07T${time}:00.000Z`
const ms = (time: string): number => Date.parse(at(time))

const stop = (arrival: string, serviceStart: string, departure: string, more: Partial<Stop> = {}): Stop =>
  aStop({ arrival: at(arrival), serviceStart: at(serviceStart), departure: at(departure), ...more })

const route = (more: Partial<Route>): Route =>
  aRoute({
    start: at('07:00'),
    end: at('12:00'),
    shiftStart: at('06:30'),
    shiftEnd: at('14:00'),
    ...more,
  })

describe('timelineRows', () => {
  it('shows driving, waiting and service without a gap from start to end', () => {
    const rows = timelineRows(
      [route({ stops: [stop('08:00', '08:20', '08:30'), stop('09:00', '09:00', '09:10')] })],
      [],
      date,
      zone,
    )

    expect(rows[0]!.segments).toEqual([
      { kind: 'driving', fromMs: ms('07:00'), toMs: ms('08:00'), stop: 0 },
      { kind: 'waiting', fromMs: ms('08:00'), toMs: ms('08:20'), stop: 0 },
      { kind: 'service', fromMs: ms('08:20'), toMs: ms('08:30'), stop: 0 },
      { kind: 'driving', fromMs: ms('08:30'), toMs: ms('09:00'), stop: 1 },
      { kind: 'service', fromMs: ms('09:00'), toMs: ms('09:10'), stop: 1 },
      { kind: 'driving', fromMs: ms('09:10'), toMs: ms('12:00'), stop: 2 },
    ])
  })

  it('takes a break out of the waiting before a service or the time after it', () => {
    const rows = timelineRows(
      [
        route({
          stops: [stop('08:00', '09:00', '09:10'), stop('10:00', '10:00', '10:40')],
          breaks: [
            { start: at('08:00'), end: at('08:30') },
            { start: at('10:10'), end: at('10:40') },
          ],
        }),
      ],
      [],
      date,
      zone,
    )

    expect(rows[0]!.segments.map(({ kind, fromMs, toMs }) => [kind, fromMs, toMs])).toEqual([
      ['driving', ms('07:00'), ms('08:00')],
      ['break', ms('08:00'), ms('08:30')],
      ['waiting', ms('08:30'), ms('09:00')],
      ['service', ms('09:00'), ms('09:10')],
      ['driving', ms('09:10'), ms('10:00')],
      ['service', ms('10:00'), ms('10:10')],
      ['break', ms('10:10'), ms('10:40')],
      ['driving', ms('10:40'), ms('12:00')],
    ])
    expect(rows[0]!.stops[1]!.toMs).toBe(ms('10:10'))
  })

  it('draws the window of the depot’s wall clock that the visit fell in, and the lateness as its tail', () => {
    const late = stop('10:20', '10:20', '10:25', {
      windows: [
        { from: '06:00', to: '07:00' },
        { from: '09:00', to: '11:00' },
      ],
      lateS: 1200,
    })

    const mark = timelineRows([route({ stops: [late] })], [], date, zone)[0]!.stops[0]!

    // Lisbon is at UTC+1 in April.
    expect(mark.window).toEqual({ fromMs: ms('08:00'), toMs: ms('10:00') })
    expect(mark.late).toEqual({ fromMs: ms('10:00'), toMs: ms('10:20') })
  })

  it('gives a shift without a route a row of its own with its hours at the depot, past midnight too', () => {
    const used = route({ stops: [] })
    const free = { id: 's-2' as ShiftId, name: 'Van 2', start: '22:00', end: '02:00' }

    const rows = timelineRows([used], [free], date, zone)

    expect(rows.map(({ shiftId, name }) => [shiftId, name])).toEqual([
      [used.shiftId, 'Van 1'],
      ['s-2', 'Van 2'],
    ])
    expect(rows[1]).toMatchObject({ route: null, segments: [], stops: [], shiftFromMs: ms('21:00') })
    expect(rows[1]!.shiftToMs - rows[1]!.shiftFromMs).toBe(4 * 3_600_000)
    expect(timelineExtent(rows)!.toMs).toBe(rows[1]!.shiftToMs + 15 * 60_000)
  })

  it('spans all shifts with a margin, and nothing when there are no routes', () => {
    const rows = timelineRows([route({ stops: [] })], [], date, zone)

    expect(timelineExtent(rows)).toEqual({ fromMs: ms('06:15'), toMs: ms('14:15') })
    expect(timelineExtent([])).toBeNull()
  })
})

describe('the time scale', () => {
  const extent = { fromMs: ms('06:00'), toMs: ms('18:00') }

  it('zooms around the pointer and stops at the whole day', () => {
    const closer = zoom(extent, 2, ms('09:00'), extent)

    expect(closer).toEqual({ fromMs: ms('07:30'), toMs: ms('13:30') })
    expect(xOf(closer, 1000, ms('09:00'))).toBeCloseTo(xOf(extent, 1000, ms('09:00')))
    expect(zoom(closer, 0.1, ms('09:00'), extent)).toEqual(extent)
  })

  it('pans no further than the ends of the day', () => {
    const closer = zoom(extent, 4, ms('06:00'), extent)

    expect(pan(closer, -3_600_000, extent)).toEqual(closer)
    expect(pan(closer, 99 * 3_600_000, extent).toMs).toBe(extent.toMs)
  })

  it('writes round wall-clock times far enough apart to be read', () => {
    expect(ticks(extent, 900, ms('00:00'))).toEqual(
      [
        '06:00',
        '07:00',
        '08:00',
        '09:00',
        '10:00',
        '11:00',
        '12:00',
        '13:00',
        '14:00',
        '15:00',
        '16:00',
        '17:00',
        '18:00',
      ].map(ms),
    )
    expect(ticks(extent, 300, ms('00:00')).map((tick) => tick - ms('06:00'))).toEqual(
      [0, 3, 6, 9, 12].map((hours) => hours * 3_600_000),
    )
  })
})

describe('hitTest', () => {
  const rows = timelineRows(
    [
      route({ stops: [] }),
      route({ stops: [stop('08:00', '08:00', '08:05'), stop('08:06', '08:06', '08:10')] }),
    ],
    [],
    date,
    zone,
  )
  const view = { fromMs: ms('06:00'), toMs: ms('18:00') }
  const frame = { view, width: 1200, rowHeight: 32 }

  it('finds the nearest stop within reach', () => {
    const x = xOf(view, 1200, ms('08:08'))

    expect(hitTest(rows, frame, x, 36)?.mark).toBe(rows[1]!.stops[1])
    expect(hitTest(rows, frame, x + 40, 36)?.mark).toBeNull()
  })

  it('finds nothing below the last row', () => {
    expect(hitTest(rows, frame, 10, 64)).toBeNull()
  })
})
