import { withIdentity } from '@cartage/db'
import { precondition } from '@cartage/domain'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionContext, SessionRead } from '../sessions/session-store.ts'
import { strengthenSession } from '../sessions/strengthen-session.ts'
import { forgetFactorTries, takeFactorTry, wrongCode } from './check-factor.ts'
import { issueRecoveryCodes } from './recovery-codes.ts'
import { requireProven } from './require-proven.ts'
import { stepOfCode } from './totp-codes.ts'

export interface ConfirmTotpInput extends RequestOrigin {
  readonly session: SessionContext
  readonly code: string
}

export interface ConfirmedTotp extends SessionRead {
  /** Shown this once. */
  readonly recoveryCodes: readonly string[]
}

/**
 * Takes the first code of an app: from now on it is asked for at sign-in. The session goes on with a new token, all others of the
 * person end. Throws INVALID naming `code`, PRECONDITION where nothing was begun.
 */
export async function confirmTotp(
  context: AuthContext,
  { session, code, ...origin }: ConfirmTotpInput,
): Promise<ConfirmedTotp> {
  const { db, sealer, sessions, now } = context
  const { organizationId, userId } = session
  await takeFactorTry(context, userId)
  return withIdentity(db, organizationId, async (trx) => {
    await requireProven(trx, session)
    const begun = await trx
      .selectFrom('identity.totp')
      .select('secret')
      .where('userId', '=', userId)
      .where('confirmedAt', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (begun === undefined) {
      throw precondition('Begin with setting up the app; there is nothing to confirm.', 'NO_ENROLMENT')
    }
    const step = stepOfCode(await sealer.open('identity.totp', userId, begun.secret), code, now())
    if (step === null) throw wrongCode()
    await trx
      .updateTable('identity.totp')
      .set({ confirmedAt: now(), lastStep: step })
      .where('userId', '=', userId)
      .execute()
    await forgetFactorTries(trx, context, userId)
    const recoveryCodes = await issueRecoveryCodes(trx, userId)
    const strong = await strengthenSession(trx, context, session, origin)
    await sessions.endAllOf(trx, userId, strong.session.sessionId)
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'factor.add',
      entity: 'factor',
      entityId: userId,
      origin,
      after: { method: 'totp' },
    })
    return { ...strong, recoveryCodes }
  })
}
