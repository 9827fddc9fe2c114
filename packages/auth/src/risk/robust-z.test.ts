import { expect, it } from 'vitest'
import { median, robustZ } from './robust-z.ts'

it('is zero at the median, and the same whichever way the counts stand', () => {
  expect(median([5, 1, 3])).toBe(3)
  expect(median([1, 2, 3, 10])).toBe(2.5)
  expect(robustZ(3, [1, 3, 9])).toBeCloseTo(0, 12)
  expect(robustZ(400, [9, 1, 3])).toBe(robustZ(400, [1, 3, 9]))
})

it('is not moved by one huge count among the others, as a mean would be', () => {
  const usual = [4, 5, 6, 5, 4, 6, 5, 5, 4]

  expect(robustZ(80, [...usual, 100_000])).toBeGreaterThan(4)
  expect(robustZ(9, [...usual, 100_000])).toBeLessThan(4)
})

it('lets people who always do the same do half as much again', () => {
  const same = Array.from({ length: 20 }, () => 10)

  expect(robustZ(15, same)).toBeLessThan(1.01)
})
