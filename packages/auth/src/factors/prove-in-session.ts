import { withIdentity } from '@cartage/db'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionContext, SessionRead } from '../sessions/session-store.ts'
import { strengthenSession } from '../sessions/strengthen-session.ts'
import {
  checkFactor,
  type FactorProof,
  isFactorWrong,
  readProof,
  takeFactorTry,
  whyWrong,
} from './check-factor.ts'

export interface ProveInSessionInput extends RequestOrigin {
  readonly session: SessionContext
  readonly proof: FactorProof
}

/** Shows the second factor in a session that began without it; it goes on with a new token. Throws INVALID naming the field. */
export async function proveInSession(
  context: AuthContext,
  { session, proof, ...origin }: ProveInSessionInput,
): Promise<SessionRead> {
  const { db } = context
  const { organizationId, userId } = session
  const record = { organizationId, userId, action: 'session.prove', entity: 'session', origin } as const
  await takeFactorTry(context, userId)
  try {
    const shown = await readProof(context, userId, proof)
    return await withIdentity(db, organizationId, async (trx) => {
      await checkFactor(trx, context, userId, shown)
      const strong = await strengthenSession(trx, context, session, origin)
      await recordAudit(trx, { ...record, entityId: strong.session.sessionId })
      return strong
    })
  } catch (error) {
    if (isFactorWrong(error)) {
      await withIdentity(db, organizationId, (trx) =>
        recordAudit(trx, {
          ...record,
          entityId: session.sessionId,
          result: 'refused',
          detail: whyWrong(error),
        }),
      )
    }
    throw error
  }
}
