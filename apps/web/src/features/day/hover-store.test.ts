import { describe, expect, it, vi } from 'vitest'
import { HoverStore } from './hover-store.ts'

describe('HoverStore', () => {
  it('tells its listeners once for each change and not when nothing changed', () => {
    const store = new HoverStore()
    const listener = vi.fn<() => void>()
    store.subscribe(listener)

    store.set({ orderId: 'a' })
    store.set({ orderId: 'a' })
    store.set(null)
    store.set(null)

    expect(listener).toHaveBeenCalledTimes(2)
    expect(store.get()).toEqual({ orderId: null, routeId: null })
  })

  it('stops telling those who left', () => {
    const store = new HoverStore()
    const listener = vi.fn<() => void>()
    store.subscribe(listener)()

    store.set({ routeId: 'r' })

    expect(listener).not.toHaveBeenCalled()
  })
})
