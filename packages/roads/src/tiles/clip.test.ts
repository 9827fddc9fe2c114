import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clipLine, clipRing } from './clip.ts'
import { PointBuffer } from './point-buffer.ts'
import { vertexZooms } from './vertex-zooms.ts'

const box = { west: 0, north: 0, east: 100, south: 100 }
const bufferOf = (points: readonly number[]) => {
  const buffer = new PointBuffer()
  for (let i = 0; i + 1 < points.length; i += 2) buffer.push(points[i]!, points[i + 1]!)
  return buffer
}
const pointsOf = ({ xy, length }: PointBuffer) => [...xy.subarray(0, length)]
const piecesOf = (points: number[]) => {
  const pieces: (readonly number[])[] = []
  clipLine(bufferOf(points), box, new PointBuffer(), (piece) => pieces.push(pointsOf(piece)))
  return pieces
}
const doubleArea = (ring: readonly number[]) => {
  let sum = 0
  for (let i = 0; i + 3 < ring.length; i += 2) sum += ring[i]! * ring[i + 3]! - ring[i + 2]! * ring[i + 1]!
  return Math.abs(sum)
}

describe('clipping a line', () => {
  it.each([
    ['inside', [1, 1, 2, 2], [[1, 1, 2, 2]]],
    ['outside', [-5, -5, -1, 50], []],
    ['across', [-50, 50, 150, 50], [[0, 50, 100, 50]]],
    ['past a corner', [-10, 5, 5, -10], []],
    [
      'out and in again',
      [50, 50, 150, 50, 150, 60, 50, 60],
      [
        [50, 50, 100, 50],
        [100, 60, 50, 60],
      ],
    ],
  ])('that lies %s', (_, points, pieces) => {
    expect(piecesOf(points)).toEqual(pieces)
  })

  it('keeps every piece inside', () => {
    const value = fc.integer({ min: -300, max: 400 })

    fc.assert(
      fc.property(fc.array(value, { minLength: 4, maxLength: 40 }), (points) => {
        const even = points.length % 2 === 0 ? points : points.slice(1)
        const inside = piecesOf(even).every((piece) => piece.every((v) => v >= -1e-9 && v <= 100 + 1e-9))
        expect(inside).toBe(true)
      }),
      { seed: 3 },
    )
  })
})

describe('clipping a ring', () => {
  it('keeps the area of the part inside', () => {
    const side = fc.tuple(fc.integer({ min: -200, max: 300 }), fc.integer({ min: 1, max: 300 }))

    fc.assert(
      fc.property(side, side, ([x, w], [y, h]) => {
        const ring = [x, y, x + w, y, x + w, y + h, x, y + h, x, y]
        const overlap = (from: number, size: number) =>
          Math.max(0, Math.min(100, from + size) - Math.max(0, from))
        expect(doubleArea(pointsOf(clipRing(bufferOf(ring), box, new PointBuffer()))) / 2).toBeCloseTo(
          overlap(x, w) * overlap(y, h),
          6,
        )
      }),
      { seed: 4 },
    )
  })
})

describe('vertex zooms', () => {
  it('keep the ends always, and what the eye can see from its zoom on', () => {
    const straight = vertexZooms([0, 0, 500_000, 0, 1_000_000, 0])
    const bent = vertexZooms([0, 0, 500_000, 300_000, 1_000_000, 0])
    const slight = vertexZooms([0, 0, 500_000, 3000, 1_000_000, 0])

    expect([...straight]).toEqual([0, 17, 0])
    expect(bent[1]).toBeLessThan(slight[1]!)
    expect([bent[0], bent[2]]).toEqual([0, 0])
  })

  it('move no line by more than the tolerance of its zoom', () => {
    const points = fc.array(fc.integer({ min: 0, max: 2_000_000 }), { minLength: 6, maxLength: 60 })

    fc.assert(
      fc.property(points, fc.integer({ min: 4, max: 16 }), (values, z) => {
        const line = values.length % 2 === 0 ? values : values.slice(1)
        const zooms = vertexZooms(line)
        const kept = [...zooms.keys()].filter((vertex) => zooms[vertex]! <= z)
        const tolerance = (3 * 2 ** 30) / 4096 / 2 ** z
        const worst = Math.max(...[...zooms.keys()].map((vertex) => distanceToKept(line, kept, vertex)))
        expect(worst).toBeLessThanOrEqual(tolerance * 1.0001)
      }),
      { seed: 6 },
    )
  })
})

/** Distance of a vertex from the stretch of the kept line that stands for it. */
function distanceToKept(line: readonly number[], kept: readonly number[], vertex: number): number {
  const after = kept.findIndex((other) => other >= vertex)
  const b = kept[after]!
  const a = kept[Math.max(0, after - 1)]!
  const [ax, ay, bx, by] = [line[2 * a]!, line[2 * a + 1]!, line[2 * b]!, line[2 * b + 1]!]
  const [px, py] = [line[2 * vertex]!, line[2 * vertex + 1]!]
  const square = (bx - ax) ** 2 + (by - ay) ** 2
  const t =
    square === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / square))
  return Math.hypot(px - ax - t * (bx - ax), py - ay - t * (by - ay))
}
