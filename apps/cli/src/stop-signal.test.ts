import { afterEach, expect, it, vi } from 'vitest'
import { stopSignal } from './stop-signal.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

it('aborts at the first signal, takes one at the same time for the same, and ends the process at a later one', () => {
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never)
  const now = vi.spyOn(performance, 'now').mockReturnValue(1000)
  const before = process.listenerCount('SIGINT')
  {
    using stop = stopSignal()
    expect(stop.signal.aborted).toBe(false)
    process.emit('SIGINT', 'SIGINT')
    process.emit('SIGINT', 'SIGINT')
    expect([stop.signal.aborted, exit.mock.calls]).toEqual([true, []])
    now.mockReturnValue(3000)
    process.emit('SIGTERM', 'SIGTERM')
    expect(exit.mock.calls).toEqual([[143]])
  }
  expect(process.listenerCount('SIGINT')).toBe(before)
})
