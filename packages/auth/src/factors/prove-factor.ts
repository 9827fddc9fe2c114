import { withIdentity } from '@cartage/db'
import { CartageError, type UserId, userId as aUserId } from '@cartage/domain'
import { z } from 'zod'
import { voucher } from '../access/required-provider.ts'
import { finishSignIn, refused } from '../accounts/finish-sign-in.ts'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionRead } from '../sessions/session-store.ts'
import { peekOneTimeToken, useOneTimeToken } from '../tokens/one-time-token.ts'
import { checkFactor, type FactorProof, isFactorWrong, takeFactorTry } from './check-factor.ts'

export interface ProveFactorInput extends RequestOrigin {
  /** Of the sign-in that this finishes. */
  readonly ticket: string
  readonly proof: FactorProof
}

const ticketPayload = z.object({ userId: aUserId, provider: voucher.optional() })

/**
 * Finishes a sign-in with the second factor. A wrong one leaves the ticket good, five tries in ten minutes (LIMIT_REACHED). Throws
 * INVALID naming `ticket`, `code` or `recoveryCode`.
 */
export async function proveFactor(
  context: AuthContext,
  { ticket, proof, ...origin }: ProveFactorInput,
): Promise<SessionRead> {
  const { db, now } = context
  const { userId, provider } = ticketPayload.parse(
    await withIdentity(db, null, (trx) => peekOneTimeToken(trx, 'second_factor', ticket, now())).catch(
      rethrowTicket,
    ),
  )
  await takeFactorTry(db, userId)
  try {
    return await withIdentity(db, null, async (trx) => {
      await useOneTimeToken(trx, 'second_factor', ticket, now()).catch(rethrowTicket)
      await checkFactor(trx, context, userId, proof)
      const how = 'code' in proof ? 'second_factor' : 'recovery_code'
      const answer = await finishSignIn(trx, context, { userId, how, isStrong: true, provider }, origin)
      if (answer.kind !== 'session') throw refused()
      return answer
    })
  } catch (error) {
    if (isFactorWrong(error)) await recordRefusal(context, userId, origin)
    throw error
  }
}

function rethrowTicket(error: unknown): never {
  if (!(error instanceof CartageError) || error.field !== 'token') throw error
  throw new CartageError('INVALID', 'This sign-in took too long or is finished already. Sign in again.', {
    reason: 'TICKET',
    field: 'ticket',
    cause: error,
  })
}

async function recordRefusal({ db }: AuthContext, userId: UserId, origin: RequestOrigin): Promise<void> {
  const member = await withIdentity(db, null, (trx) =>
    trx
      .selectFrom('identity.membership')
      .select('organizationId')
      .where('userId', '=', userId)
      .orderBy('lastUsedAt', (order) => order.desc().nullsLast())
      .orderBy('createdAt')
      .executeTakeFirst(),
  )
  if (member === undefined) return
  const { organizationId } = member
  await withIdentity(db, organizationId, (trx) =>
    recordAudit(trx, {
      organizationId,
      userId,
      action: 'session.create',
      entity: 'session',
      entityId: null,
      result: 'refused',
      origin,
      detail: { how: 'second_factor' },
    }),
  )
}
