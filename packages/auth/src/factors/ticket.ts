import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { CartageError, type UserId, userId as aUserId } from '@cartage/domain'
import { z } from 'zod'
import type { AuthContext } from '../auth-context.ts'
import { peekOneTimeToken, useOneTimeToken } from '../tokens/one-time-token.ts'

const payload = z.object({ userId: aUserId })

/** Who has begun the sign-in that a ticket stands for. Throws INVALID naming `ticket`. */
export async function peekTicket(
  { db, now }: AuthContext,
  ticket: string,
): Promise<{ readonly userId: UserId }> {
  return payload.parse(
    await withIdentity(db, null, (trx) => peekOneTimeToken(trx, 'second_factor', ticket, now())).catch(
      rethrowTicket,
    ),
  )
}

/** Uses a ticket up. Throws INVALID naming `ticket`. */
export async function useTicket(trx: IdentityTransaction, ticket: string, now: Date): Promise<void> {
  await useOneTimeToken(trx, 'second_factor', ticket, now).catch(rethrowTicket)
}

function rethrowTicket(error: unknown): never {
  if (!(error instanceof CartageError) || error.field !== 'token') throw error
  throw new CartageError('INVALID', 'This sign-in took too long or is finished already. Sign in again.', {
    reason: 'TICKET',
    field: 'ticket',
    cause: error,
  })
}
