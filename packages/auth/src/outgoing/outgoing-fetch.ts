import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { CartageError } from '@cartage/domain'
import { addressGuard } from './public-address.ts'

export interface OutgoingRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | URLSearchParams | null
  readonly signal?: AbortSignal | undefined
}

/** Asks an address that people of an organization set. Throws a CartageError with the reason OUTGOING where it must not. */
export type OutgoingFetch = (url: string, request?: OutgoingRequest) => Promise<Response>

/** Answers all addresses of a name, as `dns.lookup` does. */
type Resolve = (
  hostname: string,
  /** Without addresses where there is an error. */
  done: (error: NodeJS.ErrnoException | null, addresses?: readonly LookupAddress[]) => void,
) => void

export interface OutgoingOptions {
  /** What else may be reached beside the public internet, which the operator alone says. */
  readonly networks: readonly string[]
  /** Tests replace it. */
  readonly resolve?: Resolve
}

const TIMEOUT_MS = 10_000
const MOST_BYTES = 1024 ** 2

/**
 * A `fetch` for addresses that the server's own people did not choose (SEC-E10): https only, or http to a loopback address that the
 * operator allows; the address of a name is judged where the connection is made, so that it cannot change between the two; no
 * redirects, ten seconds, 1 MiB.
 */
export function createOutgoingFetch({ networks, resolve = systemResolve }: OutgoingOptions): OutgoingFetch {
  const isAllowed = addressGuard(networks)
  // Loaded by the first request: a start can do without.
  const open = async () => {
    const { Agent, fetch } = await import('undici')
    const agent = new Agent({
      connect: { lookup: guardedLookup(resolve, isAllowed), timeout: TIMEOUT_MS },
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      maxResponseSize: MOST_BYTES,
    })
    return { agent, fetch }
  }
  let opened: ReturnType<typeof open> | undefined
  return async (url, { method = 'GET', headers = {}, body = null, signal } = {}) => {
    requireReachable(new URL(url), isAllowed)
    opened ??= open()
    const { agent, fetch } = await opened
    const timeout = AbortSignal.timeout(TIMEOUT_MS)
    try {
      const answer = await fetch(url, {
        method,
        headers,
        body,
        redirect: 'manual',
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
        dispatcher: agent,
      })
      // Read here, so that the limits of time and size hold for the whole of it.
      const bytes = await answer.arrayBuffer()
      const isEmpty = bytes.byteLength === 0 && [101, 204, 205, 304].includes(answer.status)
      return new Response(isEmpty ? null : bytes, { status: answer.status, headers: [...answer.headers] })
    } catch (error) {
      throw refusalIn(error) ?? error
    }
  }
}

/** Throws where the address itself says already that it must not be asked. */
export function requireReachable(
  { protocol, hostname }: URL,
  isAllowed: (address: string) => boolean = () => true,
): void {
  // The URL parser has turned 0x7f000001 and 2130706433 into 127.0.0.1.
  const host = hostname.replaceAll(/^\[|\]$/g, '')
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(host))) {
    throw refused('It has to begin with https://.')
  }
  // No name, so it is never looked up.
  if (isIP(host) !== 0 && !isAllowed(host)) throw refused(NOT_PUBLIC)
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host.startsWith('127.')

const NOT_PUBLIC =
  'It leads to an address that is not public. Whoever runs Cartage can allow its network with OUTGOING_NETWORKS.'

const refused = (message: string): CartageError =>
  new CartageError('INVALID', message, { reason: 'OUTGOING' })

const systemResolve: Resolve = (hostname, done) => systemLookup(hostname, { all: true }, done)

/** Gives the connection the addresses that were judged, and none that were not. */
const guardedLookup =
  (resolve: Resolve, isAllowed: (address: string) => boolean): LookupFunction =>
  (hostname, { all }, callback) => {
    resolve(hostname, (error, addresses = []) => {
      const [first] = addresses
      if (error !== null) callback(error, [])
      else if (first === undefined || addresses.some(({ address }) => !isAllowed(address))) {
        callback(refused(NOT_PUBLIC), [])
      } else if (all === true) callback(null, [...addresses])
      else callback(null, first.address, first.family)
    })
  }

/** `fetch` wraps what ended it. */
export function refusalIn(error: unknown): CartageError | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (at instanceof CartageError) return at
  }
  return undefined
}
