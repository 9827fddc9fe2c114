import { isIPv4, isIPv6 } from 'node:net'

/** The networks around an address, as far as it may be kept: never the address itself. */
export interface AddressPrefixes {
  /** The first 24 bits of an IPv4 address, 48 of IPv6: a site or a small provider's pool. */
  readonly prefix: string
  /** The first 16, or 32: a provider. */
  readonly wide: string
}

/** Null for what is no address. */
export function addressPrefixes(address: string | undefined): AddressPrefixes | null {
  const plain = address?.replace(/^::ffff:(?=\d+\.)/i, '') ?? ''
  if (isIPv4(plain)) {
    const [a = '', b = '', c = ''] = plain.split('.')
    return { prefix: `${a}.${b}.${c}.0/24`, wide: `${a}.${b}.0.0/16` }
  }
  if (!isIPv6(plain)) return null
  const [a = '0', b = '0', c = '0'] = firstGroups(plain)
  return { prefix: `${a}:${b}:${c}::/48`, wide: `${a}:${b}::/32` }
}

/** The first three groups, without leading zeros; `::` stands for as many zeros as are missing. */
function firstGroups(address: string): readonly string[] {
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::')
  const groupsOf = (text: string): readonly string[] => text.split(':').filter((group) => group !== '')
  const [before, after] = [groupsOf(head), groupsOf(tail ?? '')]
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  return [...before, ...zeros, ...after].slice(0, 3).map((group) => group.replace(/^0+(?=.)/, ''))
}
