import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { precondition } from '@cartage/domain'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { peekTicket } from '../factors/ticket.ts'
import { takeLimit } from '../limits/limits.ts'
import { visitorNetwork } from '../limits/visitor-network.ts'
import type { SessionContext } from '../sessions/session-store.ts'
import { CHALLENGE_MS, type ChallengeUse, issueChallenge } from './challenge.ts'
import { relyingPartyOf } from './relying-party.ts'

/** What a browser needs to ask for a passkey. */
export type PasskeyRequest = PublicKeyCredentialRequestOptionsJSON

/** Begins a sign-in with a passkey. It names nobody and no passkey: the person chooses on their device. */
export async function beginSignIn(context: AuthContext, origin: RequestOrigin): Promise<PasskeyRequest> {
  await limitByAddress(context, origin)
  return withIdentity(context.db, null, (trx) =>
    requestPasskey(trx, context, { purpose: 'sign_in', userId: null }),
  )
}

export interface BeginForTicketInput extends RequestOrigin {
  readonly ticket: string
}

/** Begins with a passkey as the second step of a sign-in. Throws INVALID naming `ticket`. */
export async function beginForTicket(
  context: AuthContext,
  { ticket, ...origin }: BeginForTicketInput,
): Promise<PasskeyRequest> {
  await limitByAddress(context, origin)
  const { userId } = await peekTicket(context, ticket)
  return withIdentity(context.db, null, (trx) =>
    requestPasskey(trx, context, { purpose: 'second_factor', userId }),
  )
}

export interface BeginInSessionInput {
  readonly session: SessionContext
  readonly purpose: 'second_factor' | 'reauthenticate'
}

/** Begins with a passkey of somebody who is signed in. Throws PRECONDITION where they have none. */
export async function beginInSession(
  context: AuthContext,
  { session: { userId }, purpose }: BeginInSessionInput,
): Promise<PasskeyRequest> {
  await takeLimit(context.limits, { key: `passkey-begin user ${userId}`, burst: 20, everyS: 6 })
  return withIdentity(context.db, null, (trx) => requestPasskey(trx, context, { purpose, userId }))
}

/** The page of a sign-in begins once by itself, and people behind one address open it at the same hour. */
const limitByAddress = ({ limits }: AuthContext, { remoteAddress }: RequestOrigin): Promise<void> =>
  takeLimit(limits, { key: `passkey-begin ip ${visitorNetwork(remoteAddress)}`, burst: 60, everyS: 2 })

async function requestPasskey(
  trx: IdentityTransaction,
  context: AuthContext,
  use: ChallengeUse,
): Promise<PasskeyRequest> {
  const allowed =
    use.userId === null
      ? undefined
      : await trx
          .selectFrom('identity.passkey')
          .select(['id', 'transports'])
          .where('userId', '=', use.userId)
          .execute()
  if (allowed?.length === 0) throw precondition('You have no passkey. Use another way.', 'NO_PASSKEY')
  // Hundreds of files, for certificates of many makers: the first passkey loads them, and no start.
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server')
  return generateAuthenticationOptions({
    rpID: relyingPartyOf(context.publicUrl).id,
    challenge: await issueChallenge(trx, context, use),
    timeout: CHALLENGE_MS,
    userVerification: 'required',
    ...(allowed === undefined ? {} : { allowCredentials: allowed }),
  })
}
