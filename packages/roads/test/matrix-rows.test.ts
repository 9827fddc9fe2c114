import { describe, expect, it } from 'vitest'
import { aTown } from '@cartage/testing'
import type { Region } from '../src/index.ts'
import { aRegion } from './a-region.ts'

const at = (lon: number, lat: number): { lon: number; lat: number } => ({ lon: lon / 1000, lat: lat / 1000 })
const town = (): Promise<Region> => aRegion(aTown)
const sources = Array.from({ length: 21 }, (_, index) => at((index % 7) / 3, index % 2))
const targets = [at(0.5, 0), at(1, 0.5), at(1.9, 1), at(0, -20)]

describe('a matrix row by row', () => {
  it('is the matrix, in order and whole', async () => {
    const region = await town()
    const matrix = region.matrix({ sources, targets })
    const durationS: number[] = []
    const distanceM: number[] = []

    const ends = region.matrixRows({ sources, targets }, (rows) => {
      expect([rows.first, rows.columns]).toEqual([durationS.length / 4, 4])
      expect(rows.durationS).toHaveLength(rows.count * 4)
      durationS.push(...rows.durationS)
      distanceM.push(...rows.distanceM)
    })

    expect(durationS).toEqual([...matrix.durationS])
    expect(distanceM).toEqual([...matrix.distanceM])
    expect(ends).toEqual({ sourceSnaps: matrix.sourceSnaps, targetSnaps: matrix.targetSnaps })
  })

  it('ends with what its reader throws, and leaves the region as good as before', async () => {
    const region = await town()
    const before = region.matrix({ sources, targets })

    expect(() =>
      region.matrixRows({ sources, targets }, () => {
        throw new Error('enough')
      }),
    ).toThrow('enough')

    expect(region.matrix({ sources, targets })).toEqual(before)
  })
})

describe('a matrix into the arrays of another', () => {
  it('fills them, and refuses those of another size', async () => {
    const region = await town()
    const wanted = region.matrix({ sources, targets })
    const into = region.matrix({ sources: sources.toReversed(), targets })

    const again = region.matrix({ sources, targets }, { into })

    expect(again).toEqual(wanted)
    expect(again.durationS).toBe(into.durationS)
    expect(() => region.matrix({ sources, targets: targets.slice(1) }, { into })).toThrow(
      'has 84 cells instead of 21 x 3',
    )
  })
})

describe('a place', () => {
  it('is found again as it was snapped', async () => {
    const region = await town()
    const { lon, lat } = at(1.3, 0.02)
    const [nearest] = region.nearest(lon, lat)

    const again = region.placeAt(lon, lat, nearest!)

    expect(again).toEqual({ ...nearest!, distanceM: expect.closeTo(nearest!.distanceM, 3) })
  })

  it.each([
    ['an edge', { edge: 1e6, segment: 0, fraction: 0 }],
    ['an edge', { edge: 4_294_967_295, segment: 0, fraction: 0 }],
    ['a segment', { edge: 0, segment: 99, fraction: 0 }],
    ['a segment', { edge: 0, segment: -1, fraction: 0 }],
    ['a fraction', { edge: 0, segment: 0, fraction: 1.5 }],
    ['a fraction', { edge: 0, segment: 0, fraction: Number.NaN }],
  ])('is none on %s that there is not', async (_, place) => {
    const region = await town()

    expect(region.placeAt(0, 0, place)).toBeUndefined()
  })
})

describe('the segments of a leg', () => {
  it('are one for each two points of its line, and add up to it but for its turns', async () => {
    const region = await aRegion(aTown, ['car'])

    for (const points of [
      [at(0.2, 0), at(1.5, 1)],
      [at(1.5, 1), at(0.2, 0), at(1, 0.5)],
      [at(0.3, 0), at(0.3, 0)],
    ]) {
      const route = region.route(points, { segments: true })!
      for (const { segments, geometry, distanceM, durationS } of route.legs) {
        expect(segments!.distanceM).toHaveLength(geometry.length - 1)
        expect(segments!.durationS).toHaveLength(geometry.length - 1)
        const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
        expect(sum(segments!.distanceM)).toBeCloseTo(distanceM, 0)
        expect(sum(segments!.durationS)).toBeLessThanOrEqual(durationS + 0.01)
      }
    }
  })

  it('are there for matchings as well, and so are steps', async () => {
    const region = await aRegion(aTown, ['car'])
    const trace = [at(0.1, 0), at(0.9, 0), at(1, 0.5), at(1.1, 1), at(1.9, 1)]

    const [matching] = region.match(trace, { segments: true, steps: true })

    expect(matching!.legs).toHaveLength(4)
    for (const { segments, geometry, steps, summary } of matching!.legs) {
      expect(segments!.distanceM).toHaveLength(geometry.length - 1)
      expect(steps!.at(0)!.maneuver.type).toBe('depart')
      expect(steps!.at(-1)!.maneuver.type).toBe('arrive')
      expect(summary).not.toBe('')
    }
  })
})
