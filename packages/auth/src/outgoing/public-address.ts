import { BlockList, isIP } from 'node:net'
import { listOf } from '../access/address-rules.ts'

/** IPv4 that is not the public internet (IANA special-purpose registry): private, loopback, link-local, shared, reserved. */
const special4 = listOf([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
])

/** All public IPv6 is in here; loopback, unique local, link-local, mapped IPv4 and NAT64 are not. */
const global6 = listOf(['2000::/3'])
/** In there too, and yet none: Teredo and other protocols, documentation, and 6to4, which leads to any IPv4. */
const special6 = listOf(['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'])

/** Says whether the server may connect to an address: a public one, or one of the networks that the operator names. */
export function addressGuard(networks: readonly string[]): (address: string) => boolean {
  const own = networks.length === 0 ? new BlockList() : listOf(networks)
  return (address) => {
    const family = isIP(address)
    if (family === 0) return false
    if (own.check(address, family === 6 ? 'ipv6' : 'ipv4')) return true
    return family === 4
      ? !special4.check(address, 'ipv4')
      : global6.check(address, 'ipv6') && !special6.check(address, 'ipv6')
  }
}
