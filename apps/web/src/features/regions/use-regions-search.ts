import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { regionsSearch, type RegionsSearch } from './regions-search.ts'

/** What the address says about the page, and a setter that changes the words it names. */
export function useRegionsSearch(): readonly [RegionsSearch, (change: Partial<RegionsSearch>) => void] {
  const raw: unknown = useSearch({ strict: false })
  const search = useMemo(() => regionsSearch.parse(raw), [raw])
  const navigate = useNavigate()
  const set = useCallback(
    (change: Partial<RegionsSearch>) => {
      void navigate({
        to: '.',
        // Choosing a region is a step that Back undoes; what is tried out in it is not.
        replace: !('region' in change),
        search: (before: unknown) => ({ ...regionsSearch.parse(before), ...change }),
      })
    },
    [navigate],
  )
  return [search, set]
}
