import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roadPeriods, RoadsError } from '../src/index.ts'
import type { RoadChange } from '../src/index.ts'

const day = Date.parse('2026-11-27T00:00:00Z')
const minuteMs = 60_000
const at = (minute: number): Date => new Date(day + minute * minuteMs)
const change = (id: string, from: number, until: number, speedFactor = 0): RoadChange => ({
  id,
  speedFactor,
  from: at(from).toISOString(),
  until: at(until).toISOString(),
})
const span = { from: at(8 * 60), until: at(18 * 60) }

/** `8:00 10:00 bridge …`: when stretches begin, and what holds in them. */
const inWords = (changes: readonly RoadChange[], most?: number): readonly string[] =>
  roadPeriods({ changes }, span, most).map(({ from, changes: held }) =>
    [
      from.toISOString().slice(11, 16),
      ...held.map(({ id, speedFactor }) => (speedFactor === 0 ? id : `${id} ${speedFactor}`)),
    ].join(' '),
  )

describe('the stretches of a day', () => {
  const bridge = change('bridge', 600, 720)

  it('begin where something begins or ends', () => {
    expect(inWords([bridge])).toEqual(['08:00', '10:00 bridge', '12:00'])
    expect(inWords([bridge, change('quay', 660, 2000, 0.5)])).toEqual([
      '08:00',
      '10:00 bridge',
      '11:00 bridge quay 0.5',
      '12:00 quay 0.5',
    ])
  })

  it('are one where nothing changes', () => {
    expect(inWords([])).toEqual(['08:00'])
    expect(inWords([change('always', 0, 5000), change('past', 0, 480), change('later', 1080, 1200)])).toEqual(
      ['08:00 always'],
    )
  })

  it('have no times and no place but their own', () => {
    const roads = [{ wayId: 1, lon: 2, lat: 3, direction: 'along' as const }]

    const [, during] = roadPeriods({ changes: [{ ...bridge, roads }] }, span)

    expect(during!.changes).toEqual([{ id: 'bridge', speedFactor: 0, roads }])
  })

  it('follow the hours of the week', () => {
    const factors = Array.from({ length: 168 }, (_, hour) => (hour % 24 === 9 ? 0.5 : 1))

    const stretches = roadPeriods({ traffic: [{ factors, classes: ['primary'] }] }, span)

    expect(stretches.map(({ from }) => from.getUTCHours())).toEqual([8, 9, 10])
    expect(stretches[1]!.changes).toEqual([{ id: 'traffic 0', speedFactor: 0.5, classes: ['primary'] }])
  })

  it('are joined where that closes roads the least beyond their time', () => {
    const all = [bridge, change('tunnel', 730, 800), change('lane', 1000, 1010)]

    expect(inWords(all, 6)).toEqual(['08:00', '10:00 bridge', '12:10 tunnel', '13:20', '16:40 lane', '16:50'])
    expect(inWords(all, 2)).toEqual(['08:00 bridge', '12:10 tunnel lane'])
    expect(inWords(all, 1)).toEqual(['08:00 bridge tunnel lane'])
  })

  it('keep a faster road only where it is faster all the time', () => {
    expect(inWords([change('quick', 500, 600, 2)], 1)).toEqual(['08:00'])
  })

  it('name a condition that is wrong', () => {
    expect(() => roadPeriods({ changes: [{ ...bridge, speedFactor: -1 }] }, span)).toThrow(RoadsError)
  })

  it('never end a closure early, nor drive faster than asked, however few they are', () => {
    const asked = fc.array(
      fc.tuple(fc.nat(1440), fc.integer({ min: 1, max: 600 }), fc.constantFrom(0, 0.3, 0.8, 1.5)),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(asked, fc.integer({ min: 1, max: 10 }), (list, most) => {
        const changes = list.map(([from, lasts, factor], i) => change(String(i), from, from + lasts, factor))
        const stretches = roadPeriods({ changes }, span, most)

        expect(stretches.length).toBeLessThanOrEqual(most)
        expect(stretches[0]!.from).toEqual(span.from)
        for (let minute = 480; minute < 1080; minute++) {
          const { changes: held } = stretches.findLast(({ from }) => from <= at(minute))!
          for (const { id, from, until, speedFactor } of changes) {
            const holds = Date.parse(from!) <= +at(minute) && +at(minute) < Date.parse(until!)
            const driven = held.find((one) => one.id === id)?.speedFactor ?? 1
            expect(driven).toBeLessThanOrEqual(holds ? speedFactor : 1)
          }
        }
      }),
      { seed: 34, numRuns: 60 },
    )
  })
})
