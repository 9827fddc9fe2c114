import { describe, expect, it } from 'vitest'
import { isAddressAllowed } from './address-rules.ts'

describe('the addresses that an organization lets in', () => {
  it.each([
    ['anyone without rules', [], [], '198.51.100.7', true],
    ['one of the allowed', ['198.51.100.0/24'], [], '198.51.100.7', true],
    ['not one beside the allowed', ['198.51.100.0/24'], [], '203.0.113.7', false],
    ['not a denied one', [], ['203.0.113.7/32'], '203.0.113.7', false],
    ['not a denied one among the allowed', ['203.0.113.0/24'], ['203.0.113.7/32'], '203.0.113.7', false],
    ['IPv4 written as IPv6', ['198.51.100.0/24'], [], '::ffff:198.51.100.7', true],
    ['IPv6', ['2001:db8::/32'], [], '2001:db8::1', true],
    ['not IPv6 beside the allowed', ['2001:db8::/32'], [], '2001:db9::1', false],
    ['not somebody from nowhere', ['198.51.100.0/24'], [], undefined, false],
    ['not what is no address', [], ['203.0.113.7/32'], 'unknown', false],
  ] as const)('are %s', (_, allowedAddresses, deniedAddresses, address, expected) => {
    expect(isAddressAllowed({ allowedAddresses, deniedAddresses }, address)).toBe(expected)
  })
})
