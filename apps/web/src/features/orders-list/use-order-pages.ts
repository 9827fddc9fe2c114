import type { Order, OrderState } from '@cartage/domain'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { trpc } from '../../api/trpc.ts'

export type OrderSort = 'reference' | 'address' | 'priority' | 'state' | 'updatedAt'

export interface OrderFilter {
  readonly depotId: string
  readonly date: string
  readonly states: readonly OrderState[]
  readonly search: string
  readonly sort: OrderSort
  readonly isDescending: boolean
}

export interface OrderPages {
  readonly orders: readonly Order[]
  /** Rows that pass the filter, loaded or not. */
  readonly total: number
  /** By state, of all that pass the search; null before the first answer. */
  readonly counts: Readonly<Record<OrderState, number>> | null
  readonly isPending: boolean
  /** True while the list of an earlier filter is still shown. */
  readonly isOutdated: boolean
  readonly error: unknown
  readonly refetch: () => void
  /** Loads the next page, when there is one and it is not on its way. */
  readonly loadMore: (() => void) | null
  readonly isLoadingMore: boolean
}

const PAGE = 200

/** The orders of a day that pass a filter, page by page; the last list stays while the next one loads. */
export function useOrderPages(filter: OrderFilter): OrderPages {
  const query = useInfiniteQuery(
    trpc.orders.list.infiniteQueryOptions(
      {
        depotId: filter.depotId,
        date: filter.date,
        sort: filter.sort,
        descending: filter.isDescending,
        limit: PAGE,
        ...(filter.states.length === 0 ? {} : { states: [...filter.states] }),
        ...(filter.search === '' ? {} : { search: filter.search }),
      },
      { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
    ),
  )
  const pages = query.data?.pages
  const orders = useMemo(() => (pages ?? []).flatMap((page): readonly Order[] => page.items), [pages])
  return {
    orders,
    total: pages?.[0]?.total ?? 0,
    counts: pages?.[0]?.counts ?? null,
    isPending: query.isPending,
    isOutdated: query.isPlaceholderData,
    error: query.error,
    refetch: () => void query.refetch(),
    loadMore: query.hasNextPage && !query.isFetchingNextPage ? () => void query.fetchNextPage() : null,
    isLoadingMore: query.isFetchingNextPage,
  }
}
