import { withIdentity } from '@cartage/db'
import { finishSignIn, refused } from '../accounts/finish-sign-in.ts'
import { recordRefusedSignIn } from '../accounts/record-refused-sign-in.ts'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import type { SessionRead } from '../sessions/session-store.ts'
import {
  checkFactor,
  type FactorProof,
  isFactorWrong,
  readProof,
  takeFactorTry,
  whyWrong,
} from './check-factor.ts'
import { peekTicket, useTicket } from './ticket.ts'

export interface ProveFactorInput extends RequestOrigin {
  /** Of the sign-in that this finishes. */
  readonly ticket: string
  readonly proof: FactorProof
}

/**
 * Finishes a sign-in with the second factor. A wrong one leaves the ticket good, five tries in ten minutes (LIMIT_REACHED). Throws
 * INVALID naming `ticket`, `code`, `recoveryCode` or `passkey`.
 */
export async function proveFactor(
  context: AuthContext,
  { ticket, proof, ...origin }: ProveFactorInput,
): Promise<SessionRead> {
  const { db, now } = context
  const { userId, provider } = await peekTicket(context, ticket)
  await takeFactorTry(context, userId)
  try {
    const shown = await readProof(context, userId, proof)
    return await withIdentity(db, null, async (trx) => {
      await useTicket(trx, ticket, now())
      await checkFactor(trx, context, userId, shown)
      const how = 'recoveryCode' in proof ? 'recovery_code' : 'second_factor'
      const answer = await finishSignIn(trx, context, { userId, how, isStrong: true, provider }, origin)
      if (answer.kind !== 'session') throw refused()
      return answer
    })
  } catch (error) {
    if (isFactorWrong(error)) {
      await recordRefusedSignIn(context, userId, origin, { how: 'second_factor', ...whyWrong(error) })
    }
    throw error
  }
}
