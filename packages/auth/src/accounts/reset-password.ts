import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { invalid, type OrganizationId, type UserId } from '@cartage/domain'
import { ProviderRequired, type RequiredProvider } from '../access/required-provider.ts'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { hashPassword } from '../passwords/argon2id.ts'
import { checkNewPassword } from '../passwords/check-new-password.ts'
import { recordAudit } from '../record-audit.ts'
import { endTokensOf } from '../tokens/end-tokens.ts'
import { peekOneTimeToken, useOneTimeToken } from '../tokens/one-time-token.ts'
import { finishSignIn, type SignInAnswer } from './finish-sign-in.ts'
import { resetPayload } from './reset-token.ts'

export interface ResetPasswordInput extends RequestOrigin {
  readonly token: string
  readonly password: string
}

/** How far a new password leads. */
export type ResetAnswer =
  | SignInAnswer
  /** It is set, and comes in handy elsewhere: every organization that is open to the person asks for its provider. */
  | { readonly kind: 'provider_required'; readonly provider: RequiredProvider }

/**
 * Uses a reset token: sets the new password, ends all sessions of the person and signs them in; a second factor is asked for as
 * ever, and a provider where it is required. Throws INVALID for a token that does not work or a password that is refused (which leaves the token good).
 */
export async function resetPassword(context: AuthContext, input: ResetPasswordInput): Promise<ResetAnswer> {
  const { db, hashing, now, sessions } = context
  const { token, password } = input
  const { userId, organizationId } = resetPayload.parse(
    await withIdentity(db, null, (trx) => peekOneTimeToken(trx, 'reset', token, now())),
  )
  const owner = await withIdentity(db, organizationId, (trx) => findOwner(trx, userId, organizationId))
  await checkNewPassword(password, owner)
  const passwordHash = await hashing(() => hashPassword(password))
  return withIdentity(db, organizationId, async (trx) => {
    await useOneTimeToken(trx, 'reset', token, now())
    await trx.updateTable('identity.user').set({ passwordHash }).where('id', '=', userId).execute()
    await sessions.endAllOf(trx, userId)
    // Whoever knew the old password may be half way in.
    await endTokensOf(trx, userId, ['email', 'reset', 'second_factor'])
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'user.resetPassword',
      entity: 'user',
      entityId: userId,
      origin: input,
    })
    return finishSignIn(trx, context, { userId, how: 'password', isStrong: false }, input).catch(
      (error: unknown) => {
        if (!(error instanceof ProviderRequired)) throw error
        // With the password they can connect their account with the provider, and come into organizations that require none.
        return { kind: 'provider_required', provider: error.provider } as const
      },
    )
  })
}

async function findOwner(trx: IdentityTransaction, userId: UserId, organizationId: OrganizationId) {
  const owner = await trx
    .selectFrom('identity.user as user')
    .innerJoin('identity.membership as membership', 'membership.userId', 'user.id')
    .innerJoin('organization', 'organization.id', 'membership.organizationId')
    .select(['user.email', 'user.name', 'organization.name as organizationName'])
    .where('user.id', '=', userId)
    .where('organization.id', '=', organizationId)
    .executeTakeFirst()
  // Somebody removed them since.
  if (owner === undefined)
    throw invalid('This link was used already or is too old. Ask for a new one.', 'token')
  return { ...owner, email: owner.email ?? '' }
}
