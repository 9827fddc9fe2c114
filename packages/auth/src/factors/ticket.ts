import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { CartageError, userId as aUserId } from '@cartage/domain'
import { z } from 'zod'
import { voucher } from '../access/required-provider.ts'
import type { AuthContext } from '../auth-context.ts'
import { riskReason } from '../risk/risk-reasons.ts'
import { peekOneTimeToken, useOneTimeToken } from '../tokens/one-time-token.ts'

/** What a ticket carries from the first proof to the second. */
export const ticketPayload = z.object({
  userId: aUserId,
  provider: voucher.optional(),
  reasons: z.array(riskReason).default([]),
})

/** Who has begun the sign-in that a ticket stands for. Throws INVALID naming `ticket`. */
export async function peekTicket(
  { db, now }: AuthContext,
  ticket: string,
): Promise<z.infer<typeof ticketPayload>> {
  return ticketPayload.parse(
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
