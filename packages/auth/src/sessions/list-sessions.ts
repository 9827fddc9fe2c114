import { type IdentityTransaction, withIdentity } from '@cartage/db'
import type { OrganizationId, UserId } from '@cartage/domain'
import { requireMember } from '../access/require-member.ts'
import type { AuthContext } from '../auth-context.ts'
import { type Device, deviceOf } from './device-of.ts'
import type { SessionKind } from './session-kinds.ts'

/** A session as people may see it: by its public id, without the token or its hash. */
export interface SessionInfo {
  readonly id: string
  readonly kind: SessionKind
  readonly device: Device
  readonly createdAt: string
  /** To the minute. */
  readonly lastSeenAt: string
  readonly ip: string | null
  /** A country, as far as the address tells it. */
  readonly place: string | null
}

/** The living sessions of a person in all their organizations, the one used last first. */
export function listSessions(context: AuthContext, userId: UserId): Promise<readonly SessionInfo[]> {
  return withIdentity(context.db, null, (trx) => readSessions(trx, context, { userId }))
}

/** Those that a member has in one organization. Throws NOT_FOUND for anybody else. */
export function listMemberSessions(
  context: AuthContext,
  organizationId: OrganizationId,
  userId: UserId,
): Promise<readonly SessionInfo[]> {
  return withIdentity(context.db, organizationId, async (trx) => {
    await requireMember(trx, organizationId, userId)
    return readSessions(trx, context, { userId, organizationId })
  })
}

async function readSessions(
  trx: IdentityTransaction,
  { now }: AuthContext,
  { userId, organizationId }: { readonly userId: UserId; readonly organizationId?: OrganizationId },
): Promise<readonly SessionInfo[]> {
  const rows = await trx
    .selectFrom('identity.session')
    .select(['publicId', 'kind', 'createdAt', 'lastSeenAt', 'userAgent', 'ip', 'place'])
    .where('userId', '=', userId)
    .$if(organizationId !== undefined, (query) =>
      query.where((eb) => eb('organizationId', '=', eb.val(organizationId ?? null))),
    )
    .where('expiresAt', '>', now())
    .where('absoluteExpiresAt', '>', now())
    .orderBy('lastSeenAt', 'desc')
    .orderBy('publicId')
    .execute()
  return rows.map(({ publicId, kind, createdAt, lastSeenAt, userAgent, ip, place }) => ({
    id: publicId,
    kind,
    device: deviceOf(userAgent),
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    ip,
    place,
  }))
}
