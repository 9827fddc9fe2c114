import type { IdentityTransaction } from '@cartage/db'
import { precondition, type UserId } from '@cartage/domain'
import { entryOf, selectMembers } from '../access/member-access.ts'
import type { AuthContext } from '../auth-context.ts'
import type { SessionContext } from '../sessions/session-store.ts'
import { removeRecoveryCodes } from './recovery-codes.ts'

/** Keeps other changes of the person's factors waiting, so that two removals at once do not both leave the other one standing. */
export async function lockFactors(trx: IdentityTransaction, userId: UserId): Promise<void> {
  await trx.selectFrom('identity.user').select('id').where('id', '=', userId).forUpdate().execute()
}

/**
 * What follows on the removal of a factor: the person's other sessions end, and with the last factor go the recovery codes. Throws
 * PRECONDITION (`LAST_FACTOR`) where that was the last and an organization of theirs asks for one.
 */
export async function finishRemoval(
  trx: IdentityTransaction,
  { sessions }: AuthContext,
  { userId, sessionId }: Pick<SessionContext, 'userId' | 'sessionId'>,
): Promise<void> {
  const entries = (await selectMembers(trx).where('membership.userId', '=', userId).execute()).map(entryOf)
  if (!entries.some(({ hasSecondFactor }) => hasSecondFactor)) {
    if (entries.some(({ requiresSecondFactor, isDisabled }) => requiresSecondFactor && !isDisabled)) {
      throw precondition(
        'Your organization asks for a second factor. Set up another one before you remove the last.',
        'LAST_FACTOR',
      )
    }
    await removeRecoveryCodes(trx, userId)
    await trx
      .updateTable('identity.session')
      .set({ secondFactorAt: null })
      .where('publicId', '=', sessionId)
      .execute()
  }
  await sessions.endAllOf(trx, userId, sessionId)
}
