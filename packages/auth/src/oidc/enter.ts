import { randomUUID } from 'node:crypto'
import type { IdentityTransaction } from '@cartage/db'
import { userId as aUserId, type UserId } from '@cartage/domain'
import { entryOf, selectMembers } from '../access/member-access.ts'
import { finishSignIn, refused, type SignInAnswer } from '../accounts/finish-sign-in.ts'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { holdConnection } from './flow.ts'
import { findGrant, isInvitedElsewhere, joinByProvider } from './join-by-provider.ts'
import { linkAccount } from './link-account.ts'
import type { ProviderRow } from './own-provider.ts'
import { problem } from './provider-error.ts'
import type { Identity } from './read-identity.ts'

export interface EnterInput {
  readonly provider: ProviderRow
  readonly identity: Identity
  readonly origin: RequestOrigin
}

export type Entered =
  | { readonly kind: 'answer'; readonly answer: SignInAnswer }
  | { readonly kind: 'connect'; readonly token: string }

/**
 * Finds or makes the account of somebody whom a provider knows. Who comes again is found by their id at the provider alone. Who comes
 * for the first time needs an address that the provider has verified; where an account has it already, it is theirs only once they
 * have signed in to it. Throws `SIGN_IN` for everybody whom nothing lets in.
 */
export async function enter(
  trx: IdentityTransaction,
  context: AuthContext,
  { provider, identity, origin }: EnterInput,
): Promise<Entered> {
  const { subject, verifiedEmail } = identity
  const known = await trx
    .selectFrom('identity.oidcAccount')
    .select('userId')
    .where('providerId', '=', provider.id)
    .where('subject', '=', subject)
    .executeTakeFirst()
  if (known !== undefined) return proceed(trx, context, known.userId, { provider, identity, origin })
  if (verifiedEmail === null) throw unverified()
  if (!isOfDomains(verifiedEmail, provider.emailDomains)) throw refused()
  const owner = await trx
    .selectFrom('identity.user')
    .select('id')
    .where('email', '=', verifiedEmail)
    .executeTakeFirst()
  return owner === undefined
    ? welcome(trx, context, verifiedEmail, { provider, identity, origin })
    : askToConnect(trx, context, owner.id, verifiedEmail, { provider, identity, origin })
}

/**
 * The usual end of a sign-in, in the provider's organization. What the provider says about factors (`amr`) does not count; that
 * somebody signed in there hours ago is no fresh proof here.
 */
async function proceed(
  trx: IdentityTransaction,
  context: AuthContext,
  userId: UserId,
  { provider: { id: providerId, organizationId }, identity: { authenticatedAt }, origin }: EnterInput,
): Promise<Entered> {
  const now = context.now()
  const provenAt = authenticatedAt !== null && authenticatedAt < now ? authenticatedAt : now
  const answer = await finishSignIn(
    trx,
    context,
    { userId, how: 'oidc', isStrong: false, provider: { providerId, organizationId }, provenAt },
    origin,
  )
  return { kind: 'answer', answer }
}

/** Makes the account of somebody who is invited, or whom the organization lets come uninvited. */
async function welcome(
  trx: IdentityTransaction,
  context: AuthContext,
  email: string,
  { provider, identity, origin }: EnterInput,
): Promise<Entered> {
  const grant = await findGrant(trx, context, provider, email)
  // Another organization waits for the owner of the address; an account of ours would take it from them.
  if (grant === undefined || (await isInvitedElsewhere(trx, context, provider.organizationId, email)))
    throw refused()
  const userId = aUserId.parse(randomUUID())
  const made = await trx
    .insertInto('identity.user')
    .values({
      id: userId,
      email,
      name: grant.name ?? identity.name ?? email.slice(0, email.indexOf('@')),
      passwordHash: null,
    })
    .onConflict((on) => on.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made === undefined) throw refused()
  await joinByProvider(trx, provider, userId, { grant, origin })
  await linkAccount(trx, provider, { userId, subject: identity.subject, origin })
  return proceed(trx, context, userId, { provider, identity, origin })
}

/** The provider's word is not enough for an account that is there: its owner signs in to it once. */
async function askToConnect(
  trx: IdentityTransaction,
  context: AuthContext,
  userId: UserId,
  email: string,
  { provider, identity }: EnterInput,
): Promise<Entered> {
  const member = await selectMembers(trx)
    .where('membership.organizationId', '=', provider.organizationId)
    .where('membership.userId', '=', userId)
    .executeTakeFirst()
  const isLetIn =
    member === undefined
      ? (await findGrant(trx, context, provider, email)) !== undefined
      : !entryOf(member).isDisabled && !entryOf(member).isSuspended
  if (!isLetIn) throw refused()
  const { id: providerId, version } = provider
  const { token } = await holdConnection(trx, context, {
    providerId,
    version,
    subject: identity.subject,
    userId,
  })
  return { kind: 'connect', token }
}

const isOfDomains = (email: string, domains: readonly string[]): boolean =>
  domains.length === 0 || domains.includes(email.slice(email.lastIndexOf('@') + 1))

const unverified = () =>
  problem(
    'OIDC_EMAIL',
    'FORBIDDEN',
    'The provider does not say that your e-mail address is verified. Sign in with your password and connect the provider in your account settings.',
  )
