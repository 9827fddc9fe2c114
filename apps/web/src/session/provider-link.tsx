import { buttonClass } from '@cartage/ui'
import { LogIn } from 'lucide-react'
import type { ReactNode } from 'react'

export interface ProviderLinkProps {
  readonly id: string
  readonly name: string
  /** Where to go on from there. */
  readonly next?: string | undefined
  readonly variant?: 'primary' | 'secondary'
}

/** Leads to a page of the server, which sends the browser on to a provider to sign in. */
export function ProviderLink({ id, name, next, variant = 'secondary' }: ProviderLinkProps): ReactNode {
  const query = new URLSearchParams({ provider: id, ...(next === undefined ? {} : { next }) })
  return (
    <a href={`/auth/oidc/start?${query.toString()}`} className={buttonClass(variant, 'm', 'min-w-0')}>
      <LogIn aria-hidden size={16} className="shrink-0" />
      <span className="truncate">Sign in with {name}</span>
    </a>
  )
}
