import { Skeleton } from '@cartage/ui'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { trpc } from '../api/trpc.ts'
import { DayPage } from '../features/day/day-page.tsx'
import { OrderFileDrop } from '../features/import/order-file-drop.tsx'
import { PageNotFound } from '../shell/page-not-found.tsx'
import { QueryError } from '../shell/query-error.tsx'

/** The day page for a depot that exists; an order file may be dropped anywhere on it. */
export function DayRoute(): ReactNode {
  const { depotId, date } = useParams({ from: '/signed-in/shell/day/$depotId/$date' })
  const depots = useQuery(trpc.depots.list.queryOptions())
  if (depots.isLoadingError) return <QueryError error={depots.error} onRetry={() => void depots.refetch()} />
  if (depots.isPending) {
    return (
      <div aria-busy="true" className="flex min-h-0 flex-1 gap-px p-4">
        <Skeleton className="h-full w-90 narrow:hidden" />
        <Skeleton className="h-full flex-1" />
      </div>
    )
  }
  if (!depots.data.items.some(({ id }) => id === depotId)) return <PageNotFound what="depot" />
  return (
    <OrderFileDrop depotId={depotId} date={date}>
      <DayPage key={depotId} depotId={depotId} date={date} />
    </OrderFileDrop>
  )
}
