import { expect, it } from 'vitest'
import { addressPrefixes } from './address-prefixes.ts'

it.each([
  ['198.51.100.7', '198.51.100.0/24', '198.51.0.0/16'],
  ['::ffff:198.51.100.7', '198.51.100.0/24', '198.51.0.0/16'],
  ['2001:db8:12:3400::1', '2001:db8:12::/48', '2001:db8::/32'],
  ['2001:0DB8:0012::', '2001:db8:12::/48', '2001:db8::/32'],
  ['2001::7', '2001:0:0::/48', '2001:0::/32'],
  ['::1', '0:0:0::/48', '0:0::/32'],
  ['fe80::1%eth0', 'fe80:0:0::/48', 'fe80:0::/32'],
])('keeps of %s its networks alone', (address, prefix, wide) => {
  expect(addressPrefixes(address)).toEqual({ prefix, wide })
})

it.each([undefined, '', 'unknown', '1.2.3', '1.2.3.4.5'])('knows no network of %s', (address) => {
  expect(addressPrefixes(address)).toBeNull()
})
