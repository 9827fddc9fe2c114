import { SkeletonRows } from '@cartage/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { trpc } from '../../api/trpc.ts'
import { QueryError } from '../../shell/query-error.tsx'
import { UnusualList } from './unusual-list.tsx'

/** For administrators: sign-ins and work of the last 30 days that were not as ever. */
export function UnusualSection(): ReactNode {
  const unusual = useQuery(trpc.unusual.list.queryOptions())
  return (
    <section id="unusual" className="mt-10">
      <h2 className="text-15 font-strong">Unusual activity</h2>
      <p className="mt-0.5 mb-3 text-13 text-pretty text-ink-2">
        Sign-ins and bulk work of the last 30 days that were unlike the person. Nobody was kept from anything;
        ask them whether it was they.
      </p>
      {unusual.isPending ? (
        <SkeletonRows rows={2} label="Loading unusual activity" />
      ) : unusual.isLoadingError ? (
        <QueryError error={unusual.error} onRetry={() => void unusual.refetch()} />
      ) : unusual.data.items.length === 0 ? (
        <p className="text-13 text-ink-3">Nothing unusual.</p>
      ) : (
        <UnusualList events={unusual.data.items} hasNames />
      )}
    </section>
  )
}
