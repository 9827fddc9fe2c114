import type { IdentityTransaction } from '@cartage/db'
import type { OrganizationId, UserId } from '@cartage/domain'
import type { AuthContext, RequestOrigin } from '../auth-context.ts'
import { deviceOf } from '../sessions/device-of.ts'
import { cookieNames, readCookie } from '../sessions/session-cookies.ts'
import { hashOf } from '../tokens/token.ts'
import { type AddressPrefixes, addressPrefixes } from './address-prefixes.ts'
import type { DeviceKind } from './sign-in-risk.ts'

/** What a sign-in looks like. */
export interface SignInLook {
  readonly at: Date
  readonly network: AddressPrefixes | null
  readonly system: string
  readonly agent: string
  readonly isPhone: boolean
  readonly device: DeviceKind
  /** The browser that its cookie names, whoever is known by it. */
  readonly deviceId: string | null
}

const UNKNOWN = 'unknown'

/** Reads what a sign-in looks like from its request. */
export async function lookAtSignIn(
  trx: IdentityTransaction,
  { isHttps, now }: AuthContext,
  { userId, organizationId }: { readonly userId: UserId; readonly organizationId: OrganizationId },
  { cookieHeader, remoteAddress, userAgent }: RequestOrigin,
): Promise<SignInLook> {
  const { system, browser, isPhone } = deviceOf(userAgent ?? null)
  const token = readCookie(cookieHeader, cookieNames(isHttps).device)
  const at = now()
  const known = token === undefined ? undefined : await findDevice(trx, hashOf(token), organizationId, at)
  return {
    at,
    network: addressPrefixes(remoteAddress),
    system: system ?? UNKNOWN,
    agent: browser ?? UNKNOWN,
    isPhone,
    device: known === undefined ? 'new' : known.userId === userId ? 'own' : 'shared',
    deviceId: known?.id ?? null,
  }
}

/** A browser that a member of the organization is known by. */
function findDevice(trx: IdentityTransaction, id: string, organizationId: OrganizationId, at: Date) {
  return trx
    .selectFrom('identity.knownDevice as device')
    .innerJoin('identity.membership as membership', 'membership.userId', 'device.userId')
    .select(['device.id', 'device.userId'])
    .where('device.id', '=', id)
    .where('device.expiresAt', '>', at)
    .where('membership.organizationId', '=', organizationId)
    .executeTakeFirst()
}
