import { expect, it } from 'vitest'
import { joinRings } from './join-rings.ts'

it('joins ways in any order and direction into rings', () => {
  const { closed, open } = joinRings([
    [1, 2, 3],
    [5, 4, 3],
    [5, 6, 1],
    [10, 11, 12, 10],
    [20, 21],
    [22, 21],
  ])

  expect(closed.map((ring) => ring.toSorted((a, b) => a - b))).toEqual([
    [10, 10, 11, 12],
    [1, 1, 2, 3, 4, 5, 6],
  ])
  expect(open).toEqual([[22, 21, 20]])
})

it('turns no way round when the direction matters', () => {
  const { closed, open } = joinRings(
    [
      [2, 3],
      [1, 2],
      [3, 4],
      [9, 4],
    ],
    { keepDirection: true },
  )

  expect(closed).toEqual([])
  expect(open).toEqual(
    expect.arrayContaining([
      [1, 2, 3, 4],
      [9, 4],
    ]),
  )
})
