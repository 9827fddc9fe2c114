import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { RecentRows } from './recent-rows.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

/** Answers another number each time. */
const counting = () => {
  let asked = 0
  return vi.fn(async (): Promise<number | undefined> => ++asked)
}

it('asks once for a burst, and again once the row is old', async () => {
  const rows = new RecentRows<number>()
  const ask = counting()

  const burst = await Promise.all(Array.from({ length: 5 }, () => rows.read('one', ask)))
  vi.advanceTimersByTime(399)
  const soon = await rows.read('one', ask)
  const other = await rows.read('other', ask)
  vi.advanceTimersByTime(1)
  const late = await rows.read('one', ask)

  expect(burst).toEqual([1, 1, 1, 1, 1])
  expect([soon, other, late]).toEqual([1, 2, 3])
})

it('SEC-B06 asks anew after a change, also of what is being read meanwhile', async () => {
  const rows = new RecentRows<string>()
  const { promise, resolve } = Promise.withResolvers<string>()

  const before = rows.read('one', () => promise)
  rows.forget()
  const after = await rows.read('one', async () => 'after')
  resolve('before')
  await before

  expect(after).toBe('after')
  expect(await rows.read('one', async () => 'too much')).toBe('after')
})

it('keeps neither what is not there nor what could not be read', async () => {
  const rows = new RecentRows<number>()
  const failing = rows.read('one', async () => {
    throw new Error('The database is away.')
  })
  await expect(failing).rejects.toThrow('away')

  expect(await rows.read('one', async () => undefined)).toBeUndefined()
  expect(await rows.read('one', async () => 3)).toBe(3)
})

it('holds no more than ten thousand rows', async () => {
  const rows = new RecentRows<number>()
  const ask = counting()
  await rows.read('first', ask)
  for (let key = 0; key < 10_000; key++) await rows.read(String(key), ask)

  expect(await rows.read('first', ask)).toBe(10_002)
})
