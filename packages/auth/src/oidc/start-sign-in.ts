import { withIdentity } from '@cartage/db'
import { notFound, type OidcProviderId } from '@cartage/domain'
import { buildAuthorizationUrl, calculatePKCECodeChallenge } from 'openid-client'
import type { AuthContext } from '../auth-context.ts'
import { takeLimit } from '../limits/limits.ts'
import { visitorNetwork } from '../limits/visitor-network.ts'
import type { SessionContext } from '../sessions/session-store.ts'
import { flowCookie } from './flow-cookie.ts'
import { beginFlow, type Flow, secretsOf } from './flow.ts'
import { findEnabledProvider, type ProviderRow } from './own-provider.ts'
import type { ProviderClients } from './provider-client.ts'
import { problem } from './provider-error.ts'
import { requireProvingProvider } from './proving-provider.ts'

/** Where to send the browser, with the cookies that it needs when it comes back. */
export interface Departure {
  readonly url: string
  readonly cookies: readonly string[]
}

export interface StartSignInInput {
  readonly providerId: OidcProviderId
  /** Where the provider sends the browser back to; exactly this one has to be registered there. */
  readonly redirectUri: string
  /** A path of ours to go on at. */
  readonly next: string
  readonly remoteAddress: string | undefined
}

/** Sends somebody to a provider to sign in. Throws NOT_FOUND (`OIDC_GONE`) where there is none, UNAVAILABLE where it does not answer. */
export async function startSignIn(
  context: AuthContext,
  clients: ProviderClients,
  { providerId, redirectUri, next, remoteAddress }: StartSignInInput,
): Promise<Departure> {
  await takeLimit(context.limits, { key: `oidc ip ${visitorNetwork(remoteAddress)}`, burst: 60, everyS: 1 })
  const provider = await withIdentity(context.db, null, (trx) => findEnabledProvider(trx, providerId))
  if (provider === undefined) {
    throw problem('OIDC_GONE', 'NOT_FOUND', 'This way to sign in is not offered any more.')
  }
  return depart(context, clients, provider, { redirectUri, flow: { purpose: 'sign_in', next } })
}

export interface StartLinkInput extends Omit<StartSignInInput, 'remoteAddress'> {
  readonly session: SessionContext
}

/** Sends somebody who is signed in to a provider of their organization, to connect it with their account. */
export async function startLink(
  context: AuthContext,
  clients: ProviderClients,
  { session, providerId, redirectUri, next }: StartLinkInput,
): Promise<Departure> {
  const { userId, sessionId, organizationId } = session
  await takeLimit(context.limits, { key: `oidc link ${userId}`, burst: 10, everyS: 6 })
  const provider = await withIdentity(context.db, null, (trx) => findEnabledProvider(trx, providerId))
  if (provider === undefined || provider.organizationId !== organizationId) throw notFound('provider')
  return depart(context, clients, provider, {
    redirectUri,
    flow: { purpose: 'link', next, userId, sessionId },
  })
}

export type StartProofInput = Omit<StartLinkInput, 'providerId'>

/**
 * Sends somebody to the provider that vouched for their session, to sign in there anew though they are signed in there: the proof for
 * who has nothing of their own to show. Throws FORBIDDEN or PRECONDITION where the provider's word is none.
 */
export async function startProof(
  context: AuthContext,
  clients: ProviderClients,
  { session, redirectUri, next }: StartProofInput,
): Promise<Departure> {
  const { userId, sessionId } = session
  await takeLimit(context.limits, { key: `oidc prove ${userId}`, burst: 10, everyS: 6 })
  const provider = await withIdentity(context.db, null, (trx) => requireProvingProvider(trx, session))
  return depart(context, clients, provider, {
    redirectUri,
    flow: { purpose: 'prove', next, userId, sessionId },
    // The first asks; only with the second must the provider say whether it was done (OpenID Connect Core 1.0, 3.1.2.1).
    ask: { prompt: 'login', max_age: '0' },
  })
}

interface Journey {
  readonly redirectUri: string
  readonly flow: Omit<Flow, 'browser' | 'begunAt' | 'providerId' | 'version'>
  readonly ask?: Readonly<Record<string, string>>
}

async function depart(
  context: AuthContext,
  clients: ProviderClients,
  provider: ProviderRow,
  { redirectUri, flow, ask = {} }: Journey,
): Promise<Departure> {
  const client = await clients.of(provider)
  const begun = await beginFlow(context, { ...flow, providerId: provider.id, version: provider.version })
  const { codeVerifier, nonce } = secretsOf(begun)
  const url = buildAuthorizationUrl(client, {
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    state: begun.state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    ...ask,
  })
  return { url: url.href, cookies: [flowCookie(context, begun.browser)] }
}
