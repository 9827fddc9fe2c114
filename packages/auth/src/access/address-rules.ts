import { BlockList, isIP } from 'node:net'
import type { Entry } from './member-access.ts'

/**
 * Whether somebody may come in from an address: it is in none of the denied ranges and, where any are allowed, in one of
 * those. An address that is not known passes only where no rule asks for one.
 */
export function isAddressAllowed(
  { allowedAddresses, deniedAddresses }: Pick<Entry, 'allowedAddresses' | 'deniedAddresses'>,
  address: string | undefined,
): boolean {
  if (allowedAddresses.length === 0 && deniedAddresses.length === 0) return true
  if (address === undefined) return false
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  const family = isIP(plain) === 6 ? 'ipv6' : 'ipv4'
  if (isIP(plain) === 0 || listOf(deniedAddresses).check(plain, family)) return false
  return allowedAddresses.length === 0 || listOf(allowedAddresses).check(plain, family)
}

/** Ranges as PostgreSQL writes them: `10.0.0.0/8`, `2001:db8::/32`. */
export function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [network = '', bits = ''] = range.split('/')
    const family = isIP(network) === 6 ? 'ipv6' : 'ipv4'
    list.addSubnet(network, bits === '' ? (family === 'ipv6' ? 128 : 32) : Number(bits), family)
  }
  return list
}
