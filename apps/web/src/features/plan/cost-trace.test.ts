import { describe, expect, it } from 'vitest'
import { chartScale, stepPath } from './cost-trace.ts'

describe('the cost chart', () => {
  it('gives most of its height to the improvements and keeps every cost inside', () => {
    const scale = chartScale(
      [
        [0.4, 1480],
        [2, 1415],
        [6, 1402],
      ],
      15,
    )

    expect(scale).toEqual({
      toS: 15,
      fromCost: 1400,
      toCost: 1500,
      costTicks: [1400, 1450, 1500],
      timeTicks: [0, 5, 10, 15],
    })
  })

  it('has a scale when there is one cost only', () => {
    const scale = chartScale([[0.1, 0]], 15)

    expect(scale.toCost).toBeGreaterThan(scale.fromCost)
    expect(scale.fromCost).toBe(0)
  })

  it('holds a cost until a better one is found', () => {
    const path = stepPath(
      [
        [0, 10],
        [4, 6],
      ],
      (seconds) => seconds,
      (cost) => cost,
    )

    expect(path).toBe('M0.0 10.0H4.0V6.0')
  })
})
