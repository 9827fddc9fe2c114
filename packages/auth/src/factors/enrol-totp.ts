import { withIdentity } from '@cartage/db'
import { conflict } from '@cartage/domain'
import type { AuthContext } from '../auth-context.ts'
import type { SessionContext } from '../sessions/session-store.ts'
import { requireProven } from './require-proven.ts'
import { newTotpSecret, totpUri } from './totp-codes.ts'

export interface EnrolTotpInput {
  readonly session: SessionContext
  /** What the app calls this installation. */
  readonly issuer: string
}

export interface TotpEnrolment {
  /** In base32, for typing. */
  readonly secret: string
  /** The same with what it is for, for a QR code. */
  readonly uri: string
}

/**
 * Begins with an authenticator app: a new secret, which counts for nothing until {@link confirmTotp}. One that was begun before is
 * forgotten. Throws CONFLICT where there is an app already.
 */
export function enrolTotp(
  { db, sealer }: AuthContext,
  { session, issuer }: EnrolTotpInput,
): Promise<TotpEnrolment> {
  return withIdentity(db, null, async (trx) => {
    await requireProven(trx, session)
    const { userId } = session
    const secret = newTotpSecret()
    const sealed = await sealer.seal(trx, 'identity.totp', userId, secret)
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('identity.totp')
      .values({ userId, secret: sealed })
      .onConflict((on) =>
        on.column('userId').doUpdateSet({ secret: sealed }).where('identity.totp.confirmedAt', 'is', null),
      )
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows === 0n) {
      throw conflict('You have an authenticator app already. Remove it first.', 'HAS_TOTP')
    }
    return { secret, uri: totpUri(secret, { issuer, label: session.email ?? session.name }) }
  })
}
