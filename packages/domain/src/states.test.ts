import { describe, expect, it } from 'vitest'
import { canOrderMove, orderStates } from './order.ts'
import { canPlanMove, planStates } from './plan.ts'

describe('orders', () => {
  const moves = orderStates.flatMap((from) =>
    orderStates.filter((to) => canOrderMove(from, to)).map((to) => `${from} > ${to}`),
  )

  it('move along these lines and no others', () => {
    expect(moves).toEqual([
      'draft > unassigned',
      'draft > cancelled',
      'unassigned > draft',
      'unassigned > assigned',
      'unassigned > cancelled',
      'assigned > unassigned',
      'assigned > active',
      'assigned > cancelled',
      'active > assigned',
      'active > completed',
      'active > failed',
      'completed > active',
      'failed > unassigned',
      'failed > active',
      'cancelled > unassigned',
    ])
  })

  it('every move can be taken back, if need be by way of the driver', () => {
    const reachable = (from: string): Set<string> => {
      const seen = new Set([from])
      for (const state of seen)
        for (const to of orderStates) if (moves.includes(`${state} > ${to}`)) seen.add(to)
      return seen
    }

    for (const from of orderStates)
      expect([...reachable(from)].toSorted()).toEqual([...orderStates].toSorted())
  })

  it('nothing is completed or failed that was not under way', () => {
    const before = (to: 'completed' | 'failed') => orderStates.filter((from) => canOrderMove(from, to))

    expect(before('completed')).toEqual(['active'])
    expect(before('failed')).toEqual(['active'])
  })
})

describe('plans', () => {
  it('move along these lines and no others', () => {
    const moves = planStates.flatMap((from) =>
      planStates.filter((to) => canPlanMove(from, to)).map((to) => `${from} > ${to}`),
    )

    expect(moves).toEqual([
      'draft > solving',
      'solving > draft',
      'solving > ready',
      'ready > solving',
      'ready > published',
      'published > ready',
    ])
  })

  it('a published plan is never solved over: it is taken back first', () => {
    expect(canPlanMove('published', 'solving')).toBe(false)
  })
})
