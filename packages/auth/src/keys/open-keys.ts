import type { ApiKeyId, OrganizationId } from '@cartage/domain'
import type { AuditOrigin, AuthContext } from '../auth-context.ts'
import {
  createServiceAccount,
  type CreateServiceAccountInput,
  removeServiceAccount,
  type RemoveServiceAccountInput,
  updateServiceAccount,
  type UpdateServiceAccountInput,
} from '../service-accounts/change-service-account.ts'
import { listServiceAccounts, type ServiceAccount } from '../service-accounts/list-service-accounts.ts'
import { type KeyChange, renameKey, revokeKey } from './change-key.ts'
import { type CreatedKey, createKey, type CreateKeyInput } from './create-key.ts'
import type { ApiKey } from './key-columns.ts'
import { listKeys } from './list-keys.ts'
import { isKeyAlive, type KeyContext, readKey, takeKeyCall } from './read-key.ts'

/** Ways in for programs: keys, and the accounts that they act for. */
export interface Keys {
  /** Who a key speaks for; null where it lets nobody in. */
  read(text: string, origin: AuditOrigin): Promise<KeyContext | null>
  /** Whether a key would still be let in from an address, with all that it held when it was read. */
  isAlive(
    key: Pick<KeyContext, 'apiKeyId' | 'permissions' | 'depotIds'>,
    remoteAddress: string | undefined,
  ): Promise<boolean>
  /** Counts a call. Throws LIMIT_REACHED with the seconds to wait. */
  takeCall(id: ApiKeyId): Promise<void>
  list(organizationId: OrganizationId): Promise<readonly ApiKey[]>
  create(input: CreateKeyInput): Promise<CreatedKey>
  revoke(input: KeyChange): Promise<ApiKey>
  rename(input: KeyChange & { readonly name: string }): Promise<ApiKey>
  listAccounts(organizationId: OrganizationId): Promise<readonly ServiceAccount[]>
  createAccount(input: CreateServiceAccountInput): Promise<ServiceAccount>
  updateAccount(input: UpdateServiceAccountInput): Promise<ServiceAccount>
  removeAccount(input: RemoveServiceAccountInput): Promise<void>
}

export const openKeys = (context: AuthContext): Keys => ({
  read: (text, origin) => readKey(context, text, origin),
  isAlive: (key, remoteAddress) => isKeyAlive(context, key, remoteAddress),
  takeCall: (id) => takeKeyCall(context, id),
  list: (organizationId) => listKeys(context, organizationId),
  create: (input) => createKey(context, input),
  revoke: (input) => revokeKey(context, input),
  rename: (input) => renameKey(context, input),
  listAccounts: (organizationId) => listServiceAccounts(context, organizationId),
  createAccount: (input) => createServiceAccount(context, input),
  updateAccount: (input) => updateServiceAccount(context, input),
  removeAccount: (input) => removeServiceAccount(context, input),
})
