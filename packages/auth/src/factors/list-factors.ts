import { withIdentity } from '@cartage/db'
import { entryOf } from '../access/member-access.ts'
import { requireMember } from '../access/require-member.ts'
import type { AuthContext } from '../auth-context.ts'
import type { SessionContext } from '../sessions/session-store.ts'
import { countRecoveryCodes } from './recovery-codes.ts'

/** A person's ways to prove a second time who they are. */
export interface Factors {
  readonly totp: { readonly since: string } | null
  readonly recoveryCodesLeft: number
  /** Whether the organization asks everybody for one. */
  readonly isRequired: boolean
}

export function listFactors(
  { db }: AuthContext,
  { organizationId, userId }: SessionContext,
): Promise<Factors> {
  return withIdentity(db, null, async (trx) => {
    const member = await requireMember(trx, organizationId, userId)
    const totp = await trx
      .selectFrom('identity.totp')
      .select('confirmedAt')
      .where('userId', '=', userId)
      .executeTakeFirst()
    const confirmedAt = totp?.confirmedAt ?? null
    return {
      totp: confirmedAt === null ? null : { since: confirmedAt.toISOString() },
      recoveryCodesLeft: await countRecoveryCodes(trx, userId),
      isRequired: entryOf(member).requiresSecondFactor,
    }
  })
}
