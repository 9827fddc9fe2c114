import { type IdentityTransaction, withIdentity } from '@cartage/db'
import { CartageError, conflict, type OrganizationId, type UserId } from '@cartage/domain'
import type { AuditOrigin, AuthContext } from '../../auth-context.ts'
import { recordAudit } from '../../record-audit.ts'
import { isAddressAllowed } from '../address-rules.ts'
import { networksOf } from './networks-of.ts'

/** From where an organization lets people and programs in. */
export interface AddressPolicy {
  /** None allows every address that is not denied. */
  readonly allowedAddresses: readonly string[]
  readonly deniedAddresses: readonly string[]
  /** Zero before the first rule. */
  readonly version: number
}

export interface SetAddressPolicyInput extends AddressPolicy {
  readonly organizationId: OrganizationId
  readonly changedBy: UserId
  readonly origin: AuditOrigin
}

export const getAddressPolicy = (
  { db }: AuthContext,
  organizationId: OrganizationId,
): Promise<AddressPolicy> => withIdentity(db, organizationId, (trx) => readPolicy(trx, organizationId))

/**
 * Says from where an organization lets in, at once and also for sessions that are open. Throws INVALID naming the field that
 * would lock out who sets it, CONFLICT when somebody else changed the rules since they were read.
 */
export function setAddressPolicy(
  { db }: AuthContext,
  { organizationId, changedBy, version, origin, ...input }: SetAddressPolicyInput,
): Promise<AddressPolicy> {
  return withIdentity(db, organizationId, async (trx) => {
    // Two who make the first rules at once find one row both.
    await trx
      .insertInto('identity.accessPolicy')
      .values({ organizationId })
      .onConflict((target) => target.column('organizationId').doNothing())
      .execute()
    const before = await readPolicy(trx, organizationId, 'held')
    if (before.version !== Math.max(1, version)) {
      throw conflict('Somebody else changed these rules meanwhile. Look at them again, then save.', 'VERSION')
    }
    const allowedAddresses = await networksOf(trx, input.allowedAddresses)
    const deniedAddresses = await networksOf(trx, input.deniedAddresses)
    requireWayBack({ allowedAddresses, deniedAddresses }, origin.remoteAddress)
    await trx
      .updateTable('identity.accessPolicy')
      .set({ allowedAddresses, deniedAddresses, version: before.version + 1 })
      .where('organizationId', '=', organizationId)
      .execute()
    await recordAudit(trx, {
      organizationId,
      userId: changedBy,
      action: 'organization.setAddresses',
      entity: 'organization',
      entityId: organizationId,
      origin,
      before: { allowedAddresses: before.allowedAddresses, deniedAddresses: before.deniedAddresses },
      after: { allowedAddresses, deniedAddresses },
    })
    return readPolicy(trx, organizationId)
  })
}

async function readPolicy(
  trx: IdentityTransaction,
  organizationId: OrganizationId,
  lock?: 'held',
): Promise<AddressPolicy> {
  const row = await trx
    .selectFrom('identity.accessPolicy')
    .select(['allowedAddresses', 'deniedAddresses', 'version'])
    .where('organizationId', '=', organizationId)
    .$if(lock === 'held', (query) => query.forUpdate())
    .executeTakeFirst()
  return row ?? { allowedAddresses: [], deniedAddresses: [], version: 0 }
}

function requireWayBack(
  rules: Pick<AddressPolicy, 'allowedAddresses' | 'deniedAddresses'>,
  address: string | undefined,
): void {
  if (isAddressAllowed(rules, address)) return
  const isDenied = !isAddressAllowed({ ...rules, allowedAddresses: [] }, address)
  throw new CartageError(
    'INVALID',
    `This would lock you out: you come from ${address ?? 'an unknown address'}. ${isDenied ? 'Leave it out here.' : 'Add it here.'}`,
    { reason: 'LOCKS_OUT', field: isDenied ? 'deniedAddresses' : 'allowedAddresses' },
  )
}
