import { describe, expect, it } from 'vitest'
import { AddressLimiter } from './address-limiter.ts'

describe('SEC-D13 an address', () => {
  it('may ask a burst of ten seconds at once, and then as much as its rate', () => {
    let now = 1_000
    const limiter = new AddressLimiter(2, () => now)
    const ask = (): number => {
      const waitS = limiter.waitS('a')
      if (waitS === 0) limiter.charge('a', 1)
      return waitS
    }

    const burst = Array.from({ length: 21 }, ask)
    now += 500
    const next = [ask(), ask()]

    expect(burst).toEqual([...Array<number>(20).fill(0), 1])
    expect(next).toEqual([0, 1])
  })

  it('waits off what was costly, whatever that was', () => {
    let now = 0
    const limiter = new AddressLimiter(2, () => now)
    limiter.charge('a', 100)

    expect(limiter.waitS('a')).toBe(41)
    expect(limiter.waitS('b')).toBe(0)
    now += 40_001
    expect(limiter.waitS('a')).toBe(0)
  })

  it('has no limit at a rate of 0', () => {
    const limiter = new AddressLimiter(0)
    limiter.charge('a', 1e9)

    expect(limiter.waitS('a')).toBe(0)
  })
})
