import { describe, expect, it } from 'vitest'
import { boundedQueue } from './bounded-queue.ts'

/** Work that ends when told to. */
function controlled() {
  const gates: (() => void)[] = []
  const running = { now: 0, most: 0 }
  const work = async (): Promise<void> => {
    running.now++
    running.most = Math.max(running.most, running.now)
    await new Promise<void>((resolve) => gates.push(resolve))
    running.now--
  }
  const finishAll = async (): Promise<void> => {
    while (gates.length > 0) {
      gates.shift()?.()
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return { running, work, finishAll }
}

describe('the queue of password hashes', () => {
  it('SEC-A02 runs 4 at a time, lets 64 wait, and refuses the rest at once with a time to wait', async () => {
    const queue = boundedQueue(4, 64)
    const { running, work, finishAll } = controlled()

    const calls = Array.from({ length: 500 }, () => queue(work))
    const outcomes = Promise.allSettled(calls)
    await finishAll()

    const refused = (await outcomes).filter((outcome) => outcome.status === 'rejected')
    expect(running.most).toBe(4)
    expect(refused).toHaveLength(500 - 4 - 64)
    expect(refused[0]?.reason).toMatchObject({ code: 'LIMIT_REACHED', retryAfterS: 2 })
  })

  it('goes on after work that failed', async () => {
    const queue = boundedQueue(1, 1)

    await expect(queue(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')

    await expect(queue(() => Promise.resolve('fine'))).resolves.toBe('fine')
  })
})
