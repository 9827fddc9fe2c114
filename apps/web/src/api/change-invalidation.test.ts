import { describe, expect, it } from 'vitest'
import { stalePartsOf } from './change-invalidation.ts'

describe('stalePartsOf', () => {
  it('refreshes only the current plan while a solve reports progress', () => {
    expect([...stalePartsOf(['plan.progress', 'plan.progress'])]).toEqual(['plans.current'])
  })

  it('refreshes orders and plans when a plan is done, since orders become assigned', () => {
    expect(stalePartsOf(['plan.changed'])).toEqual(new Set(['plans', 'orders']))
  })

  it('marks the current plan as possibly stale when an order or a shift changes', () => {
    expect(stalePartsOf(['order.changed']).has('plans.current')).toBe(true)
    expect(stalePartsOf(['fleet.changed']).has('plans.current')).toBe(true)
  })
})
