import { compile } from '@fastify/proxy-addr'

/** Whether a peer is one of the proxies in the list. Throws, naming the entry, when the list has one that is no address or network. */
export function trustedProxies(list: readonly string[]): (address: string) => boolean {
  const isTrusted = compile([...list])
  return (address) => isTrusted(address, 0)
}
