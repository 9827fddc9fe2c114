import { enterOrganization, withIdentity } from '@cartage/db'
import { entryOf, selectMembers } from '../access/member-access.ts'
import type { AuthContext } from '../auth-context.ts'
import { takeLimit } from '../limits/limits.ts'
import { visitorNetwork } from '../limits/visitor-network.ts'
import { recordAudit } from '../record-audit.ts'
import { hashOf } from '../tokens/token.ts'
import type { OneTimeToken } from '../tokens/one-time-token.ts'
import { normalEmail } from './normal-email.ts'
import { issueResetToken } from './reset-token.ts'

export interface ResetRequest {
  readonly email: string
  readonly remoteAddress: string | undefined
}

/** Throws LIMIT_REACHED for too many requests from one address or about one account, whether there is such an account or not. */
export async function limitResets(
  { limits }: AuthContext,
  { email, remoteAddress }: ResetRequest,
): Promise<void> {
  await takeLimit(
    limits,
    { key: `reset ip ${visitorNetwork(remoteAddress)}`, burst: 10, everyS: 60 },
    { key: `reset account ${hashOf(normalEmail(email))}`, burst: 3, everyS: 600 },
  )
}

export interface OwnReset extends OneTimeToken {
  readonly email: string
  readonly name: string
}

/** A reset token for whoever owns this address; null where nobody does, or nothing would let them in. */
export function createOwnReset({ db, now }: AuthContext, address: string): Promise<OwnReset | null> {
  return withIdentity(db, null, async (trx) => {
    const members = await selectMembers(trx)
      .where('user.email', '=', normalEmail(address))
      .where('user.kind', '=', 'person')
      .orderBy('membership.lastUsedAt', (order) => order.desc().nullsLast())
      .orderBy('membership.createdAt')
      .execute()
    const member = members.find((row) => !entryOf(row).isDisabled && !entryOf(row).isSuspended)
    if (member === undefined || member.email === null) return null
    const { userId, organizationId, email, name } = member
    await enterOrganization(trx, organizationId)
    await recordAudit(trx, {
      organizationId,
      userId: null,
      action: 'user.requestReset',
      entity: 'user',
      entityId: userId,
    })
    const token = await issueResetToken(trx, { userId, organizationId }, now())
    return { ...token, email, name }
  })
}
