import { describe, expect, it } from 'vitest'
import { addressRange } from './address-range.ts'

describe('an address range', () => {
  it.each(['203.0.113.7', '10.0.0.0/8', '0.0.0.0/0', '2001:db8::1', '2001:db8::/32', ' 10.0.0.1 '])(
    'may be %s',
    (text) => {
      expect(addressRange.parse(text)).toBe(text.trim())
    },
  )

  it.each([
    '',
    'localhost',
    '10.0.0',
    '10.0.0.256',
    '10.0.0.0/33',
    '10.0.0.0/',
    '2001:db8::/129',
    '::ffff:10.0.0.1',
  ])('may not be "%s", and is told how it is written', (text) => {
    const { error } = addressRange.safeParse(text)

    expect(error?.issues[0]?.message).toMatch(/10\.0\.0\.0\/8/)
  })
})
