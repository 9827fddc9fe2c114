import { CartageError, invalid } from '@cartage/domain'
import { requireMayGrant } from '../access/may-grant.ts'
import { requireReachable } from '../outgoing/outgoing-fetch.ts'
import { type Permission, permissionsOf } from '../permissions.ts'
import type { OidcProvider } from './own-provider.ts'

/** What an administrator says about a provider. */
export type ProviderSettings = Omit<OidcProvider, 'id' | 'version'>

/** Who runs the provider decides who signs in as whom, so only those set it up who may do everything. FORBIDDEN for others. */
export const requireMaySetUp = (held: ReadonlySet<Permission>): void =>
  requireMayGrant(held, permissionsOf('admin'))

/** Throws INVALID naming the field for settings that cannot be. */
export function checkSettings({ issuer, role, emailDomains, isEnabled, isRequired }: ProviderSettings): void {
  checkIssuer(issuer)
  if (role !== null && emailDomains.length === 0) {
    throw invalid(
      'Name the e-mail domains of those who may come uninvited; else everybody whom the provider knows could.',
      'emailDomains',
    )
  }
  if (isRequired && !isEnabled) {
    throw invalid('Switch it on before you require it, or nobody could sign in.', 'isRequired')
  }
}

/** Throws INVALID naming `issuer` for an address that is never asked. */
export function checkIssuer(issuer: string): void {
  const url = new URL(issuer)
  if (url.pathname.includes('/.well-known/')) {
    throw invalid('Leave out what begins with /.well-known; it is found from the issuer.', 'issuer')
  }
  try {
    requireReachable(url)
  } catch (error) {
    if (!(error instanceof CartageError)) throw error
    throw new CartageError('INVALID', error.message, { reason: 'OUTGOING', field: 'issuer', cause: error })
  }
}

/** The same domain is the same however it is written; each stands once. */
export const normalDomains = (domains: readonly string[]): string[] => [
  ...new Set(domains.map((domain) => domain.trim().replace(/^@/, '').toLowerCase())),
]
