import type { SolveProgress } from '@cartage/domain'
import type { Solution } from '@cartage/solver'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ProgressWriter } from './progress-writer.ts'

const progressAt = (elapsedS: number): SolveProgress => ({
  phase: 'solving',
  elapsedS,
  limitS: 10,
  iterations: 0,
  cost: 100 - elapsedS,
  routes: 1,
  unassigned: 0,
  trace: [],
})
const solution = (cost: number): Solution => ({
  cost,
  distanceM: 0,
  durationS: 0,
  vehicles: 0,
  feasible: true,
  routes: [],
  unassigned: [],
})

const written: { readonly elapsedS: number; readonly cost: number | undefined }[] = []
const write = vi.fn(async (progress: SolveProgress, of: Solution | undefined) => {
  written.push({ elapsedS: progress.elapsedS, cost: of?.cost })
  return true
})
const onSuperseded = vi.fn()
const onError = vi.fn()
const aWriter = () => new ProgressWriter({ write, onSuperseded, onError })

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  written.length = 0
})
afterEach(() => {
  vi.useRealTimers()
  vi.clearAllMocks()
})

describe('the progress of a search', () => {
  it('is not written more than four times a second', async () => {
    const writer = aWriter()
    for (let at = 0; at < 1_000; at += 10) {
      writer.offer(progressAt(at / 1000))
      await vi.advanceTimersByTimeAsync(10)
    }
    await writer.end()

    expect(written.length).toBeLessThanOrEqual(5)
    expect(written.length).toBeGreaterThanOrEqual(4)
  })

  it('stores the best routes at once and then every so often, never an older one after a newer', async () => {
    const writer = aWriter()
    for (let at = 0; at < 4_000; at += 100) {
      writer.offer(progressAt(at / 1000), solution(100 - at / 100))
      await vi.advanceTimersByTimeAsync(100)
    }
    await writer.end()
    const stored = written.flatMap(({ cost }) => (cost === undefined ? [] : [cost]))

    expect(stored[0]).toBe(100)
    expect(stored.length).toBe(3)
    expect(stored).toEqual(stored.toSorted((a, b) => b - a))
  })

  it('F03: stops when another run has taken the plan over', async () => {
    write.mockResolvedValueOnce(false)
    const writer = aWriter()
    writer.offer(progressAt(0))
    await vi.advanceTimersByTimeAsync(300)
    writer.offer(progressAt(1))
    await vi.advanceTimersByTimeAsync(300)

    expect(onSuperseded).toHaveBeenCalledTimes(1)
    expect(write).toHaveBeenCalledTimes(1)
  })

  it('goes on after a write that failed, and still stores the routes', async () => {
    write.mockRejectedValueOnce(new Error('the database restarts'))
    const writer = aWriter()
    writer.offer(progressAt(0), solution(7))
    await vi.advanceTimersByTimeAsync(300)
    writer.offer(progressAt(1))
    await vi.advanceTimersByTimeAsync(300)
    await writer.end()

    expect(onError).toHaveBeenCalledTimes(1)
    expect(written).toEqual([{ elapsedS: 1, cost: 7 }])
  })
})
