import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { edgeBits } from '../metric/metric.ts'
import { buildSegmentGrid } from './build-segment-grid.ts'
import type { RoadLines } from './build-segment-grid.ts'
import { nearestSegment } from './nearest-segment.ts'
import type { NearestOptions, NearestSegment } from './nearest-segment.ts'

type Line = readonly (readonly [lon: number, lat: number])[]

/** One edge a line. */
function linesOf(lines: readonly Line[]): RoadLines {
  const points = lines.flat()
  return {
    pointLon: Int32Array.from(points, ([lon]) => Math.round(lon * 1e7)),
    pointLat: Int32Array.from(points, ([, lat]) => Math.round(lat * 1e7)),
    pointEdge: Uint32Array.from(lines.flatMap((line, edge) => line.map(() => edge))),
  }
}

const bothWays = edgeBits.along | edgeBits.against

/** The least distance over all segments, from many points along each. */
function sampledDistanceM(lines: readonly Line[], lon: number, lat: number): number {
  const metresPerDegree = (6_371_008.8 * Math.PI) / 180
  const shrink = Math.cos((lat * Math.PI) / 180)
  let best = Infinity
  for (const line of lines) {
    for (let index = 1; index < line.length; index++) {
      const [a, b] = [line[index - 1]!, line[index]!]
      for (let step = 0; step <= 400; step++) {
        const x = a[0] + ((b[0] - a[0]) * step) / 400 - lon
        const y = a[1] + ((b[1] - a[1]) * step) / 400 - lat
        best = Math.min(best, Math.hypot(x * shrink, y) * metresPerDegree)
      }
    }
  }
  return best
}

/** Asked of a profile that drives every line; `isConnected` says from which the rest can be reached. */
function nearest(
  roads: readonly Line[],
  lon: number,
  lat: number,
  options: NearestOptions = {},
  isConnected: (edge: number) => boolean = () => true,
): NearestSegment | undefined {
  const lines = linesOf(roads)
  const edgeState = Uint8Array.from(
    roads,
    (_, edge) => bothWays | (isConnected(edge) ? edgeBits.connected : 0),
  )
  return nearestSegment(lines, buildSegmentGrid(lines), { edgeState }, lon, lat, options)
}

const coordinate = fc.tuple(
  fc.integer({ min: -1000, max: 1000 }).map((value) => -8.6 + value / 1e5),
  fc.integer({ min: -1000, max: 1000 }).map((value) => 41.1 + value / 1e5),
)

describe('the nearest segment', () => {
  it('is as near as any, wherever one asks', () => {
    const lines = fc.array(fc.array(coordinate, { minLength: 2, maxLength: 5 }), {
      minLength: 1,
      maxLength: 12,
    })
    const asked = fc.tuple(
      fc.double({ min: -8.65, max: -8.55, noNaN: true }),
      fc.double({ min: 41.05, max: 41.15, noNaN: true }),
    )
    fc.assert(
      fc.property(lines, asked, (roads, [lon, lat]) => {
        const found = nearest(roads, lon, lat)

        const sampled = sampledDistanceM(roads, lon, lat)
        expect(found!.distanceM).toBeLessThanOrEqual(sampled + 1e-3)
        // Samples of the longest possible segment (about 2.8 km) are 7 m apart.
        expect(found!.distanceM).toBeGreaterThanOrEqual(sampled - 7)
      }),
      { seed: 5, numRuns: 200 },
    )
  })

  it('is the node where a node is within a tenth of a metre', () => {
    const bent: Line[] = [
      [
        [0, 0],
        [0.001, 0],
      ],
      [
        [0.001, 0],
        [0.001, 0.001],
      ],
    ]

    expect(nearest(bent, 0.0009995, 0.0000001)).toMatchObject({ point: 0, fraction: 1 })
  })

  const parallel: Line[] = [
    [
      [0, 0],
      [0.001, 0],
    ],
    [
      [0, 0.003],
      [0.001, 0.003],
    ],
  ]

  it('prefers a connected road that is not much further', () => {
    const isSecond = (edge: number): boolean => edge === 1

    expect(nearest(parallel, 0.0005, 0.0001, {}, isSecond)?.point).toBe(0)
    expect(nearest(parallel, 0.0005, 0.0001, { connectedWithinM: 1000 }, isSecond)?.point).toBe(2)
    expect(nearest(parallel, 0.0005, 0.0001, { connectedWithinM: 100 }, isSecond)?.point).toBe(0)
  })

  it('passes over roads that the profile does not drive', () => {
    const lines = linesOf(parallel)
    const grid = buildSegmentGrid(lines)

    expect(
      nearestSegment(lines, grid, { edgeState: Uint8Array.of(0, edgeBits.against) }, 0.0005, 0.0001)?.point,
    ).toBe(2)
    expect(nearestSegment(lines, grid, { edgeState: Uint8Array.of(0, 0) }, 0.0005, 0.0001)).toBeUndefined()
  })

  it('F20: is nothing where every road is too far', () => {
    const road: Line[] = [
      [
        [0, 0],
        [0.001, 0],
      ],
    ]

    expect(nearest(road, 0, 0.1, { maxDistanceM: 10_000 })).toBeUndefined()
    expect(nearest(road, 0, 0.1, { maxDistanceM: 12_000 })?.distanceM).toBeCloseTo(11_119.5, 0)
  })

  it('F19: follows a road across the 180th meridian', () => {
    const across: Line[] = [
      [
        [179.999, 0],
        [-179.999, 0],
      ],
    ]

    const found = nearest(across, 179.9995, 0.0001)

    expect(found?.fraction).toBeCloseTo(0.25, 6)
    expect(found?.distanceM).toBeCloseTo(11.12, 2)
  })
})
