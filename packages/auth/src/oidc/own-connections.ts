import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { notFound, type OidcProviderId, precondition, type UserId } from '@cartage/domain'
import { requireMember } from '../access/require-member.ts'
import { findRequiredProvider } from '../access/required-provider.ts'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import { recordAudit } from '../record-audit.ts'
import type { SessionContext } from '../sessions/session-store.ts'

/** A provider that somebody may sign in with in their organization. */
export interface OwnConnection {
  readonly id: OidcProviderId
  readonly name: string
  /** When they connected their account; null where they have not. */
  readonly since: string | null
}

export function listConnections(
  { db }: AuthContext,
  { organizationId, userId }: SessionContext,
): Promise<readonly OwnConnection[]> {
  return withIdentity(db, organizationId, async (trx) => {
    const rows = await trx
      .selectFrom('identity.oidcProvider as provider')
      .leftJoin('identity.oidcAccount as account', (join) =>
        join.onRef('account.providerId', '=', 'provider.id').on('account.userId', '=', userId),
      )
      .select(['provider.id', 'provider.name', 'account.createdAt'])
      .where('provider.organizationId', '=', organizationId)
      .where('provider.isEnabled', '=', true)
      .orderBy('provider.name')
      .execute()
    return rows.map(({ createdAt, ...row }) => ({ ...row, since: createdAt?.toISOString() ?? null }))
  })
}

export interface UnlinkInput {
  readonly session: SessionContext
  readonly providerId: OidcProviderId
  readonly origin?: AuditOrigin | undefined
}

/**
 * Takes back that somebody may sign in with a provider; their other sessions that rest on it end. Throws NOT_FOUND where it is not
 * connected, PRECONDITION where they could not come in without.
 */
export function unlinkAccount(
  { db }: AuthContext,
  { session: { organizationId, userId, sessionId }, providerId, origin }: UnlinkInput,
): Promise<void> {
  return withIdentity(db, organizationId, async (trx) => {
    const member = await requireMember(trx, organizationId, userId)
    // One person's ways in are taken away one after the other, so that the last one is seen to be it.
    await trx.selectFrom('identity.user').select('id').where('id', '=', userId).forUpdate().execute()
    const all = await trx
      .selectFrom('identity.oidcAccount as account')
      .innerJoin('identity.oidcProvider as provider', 'provider.id', 'account.providerId')
      .select(['account.providerId', 'provider.organizationId'])
      .where('account.userId', '=', userId)
      .where('provider.isEnabled', '=', true)
      .execute()
    const isOurs = all.some((one) => one.providerId === providerId && one.organizationId === organizationId)
    if (!isOurs) throw notFound('connection')
    const isOtherHere = all.some(
      (one) => one.providerId !== providerId && one.organizationId === organizationId,
    )
    if (!isOtherHere) {
      const required = await findRequiredProvider(trx, member)
      if (required !== undefined)
        throw onlyWayIn(`This organization asks you to sign in with ${required.name}.`)
    }
    if (all.length === 1 && !(await hasOwnProof(trx, userId))) {
      throw onlyWayIn(
        'You have no other way to sign in. Set a password first: sign out and choose "Forgotten the password?".',
      )
    }
    await trx
      .deleteFrom('identity.oidcAccount')
      .where('providerId', '=', providerId)
      .where('userId', '=', userId)
      .execute()
    await trx
      .deleteFrom('identity.session')
      .where('userId', '=', userId)
      .where('providerId', '=', providerId)
      .where('publicId', '!=', sessionId)
      .execute()
    await recordAudit(trx, {
      organizationId,
      userId,
      action: 'provider.disconnect',
      entity: 'provider',
      entityId: providerId,
      origin,
    })
  })
}

/** Whether somebody can prove who they are without any provider. */
async function hasOwnProof(trx: IdentityTransaction, userId: UserId): Promise<boolean> {
  const row = await trx
    .selectFrom('identity.user as user')
    .select('user.id')
    .where('user.id', '=', userId)
    .where((eb) =>
      eb.or([
        eb('user.passwordHash', 'is not', null),
        eb.exists(
          eb
            .selectFrom('identity.passkey as passkey')
            .select('passkey.id')
            .whereRef('passkey.userId', '=', 'user.id'),
        ),
      ]),
    )
    .executeTakeFirst()
  return row !== undefined
}

const onlyWayIn = (message: string) => precondition(message, 'ONLY_WAY_IN')
