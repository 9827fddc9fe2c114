import { randomUUID } from 'node:crypto'
import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { type ApiKeyId, invalid, notFound, precondition, type UserId } from '@cartage/domain'
import { networksOf } from '../access/addresses/networks-of.ts'
import { requireMayGrant } from '../access/may-grant.ts'
import { accessOf, type MemberAccess } from '../access/member-access.ts'
import { requireMember } from '../access/require-member.ts'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import type { Permission } from '../permissions.ts'
import { recordAudit } from '../record-audit.ts'
import { hashOf } from '../tokens/token.ts'
import type { ApiKey } from './key-columns.ts'
import { hintOf, newKey } from './key-text.ts'
import { lockKey } from './list-keys.ts'
import { requireWithinDepots } from './require-within-depots.ts'

export interface CreateKeyInput {
  /** Who makes it, as what they are now: the key never holds more. */
  readonly maker: MemberAccess
  /** The service account for which it acts; null for the maker. */
  readonly accountId: UserId | null
  readonly name: string
  readonly permissions: readonly Permission[]
  readonly lifetimeDays: number
  readonly allowedAddresses: readonly string[]
  readonly deniedAddresses: readonly string[]
  readonly origin?: AuditOrigin | undefined
}

export interface CreatedKey {
  /** Told this once; only its hash is kept. */
  readonly secret: string
  readonly key: ApiKey
}

const DAY_MS = 24 * 3_600_000
/** More than anybody watches over. */
const MOST_KEYS = 200

/** Makes a key for a service account, or for oneself. Another person's account is NOT_FOUND. */
export function createKey(
  { db, now }: AuthContext,
  { maker, accountId, name, permissions, lifetimeDays, origin, ...addresses }: CreateKeyInput,
): Promise<CreatedKey> {
  const { organizationId } = maker
  return withIdentity(db, organizationId, async (trx) => {
    const account = await accountFor(trx, maker, accountId)
    const given = new Set(permissions)
    requireMayGrant(maker.permissions, given)
    const beyond = permissions.filter((permission) => !account.permissions.has(permission))
    if (beyond.length > 0) {
      throw invalid(`${account.name} may not do this itself: ${beyond.join(', ')}.`, 'permissions')
    }
    requireWithinDepots(maker.depotIds, account.depotIds)
    await requireRoom(trx, maker, now())
    const secret = newKey()
    const id = randomUUID() as ApiKeyId
    const expiresAt = new Date(now().getTime() + lifetimeDays * DAY_MS)
    await trx
      .insertInto('identity.apiKey')
      .values({
        organizationId,
        id,
        userId: account.userId,
        name,
        hash: hashOf(secret),
        hint: hintOf(secret),
        permissions: [...given],
        allowedAddresses: await networksOf(trx, addresses.allowedAddresses),
        deniedAddresses: await networksOf(trx, addresses.deniedAddresses),
        expiresAt,
        createdBy: maker.userId,
        createdAt: now(),
      })
      .execute()
    const key = await lockKey(trx, organizationId, id)
    const { allowedAddresses, deniedAddresses } = key
    await recordAudit(trx, {
      organizationId,
      userId: maker.userId,
      action: 'key.create',
      entity: 'key',
      entityId: id,
      origin,
      after: {
        name,
        account: account.name,
        permissions: key.permissions,
        expiresAt: key.expiresAt,
        allowedAddresses,
        deniedAddresses,
      },
    })
    return { secret, key }
  })
}

async function accountFor(
  trx: IdentityTransaction,
  maker: MemberAccess,
  accountId: UserId | null,
): Promise<MemberAccess> {
  if (accountId === null || accountId === maker.userId) {
    return accessOf(await requireMember(trx, maker.organizationId, maker.userId))
  }
  const service = await trx
    .selectFrom('identity.user')
    .select('id')
    .where('id', '=', accountId)
    .where('kind', '=', 'service')
    .executeTakeFirst()
  if (service === undefined) throw notFound('service account')
  return accessOf(await requireMember(trx, maker.organizationId, accountId))
}

async function requireRoom(
  trx: IdentityTransaction,
  { organizationId }: MemberAccess,
  now: Date,
): Promise<void> {
  const { count } = await trx
    .selectFrom('identity.apiKey')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('organizationId', '=', organizationId)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirstOrThrow()
  if (Number(count) < MOST_KEYS) return
  throw precondition(`There are ${MOST_KEYS} keys already. Revoke those that nobody uses first.`, 'MOST_KEYS')
}
