import { withIdentity } from '@cartage/db'
import { precondition } from '@cartage/domain'
import { entryOf } from '../access/member-access.ts'
import { requireMember } from '../access/require-member.ts'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionContext } from '../sessions/session-store.ts'
import { countRecoveryCodes, issueRecoveryCodes } from './recovery-codes.ts'
import { requireProven } from './require-proven.ts'

export interface RenewRecoveryCodesInput {
  readonly session: SessionContext
  readonly origin?: AuditOrigin | undefined
}

/** Ten new recovery codes, shown this once; the earlier ones work no longer, and the person's other sessions end. */
export function renewRecoveryCodes(
  { db, sessions }: AuthContext,
  { session, origin }: RenewRecoveryCodesInput,
): Promise<readonly string[]> {
  const { organizationId, userId, sessionId } = session
  return withIdentity(db, organizationId, async (trx) => {
    await requireProven(trx, session)
    const { hasSecondFactor } = entryOf(await requireMember(trx, organizationId, userId))
    if (!hasSecondFactor) {
      throw precondition('Recovery codes come with a second factor. Set one up first.', 'NO_FACTOR')
    }
    const before = { recoveryCodes: await countRecoveryCodes(trx, userId) }
    const codes = await issueRecoveryCodes(trx, userId)
    await sessions.endAllOf(trx, userId, sessionId)
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'factor.renewRecoveryCodes',
      entity: 'factor',
      entityId: userId,
      origin,
      before,
      after: { recoveryCodes: codes.length },
    })
    return codes
  })
}
