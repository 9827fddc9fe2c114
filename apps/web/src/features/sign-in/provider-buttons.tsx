import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, type ReactNode } from 'react'
import { trpc } from '../../api/trpc.ts'
import { ProviderLink } from '../../session/provider-link.tsx'

export interface ProviderButtonsProps {
  /** Of the link that the organization gives its people. */
  readonly organization: string | undefined
  /** As far as it is typed; only what stands behind the @ is asked for. */
  readonly email: string
  readonly next: string | undefined
}

/** Where else somebody may sign in. Nothing while that is not known, and when it cannot be: the password still works. */
export function ProviderButtons({ organization, email, next }: ProviderButtonsProps): ReactNode {
  const domain = useDeferredValue(domainOf(email))
  const general = useQuery(trpc.oidc.offered.queryOptions(organization === undefined ? {} : { organization }))
  const typed = useQuery(
    trpc.oidc.offered.queryOptions({ domain: domain ?? '' }, { enabled: domain !== undefined }),
  )
  const offered = new Map(
    [...(general.data?.items ?? []), ...(typed.data?.items ?? [])].map(({ id, name }) => [id, name]),
  )
  if (offered.size === 0) return null
  return (
    <div className="mt-5 flex flex-col gap-2 border-t border-line pt-5">
      {[...offered].map(([id, name]) => (
        <ProviderLink key={id} id={id} name={name} next={next} />
      ))}
    </div>
  )
}

/** Once it could be one. */
const domainOf = (email: string): string | undefined =>
  /^\S+@([^\s@]+\.[^\s@.]{2,})$/.exec(email.trim())?.[1]?.toLowerCase()
