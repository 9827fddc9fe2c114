import { type IdentityTransaction, withIdentity } from '@cartage/db'
import type { UserId } from '@cartage/domain'
import { entryOf } from '../access/member-access.ts'
import { requireMember } from '../access/require-member.ts'
import type { AuthContext } from '../auth-context.ts'
import { findProvingProvider } from '../oidc/proving-provider.ts'
import type { SessionContext } from '../sessions/session-store.ts'
import { countRecoveryCodes } from './recovery-codes.ts'

/** A passkey as its owner sees it. */
export interface Passkey {
  readonly id: string
  readonly name: string
  readonly createdAt: string
  readonly lastUsedAt: string | null
  /** Whether the device keeps a copy elsewhere, so that it outlives the device. */
  readonly isSynced: boolean
}

/** A person's ways to prove who they are: the second factor, and what confirms it later that they are still there. */
export interface Factors {
  readonly hasPassword: boolean
  readonly passkeys: readonly Passkey[]
  readonly totp: { readonly since: string } | null
  readonly recoveryCodesLeft: number
  /** Whether the organization asks everybody for one. */
  readonly isRequired: boolean
  /** Where they may sign in anew for a fresh proof; `isEnough` is false where its word is none on an account like theirs. */
  readonly provider: { readonly name: string; readonly isEnough: boolean } | null
}

export function listFactors({ db }: AuthContext, session: SessionContext): Promise<Factors> {
  const { organizationId, userId } = session
  return withIdentity(db, null, async (trx) => {
    const member = await requireMember(trx, organizationId, userId)
    const totp = await trx
      .selectFrom('identity.totp')
      .select('confirmedAt')
      .where('userId', '=', userId)
      .executeTakeFirst()
    const confirmedAt = totp?.confirmedAt ?? null
    const user = await trx
      .selectFrom('identity.user')
      .select('passwordHash')
      .where('id', '=', userId)
      .executeTakeFirst()
    const proving = await findProvingProvider(trx, session)
    return {
      hasPassword: typeof user?.passwordHash === 'string',
      passkeys: await selectPasskeys(trx, userId),
      totp: confirmedAt === null ? null : { since: confirmedAt.toISOString() },
      recoveryCodesLeft: await countRecoveryCodes(trx, userId),
      isRequired: entryOf(member).requiresSecondFactor,
      provider: proving === undefined ? null : { name: proving.provider.name, isEnough: proving.isEnough },
    }
  })
}

async function selectPasskeys(trx: IdentityTransaction, userId: UserId): Promise<readonly Passkey[]> {
  const rows = await trx
    .selectFrom('identity.passkey')
    .select(['id', 'name', 'createdAt', 'lastUsedAt', 'isBackedUp'])
    .where('userId', '=', userId)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  return rows.map(({ id, name, createdAt, lastUsedAt, isBackedUp }) => ({
    id,
    name,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    isSynced: isBackedUp,
  }))
}
