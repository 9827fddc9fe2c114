import { compileOnce, type Db, type ParameterOf, withIdentity } from '@cartage/db'
import type { ApiKeyId } from '@cartage/domain'
import { isAddressAllowed } from '../access/address-rules.ts'
import { isLetIn } from '../access/is-let-in.ts'
import { accessOf, entryOf, selectMembers } from '../access/member-access.ts'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import { takeLimit } from '../limits/limits.ts'
import { recordAudit } from '../record-audit.ts'
import { hashOf } from '../tokens/token.ts'
import type { SessionContext } from '../sessions/session-store.ts'
import { isKeyText } from './key-text.ts'

/** What a program may do that came with a key: as its account, with what both hold. */
export interface KeyContext extends SessionContext {
  readonly apiKeyId: ApiKeyId
}

const USED_EVERY_MS = 60_000
/** Calls that a key may make at once, and one more each tenth of a second. */
const CALLS_AT_ONCE = 200
const CALL_EVERY_S = 0.1
const LONG_AGO = new Date(0)

/** Every request with a key begins with it. */
const selectKey = compileOnce((db: Db, parameter: ParameterOf<{ readonly hash: string }>) =>
  selectMembers(db)
    .innerJoin('identity.apiKey as key', (join) =>
      join
        .onRef('key.userId', '=', 'membership.userId')
        .onRef('key.organizationId', '=', 'membership.organizationId'),
    )
    .select([
      'key.id as keyId',
      'key.permissions as keyPermissions',
      'key.allowedAddresses as keyAllowedAddresses',
      'key.deniedAddresses as keyDeniedAddresses',
      'key.expiresAt as keyExpiresAt',
      'key.revokedAt as keyRevokedAt',
      'key.lastUsedAt as keyLastUsedAt',
    ])
    .where('key.hash', '=', parameter('hash')),
)

/** A key, and what its account may do. */
export type KeyRow = Awaited<ReturnType<typeof selectKey>>[number]

/**
 * Who a key speaks for; null for a text that is no key, one that is over, and where the account, the organization or the
 * addresses do not let it in. What it may do is what it was given, of what its account holds now.
 */
export async function readKey(
  context: AuthContext,
  text: string,
  origin: AuditOrigin,
): Promise<KeyContext | null> {
  if (!isKeyText(text)) return null
  const { db, now, recentKeys } = context
  const hash = hashOf(text)
  const select = async (): Promise<KeyRow | undefined> => (await selectKey(db, { hash })).at(0)
  const row = await (recentKeys?.read(hash, select) ?? select())
  if (row === undefined) return null
  const [access, entry] = [accessOf(row), entryOf(row)]
  const { keyId, keyPermissions, keyAllowedAddresses, keyDeniedAddresses, keyLastUsedAt } = row
  const own = { allowedAddresses: keyAllowedAddresses, deniedAddresses: keyDeniedAddresses }
  const refusal =
    row.keyRevokedAt !== null
      ? 'revoked'
      : row.keyExpiresAt <= now()
        ? 'expired'
        : entry.isDisabled || entry.isSuspended
          ? 'account'
          : isAddressAllowed(entry, origin.remoteAddress) && isAddressAllowed(own, origin.remoteAddress)
            ? null
            : 'address'
  if (refusal !== null) {
    await recordRefusal(context, access, keyId, refusal, origin)
    return null
  }
  await markUsed(context, keyId, keyLastUsedAt, origin.remoteAddress)
  return {
    ...access,
    permissions: new Set([...access.permissions].filter((name) => keyPermissions.includes(name))),
    // The operator's rights belong to a person, never to what they left in a script.
    isOperator: false,
    apiKeyId: keyId,
    sessionId: keyId,
    // A program proves nothing anew: what asks for a fresh proof is closed to it.
    authenticatedAt: LONG_AGO,
    lacks: null,
  }
}

/**
 * Whether a key is good still, from where it is used, for all that it was when it was read: streams ask now and then, and go on with what
 * their account could do when they began.
 */
export async function isKeyAlive(
  { db, now }: AuthContext,
  { apiKeyId, permissions, depotIds }: Pick<KeyContext, 'apiKeyId' | 'permissions' | 'depotIds'>,
  remoteAddress: string | undefined,
): Promise<boolean> {
  const row = await selectMembers(db)
    .innerJoin('identity.apiKey as key', (join) =>
      join
        .onRef('key.userId', '=', 'membership.userId')
        .onRef('key.organizationId', '=', 'membership.organizationId'),
    )
    .select(['key.allowedAddresses as keyAllowedAddresses', 'key.deniedAddresses as keyDeniedAddresses'])
    .where('key.id', '=', apiKeyId)
    .where('key.revokedAt', 'is', null)
    .where('key.expiresAt', '>', now())
    .executeTakeFirst()
  if (row === undefined) return false
  const own = { allowedAddresses: row.keyAllowedAddresses, deniedAddresses: row.keyDeniedAddresses }
  const access = accessOf(row)
  const hasAll =
    permissions.isSubsetOf(access.permissions) &&
    (access.depotIds === null || depotIds?.every((depotId) => access.depotIds?.includes(depotId)) === true)
  return hasAll && isLetIn(entryOf(row), remoteAddress) && isAddressAllowed(own, remoteAddress)
}

/** Takes one call of a key's limit. Throws LIMIT_REACHED with the seconds to wait. */
export const takeKeyCall = ({ limits }: AuthContext, id: ApiKeyId): Promise<void> =>
  takeLimit(limits, { key: `key ${id}`, burst: CALLS_AT_ONCE, everyS: CALL_EVERY_S })

async function markUsed(
  { db, now, recentKeys }: AuthContext,
  id: ApiKeyId,
  lastUsedAt: Date | null,
  remoteAddress: string | undefined,
): Promise<void> {
  const at = now()
  if (lastUsedAt !== null && at.getTime() - lastUsedAt.getTime() < USED_EVERY_MS) return
  await db
    .updateTable('identity.apiKey')
    .set({ lastUsedAt: at, lastUsedIp: remoteAddress ?? null })
    .where('id', '=', id)
    // Of many requests at once, one writes.
    .where((eb) =>
      eb.or([eb('lastUsedAt', 'is', null), eb('lastUsedAt', '<=', new Date(at.getTime() - USED_EVERY_MS))]),
    )
    .execute()
  recentKeys?.forget()
}

/** Once a minute at most: a script that nobody watches goes on asking. */
async function recordRefusal(
  { db, limits }: AuthContext,
  { organizationId, userId }: Pick<SessionContext, 'organizationId' | 'userId'>,
  id: ApiKeyId,
  why: string,
  origin: AuditOrigin,
): Promise<void> {
  const { isAllowed } = await limits.take({ key: `key refused ${id}`, burst: 1, everyS: 60 })
  if (!isAllowed) return
  await withIdentity(db, organizationId, (trx) =>
    recordAudit(trx, {
      organizationId,
      userId,
      action: 'key.use',
      entity: 'key',
      entityId: id,
      result: 'refused',
      origin: { ...origin, apiKeyId: id },
      detail: { why },
    }),
  )
}
