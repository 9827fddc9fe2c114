import { authorizationCodeGrant, type Configuration, fetchUserInfo } from 'openid-client'
import { z } from 'zod'
import { normalEmail } from '../accounts/normal-email.ts'
import { providerError } from './provider-error.ts'

/** Who somebody is at a provider. */
export interface Identity {
  /** Never changes and is never given to somebody else; an address may be both. */
  readonly subject: string
  /** Null unless the provider says that it is theirs. */
  readonly verifiedEmail: string | null
  readonly name: string | null
  /** When they last signed in there; null unless the provider says so. */
  readonly authenticatedAt: Date | null
}

export interface AnswerChecks {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
}

const MOST_NAME = 120
/** That a date can hold. */
const LAST_SECOND = 8_640_000_000_000

const claims = z.object({
  sub: z.string().min(1).max(255),
  email: z.email().max(254).optional().catch(undefined),
  // Some write it as a text.
  email_verified: z
    .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
    .optional()
    .catch(undefined),
  name: z.string().optional().catch(undefined),
  auth_time: z.number().positive().max(LAST_SECOND).optional().catch(undefined),
})
type Claims = z.infer<typeof claims>

/**
 * Exchanges the answer that a browser brought back for who it is. State, issuer (RFC 9207), PKCE, and of the ID token signature,
 * issuer, audience, times and nonce are checked by the library. Throws FORBIDDEN or UNAVAILABLE.
 */
export async function readIdentity(
  client: Configuration,
  answer: URL,
  { state, nonce, codeVerifier }: AnswerChecks,
): Promise<Identity> {
  try {
    const tokens = await authorizationCodeGrant(client, answer, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: codeVerifier,
      idTokenExpected: true,
    })
    const own = claims.parse(tokens.claims())
    if (own.email !== undefined || client.serverMetadata().userinfo_endpoint === undefined)
      return identityOf(own)
    const told = await fetchUserInfo(client, tokens.access_token, own.sub)
    return identityOf({ ...claims.parse(told), sub: own.sub, auth_time: own.auth_time })
  } catch (error) {
    throw providerError(error)
  }
}

function identityOf({ sub, email, email_verified: isVerified, name, auth_time: at }: Claims): Identity {
  const plain = name?.replaceAll(/\p{C}/gu, ' ').trim().slice(0, MOST_NAME)
  return {
    subject: sub,
    verifiedEmail: email !== undefined && isVerified === true ? normalEmail(email) : null,
    name: plain === undefined || plain === '' ? null : plain,
    authenticatedAt: at === undefined ? null : new Date(at * 1_000),
  }
}
