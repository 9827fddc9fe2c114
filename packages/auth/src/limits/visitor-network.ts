import { isIPv6, SocketAddress } from 'node:net'

/**
 * What counts as one visitor in a limit by address: an IPv4 address, or the network of 64 bits that one line of IPv6 has to itself
 * (RFC 6177, RFC 7934), in which it may take another address for each socket.
 */
export function visitorNetwork(address: string | undefined): string {
  if (address === undefined) return 'unknown'
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').split('%')[0] ?? ''
  if (!isIPv6(plain)) return plain
  // Written in one way: short, in small letters.
  const [head = '', tail] = new SocketAddress({ address: plain, family: 'ipv6' }).address.split('::')
  const before = groupsOf(head)
  const after = groupsOf(tail ?? '')
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0')
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`
}

const groupsOf = (text: string): readonly string[] => text.split(':').filter((group) => group !== '')
