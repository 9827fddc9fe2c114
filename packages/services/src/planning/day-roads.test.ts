import type { Closure } from '@cartage/domain'
import { anId } from '@cartage/testing'
import { describe, expect, it } from 'vitest'
import { dayRoads, roadsAt } from './day-roads.ts'

const H = 3_600
const dayStart = new Date('2026-04-06T22:00:00Z')
const at = (seconds: number): Date => new Date(dayStart.getTime() + seconds * 1000)
const span = { from: at(8 * H), until: at(17 * H) }

const aClosure = (fromS: number, untilS: number, factor: number | null = null): Closure => ({
  id: anId(),
  region: 'town',
  area: null,
  road: { wayId: 1, lon: 2, lat: 3, direction: 'both' },
  factor,
  from: at(fromS).toISOString(),
  until: at(untilS).toISOString(),
  reason: '',
  version: 1,
  createdAt: dayStart.toISOString(),
})
const roadsOf = (closures: readonly Closure[], places = 100) =>
  dayRoads({ closures }, { span, dayStart, places }).map(({ fromS, changes }) => [
    fromS / H,
    changes.map(({ speedFactor }) => speedFactor),
  ])

describe('the roads of a day', () => {
  it('are closed from a quarter of an hour before, for who would be on the way', () => {
    expect(roadsOf([aClosure(10 * H, 12 * H)])).toEqual([
      [0, []],
      [9.75, [0]],
      [12, []],
    ])
  })

  it('are slow when they are said to be', () => {
    expect(roadsOf([aClosure(10 * H, 12 * H, 0.5)])).toEqual([
      [0, []],
      [10, [0.5]],
      [12, []],
    ])
  })

  it('begin and end at whole seconds, around what is closed', () => {
    expect(roadsOf([aClosure(10 * H + 0.5, 12 * H + 0.5)])[2]).toEqual([12 + 1 / H, []])
  })

  it('are no more than memory holds: of a large day closures last longer', () => {
    const closures = [9, 11, 13, 15].map((hour) => aClosure(hour * H, (hour + 1) * H))

    expect(roadsOf(closures)).toHaveLength(8)
    expect(roadsOf(closures, 5_001)).toHaveLength(3)
    expect(roadsOf([aClosure(10 * H, 12 * H)], 5_001)).toHaveLength(3)
    expect(roadsOf(closures, 10_000)).toEqual([[0, [0, 0, 0, 0]]])
  })

  it('have the traffic of the hour, together with what is closed', () => {
    // Half as fast on Tuesdays from 8 to 9 on the depot's clock, a fifth slower from 16 to 17.
    const factors = Array.from({ length: 168 }, (_, hour) => (hour === 32 ? 0.5 : hour === 40 ? 0.8 : 1))
    const traffic = { timeZone: 'Europe/Stockholm', traffic: [{ classes: ['primary'], factors }] }
    const closures = [aClosure(10 * H, 12 * H)]

    const roads = dayRoads({ closures, traffic }, { span, dayStart, places: 100 })

    expect(
      roads.map(({ fromS, changes }) => [fromS / H, changes.map((change) => change.speedFactor)]),
    ).toEqual([
      [0, [0.5]],
      [9, []],
      [9.75, [0]],
      [12, []],
      [16, [0.8]],
    ])
    expect(roads[0]?.changes[0]?.classes).toEqual(['primary'])
  })

  it('are the slower ones of joined hours where each hour has its own traffic', () => {
    const factors = Array.from({ length: 168 }, (_, hour) => 1 - (hour % 24) / 100)
    const roads = dayRoads(
      { closures: [], traffic: { traffic: [{ factors }] } },
      { span, dayStart, places: 100 },
    )
    const speedAt = (hour: number): number =>
      roads[roadsAt(roads, hour * H)]?.changes[0]?.speedFactor ?? Number.NaN

    expect(roads).toHaveLength(8)
    // The day begins at 22:00 in UTC, which is the zone of a file that names none.
    for (let hour = 8; hour < 17; hour++) expect(speedAt(hour)).toBeLessThanOrEqual(1 - (hour - 2) / 100)
  })

  it('are those of the last beginning at any second', () => {
    const roads = dayRoads({ closures: [aClosure(10 * H, 12 * H)] }, { span, dayStart, places: 2 })

    expect([-1, 0, 9.75 * H - 1, 9.75 * H, 12 * H, 30 * H].map((second) => roadsAt(roads, second))).toEqual([
      0, 0, 0, 1, 2, 2,
    ])
  })
})
