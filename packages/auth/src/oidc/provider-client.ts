import { CartageError } from '@cartage/domain'
import {
  allowInsecureRequests,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  clockTolerance,
  type Configuration,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client'
import type { OutgoingFetch } from '../outgoing/outgoing-fetch.ts'
import type { Sealer } from '../sealing/sealer.ts'
import type { ProviderRow } from './own-provider.ts'
import { providerError } from './provider-error.ts'

export interface ClientSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}

const TIMEOUT_S = 10
/** How far its clock may be from ours. */
export const CLOCK_TOLERANCE_S = 30
const KEPT_MS = 5 * 60_000

/** What a provider says about itself, each remembered for some minutes. */
export class ProviderClients {
  readonly fetch: OutgoingFetch
  readonly #sealer: Sealer
  readonly #now: () => Date
  readonly #kept = new Map<
    string,
    { readonly version: number; readonly until: number; readonly client: Configuration }
  >()

  constructor(fetch: OutgoingFetch, { sealer, now }: { readonly sealer: Sealer; readonly now: () => Date }) {
    this.fetch = fetch
    this.#sealer = sealer
    this.#now = now
  }

  /** Throws UNAVAILABLE when the provider does not answer, or with something that is none. */
  async of(provider: ProviderRow): Promise<Configuration> {
    const { id, version, issuer, clientId } = provider
    const at = this.#now().getTime()
    const kept = this.#kept.get(id)
    if (kept !== undefined && kept.version === version && kept.until > at) return kept.client
    const clientSecret = await this.secretOf(provider)
    const client = await discoverClient(this.fetch, { issuer, clientId, clientSecret }).catch(
      (error: unknown) => {
        throw providerError(error)
      },
    )
    this.#kept.set(id, { version, until: at + KEPT_MS, client })
    return client
  }

  secretOf({ id, clientSecret }: Pick<ProviderRow, 'id' | 'clientSecret'>): Promise<string> {
    return this.#sealer.open('identity.oidcProvider', id, clientSecret)
  }
}

/** Asks an issuer for its endpoints and keys (OpenID Connect Discovery 1.0). Throws what the library throws, or INVALID. */
export async function discoverClient(
  fetch: OutgoingFetch,
  { issuer, clientId, clientSecret }: ClientSettings,
): Promise<Configuration> {
  const url = new URL(issuer)
  const client = await discovery(
    url,
    clientId,
    { client_secret: clientSecret, [clockTolerance]: CLOCK_TOLERANCE_S },
    authenticateClient(clientSecret),
    {
      // The outgoing fetch lets http through to a loopback address alone.
      execute: [enableNonRepudiationChecks, ...(url.protocol === 'http:' ? [allowInsecureRequests] : [])],
      timeout: TIMEOUT_S,
      [customFetch]: (address, { method, headers, body, signal }) =>
        fetch(address, { method, headers, body: textOf(body), signal }),
    },
  )
  const named = client.serverMetadata().issuer
  // The library lets Entra name another one, where any tenant of Microsoft's could then say who somebody is.
  if (new URL(named).href !== url.href) throw otherIssuer(named)
  requireEndpoints(client, url.protocol)
  return client
}

/** The default of the standard unless the provider knows only the other way. */
function authenticateClient(secret: string): ClientAuth {
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)]
  return (server, client, body, headers) => {
    const supported = server.token_endpoint_auth_methods_supported
    const isPost =
      supported?.includes('client_secret_post') === true && !supported.includes('client_secret_basic')
    return (isPost ? post : basic)(server, client, body, headers)
  }
}

function requireEndpoints(client: Configuration, protocol: string): void {
  const metadata = client.serverMetadata()
  for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const) {
    const address = metadata[name]
    if (address === undefined) throw incomplete(`The provider names no ${name}.`)
    // The first one is where browsers are sent.
    const scheme = URL.parse(address)?.protocol
    if (scheme !== 'https:' && scheme !== protocol)
      throw incomplete(`Its ${name} does not begin with https://.`)
  }
}

export const otherIssuer = (named: string): CartageError =>
  new CartageError('INVALID', `The provider calls itself ${named.slice(0, 300)}. Enter exactly that.`, {
    reason: 'OIDC_ISSUER',
    field: 'issuer',
  })

const incomplete = (message: string): CartageError =>
  new CartageError('INVALID', message, { reason: 'OIDC_ISSUER', field: 'issuer' })

function textOf(body: unknown): string | URLSearchParams | null {
  if (body === undefined || body === null) return null
  if (typeof body === 'string' || body instanceof URLSearchParams) return body
  throw new TypeError('A provider is sent forms alone.')
}
