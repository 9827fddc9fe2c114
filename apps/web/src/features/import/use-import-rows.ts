import type { ImportRow, ImportRowPage, ListImportRowsInput } from '@cartage/domain'
import { keepPreviousData, useInfiniteQuery, type InfiniteData } from '@tanstack/react-query'
import { queryClient } from '../../api/query-client.ts'
import { api, trpc } from '../../api/trpc.ts'

export type Show = ListImportRowsInput['show']

const PAGE = 500

/** Cached under the procedure's own path, so that a refresh of imports reaches it too. */
const keyOf = (id: string, show: Show) => [...trpc.imports.rows.pathKey(), 'grid', id, show] as const

/** The rows of a dry run, page after page; what was mended stays in its place until the filter changes. */
export function useImportRows(id: string, show: Show, isEnabled: boolean) {
  const query = useInfiniteQuery({
    queryKey: keyOf(id, show),
    queryFn: ({ pageParam, signal }) =>
      api.imports.rows.query(
        { id, show, limit: PAGE, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    enabled: isEnabled,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
  })
  return {
    rows: query.data?.pages.flatMap(({ items }) => items) ?? [],
    total: query.data?.pages[0]?.total ?? 0,
    query,
  }
}

/** Puts rows that were checked again into the place where they stand. */
export function replaceRows(id: string, show: Show, fresh: readonly ImportRow[]): void {
  const byRow = new Map(fresh.map((row) => [row.row, row]))
  queryClient.setQueryData<InfiniteData<ImportRowPage, string>>(keyOf(id, show), (data) =>
    data === undefined
      ? data
      : {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            items: page.items.map((row) => byRow.get(row.row) ?? row),
          })),
        },
  )
}

/** Reads the rows again, after columns changed their meaning or an import was undone. */
export function refreshRows(id: string): Promise<void> {
  return queryClient.resetQueries({ queryKey: [...trpc.imports.rows.pathKey(), 'grid', id] })
}

/** Every row that the filter lets through, read to the end. */
export async function loadAllRows(id: string, show: Show): Promise<readonly ImportRow[]> {
  const rows: ImportRow[] = []
  let cursor: string | undefined
  do {
    const page = await api.imports.rows.query({
      id,
      show,
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    })
    rows.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return rows
}
