import { type IdentityTransaction, isUniqueViolation } from '@cartage/db'
import { CartageError, organizationId, userId, type UserId } from '@cartage/domain'
import { z } from 'zod'
import { endTokensOf } from '../tokens/end-tokens.ts'
import { issueOneTimeToken } from '../tokens/one-time-token.ts'

/** What the link carries that shows that an address is somebody's; the organization is where its use is written down. */
export const emailChangePayload = z.strictObject({
  userId,
  organizationId,
  /** That asked for it, and goes on. */
  sessionId: z.string(),
  from: z.string().nullable(),
  to: z.string(),
})

/** Another address of a person. */
export interface EmailChange {
  readonly name: string
  readonly from: string | null
  readonly to: string
  /** To be mailed to the new address, which is theirs once it comes back; null where it is already. */
  readonly token: string | null
}

const LIFETIME_MS = 3_600_000

/** A token that proves a new address, good for an hour and once; the one before ends. */
export async function issueEmailToken(
  trx: IdentityTransaction,
  payload: z.infer<typeof emailChangePayload>,
  now: Date,
): Promise<string> {
  await endTokensOf(trx, payload.userId, ['email'])
  const { token } = await issueOneTimeToken(trx, 'email', payload, new Date(now.getTime() + LIFETIME_MS))
  return token
}

/** Throws INVALID for an address that is somebody's, or that an invitation waits for: the same for both. */
export async function requireFree(trx: IdentityTransaction, email: string, now: Date): Promise<void> {
  const { isAccount, isInvited } = await trx
    .selectNoFrom((eb) => [
      eb.exists(eb.selectFrom('identity.user').select('id').where('email', '=', email)).as('isAccount'),
      eb
        .exists(
          eb
            .selectFrom('identity.oneTimeToken')
            .select('id')
            .where('kind', '=', 'invite')
            .where('expiresAt', '>', now)
            .where((of) => of(of.ref('payload', '->>').key('email'), '=', email)),
        )
        .as('isInvited'),
    ])
    .executeTakeFirstOrThrow()
  if (isAccount === true || isInvited === true) throw unusableEmail()
}

/** Of two who take the same address at once, the second finds it taken, and is told what {@link requireFree} tells. */
export async function unlessTaken<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    const isTaken =
      error instanceof CartageError && error.code === 'CONFLICT' && isUniqueViolation(error.cause)
    throw isTaken ? unusableEmail() : error
  }
}

const unusableEmail = (): CartageError =>
  new CartageError('INVALID', 'This e-mail address cannot be used here. Choose another one.', {
    reason: 'EMAIL_UNUSABLE',
    field: 'email',
  })

/** What is sent to an address or was shown by it ends with it. */
export const endWithEmail = (trx: IdentityTransaction, owner: UserId): Promise<void> =>
  endTokensOf(trx, owner, ['email', 'reset', 'second_factor'])
