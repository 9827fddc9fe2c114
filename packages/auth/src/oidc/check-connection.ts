import { withIdentity } from '@cartage/db'
import { CartageError, type OidcProviderId, type OrganizationId } from '@cartage/domain'
import {
  type Configuration,
  genericGrantRequest,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import { z } from 'zod'
import type { AuthContext } from '../auth-context.ts'
import { takeLimit } from '../limits/limits.ts'
import { type OutgoingFetch, refusalIn } from '../outgoing/outgoing-fetch.ts'
import type { Permission } from '../permissions.ts'
import { selectProviders } from './own-provider.ts'
import { discoverClient, otherIssuer, type ProviderClients } from './provider-client.ts'
import { isDown } from './provider-error.ts'
import { checkIssuer, requireMaySetUp } from './provider-settings.ts'

export interface CheckConnectionInput {
  readonly organizationId: OrganizationId
  readonly held: ReadonlySet<Permission>
  /** Of a provider that is set up, whose secret is taken where none is given. */
  readonly id?: OidcProviderId | undefined
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret?: string | undefined
  readonly redirectUri: string
}

/** What was found out about one of the settings. */
export interface Finding {
  readonly field: 'issuer' | 'clientId' | 'clientSecret'
  readonly isRight: boolean
  readonly text: string
}

/** Tries the settings of a provider without anybody signing in: its discovery, its keys, and the client's id and secret. */
export async function checkConnection(
  context: AuthContext,
  clients: ProviderClients,
  { organizationId, held, id, issuer, clientId, redirectUri, ...input }: CheckConnectionInput,
): Promise<readonly Finding[]> {
  requireMaySetUp(held)
  await takeLimit(context.limits, { key: `oidc check ${organizationId}`, burst: 10, everyS: 6 })
  let client: Configuration
  const clientSecret =
    input.clientSecret ?? (await storedSecret(context, clients, organizationId, id, issuer))
  try {
    checkIssuer(issuer)
    client = await discoverClient(clients.fetch, { issuer, clientId, clientSecret: clientSecret ?? 'none' })
    await checkKeys(client, clients.fetch)
  } catch (error) {
    return [{ field: 'issuer', isRight: false, text: whyNotFound(error) }]
  }
  const found: Finding = {
    field: 'issuer',
    isRight: true,
    text: 'The provider answers, and its keys can be read.',
  }
  if (clientSecret === undefined) {
    return [
      found,
      { field: 'clientSecret', isRight: false, text: 'Enter the client secret to have it tried.' },
    ]
  }
  return [found, await checkCredentials(client, redirectUri)]
}

/** Only for the issuer it was stored with: any other would be told it. */
async function storedSecret(
  { db }: AuthContext,
  clients: ProviderClients,
  organizationId: OrganizationId,
  id: OidcProviderId | undefined,
  issuer: string,
): Promise<string | undefined> {
  if (id === undefined) return undefined
  const row = await withIdentity(db, organizationId, (trx) =>
    selectProviders(trx)
      .where('organizationId', '=', organizationId)
      .where('id', '=', id)
      .where('issuer', '=', issuer)
      .executeTakeFirst(),
  )
  return row === undefined ? undefined : clients.secretOf(row)
}

const keySet = z.object({ keys: z.array(z.object({ kty: z.string() })).min(1) })

async function checkKeys(client: Configuration, fetch: OutgoingFetch): Promise<void> {
  const address = client.serverMetadata().jwks_uri ?? ''
  const answer = await fetch(address)
  const keys = keySet.safeParse(answer.ok ? await answer.json().catch(() => null) : null)
  if (!keys.success)
    throw new CartageError('INVALID', `There are no keys at its jwks_uri (status ${answer.status}).`)
}

function whyNotFound(error: unknown): string {
  const refusal = mismatchOf(error) ?? refusalIn(error)
  if (refusal !== undefined) return refusal.message
  const cause = error instanceof Error ? error.cause : undefined
  if (cause instanceof Response) {
    return `There is no discovery document (status ${cause.status}) at its /.well-known/openid-configuration.`
  }
  if (isDown(error)) return `Nothing answers there (${lowLevelCode(error)}). Check the address.`
  return 'What answers there is no OpenID Connect provider: its discovery document cannot be read.'
}

/** The library's own refusal of a document that is another issuer's. */
function mismatchOf(error: unknown): CartageError | undefined {
  const cause = error instanceof Error ? error.cause : undefined
  const named = z
    .object({ attribute: z.literal('issuer'), body: z.object({ issuer: z.url() }) })
    .safeParse(cause)
  return named.success ? otherIssuer(named.data.body.issuer) : undefined
}

/** Such as ENOTFOUND or ECONNREFUSED, from the depth of the chain. */
function lowLevelCode(error: unknown): string {
  let code = 'no answer'
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && /^[A-Z_]{3,40}$/.test(at.code)) code = at.code
  }
  return code
}

/** Asks for a token with a code that nobody was given: who the client is, is judged before the code is. */
async function checkCredentials(client: Configuration, redirectUri: string): Promise<Finding> {
  try {
    await genericGrantRequest(client, 'authorization_code', {
      code: 'connection-test',
      redirect_uri: redirectUri,
      code_verifier: 'a'.repeat(43),
    })
  } catch (error) {
    if (error instanceof ResponseBodyError && error.error === 'invalid_grant') {
      return { field: 'clientSecret', isRight: true, text: 'The provider knows the client and its secret.' }
    }
    if (error instanceof ResponseBodyError && error.error === 'unauthorized_client') {
      return {
        field: 'clientId',
        isRight: false,
        text: 'The provider does not know this client, or does not allow it the authorization code flow.',
      }
    }
    if (
      error instanceof WWWAuthenticateChallengeError ||
      (error instanceof ResponseBodyError && (error.error === 'invalid_client' || error.status === 401))
    ) {
      return {
        field: 'clientSecret',
        isRight: false,
        text: 'The provider refuses this client id with this secret.',
      }
    }
    if (isDown(error)) {
      return {
        field: 'clientSecret',
        isRight: false,
        text: 'The provider did not answer when it was asked to check the secret.',
      }
    }
  }
  return {
    field: 'clientSecret',
    isRight: false,
    text: 'The provider gave an unusual answer, so this could not be tried. Sign in once to see.',
  }
}
