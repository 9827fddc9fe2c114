import { withIdentity } from '@cartage/db'
import { conflict } from '@cartage/domain'
import { entryOf } from '../access/member-access.ts'
import { requireMember } from '../access/require-member.ts'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { lockFactors } from '../factors/finish-removal.ts'
import { issueRecoveryCodes } from '../factors/recovery-codes.ts'
import { requireProven } from '../factors/require-proven.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionContext, SessionRead } from '../sessions/session-store.ts'
import { strengthenSession } from '../sessions/strengthen-session.ts'
import type { PasskeyAttestation } from './passkey-responses.ts'
import { verifyAttestation } from './verify-attestation.ts'

export interface AddPasskeyInput extends RequestOrigin {
  readonly session: SessionContext
  readonly name: string
  readonly passkey: PasskeyAttestation
}

export interface AddedPasskey extends SessionRead {
  /** Shown this once, with the first factor; empty for the others, whose codes are there already. */
  readonly recoveryCodes: readonly string[]
}

/**
 * Takes a passkey that a device has made. It signs in by itself, and is a second factor after the password. The session goes on with
 * a new token, all others of the person end. Throws INVALID naming `passkey`, CONFLICT for one that is known.
 */
export async function addPasskey(
  context: AuthContext,
  { session, name, passkey, ...origin }: AddPasskeyInput,
): Promise<AddedPasskey> {
  const { organizationId, userId } = session
  const made = await verifyAttestation(context, passkey, userId)
  return withIdentity(context.db, organizationId, async (trx) => {
    await lockFactors(trx, userId)
    await requireProven(trx, session)
    const { hasSecondFactor } = entryOf(await requireMember(trx, organizationId, userId))
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('identity.passkey')
      .values({ ...made, userId, name, transports: [...passkey.transports] })
      .onConflict((on) => on.column('id').doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows === 0n) throw conflict('This passkey is registered already.', 'HAS_PASSKEY')
    const recoveryCodes = hasSecondFactor ? [] : await issueRecoveryCodes(trx, userId)
    const strong = await strengthenSession(trx, context, session, origin)
    await context.sessions.endAllOf(trx, userId, strong.session.sessionId)
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'factor.add',
      entity: 'factor',
      entityId: userId,
      origin,
      after: { method: 'passkey', name },
    })
    return { ...strong, recoveryCodes }
  })
}
