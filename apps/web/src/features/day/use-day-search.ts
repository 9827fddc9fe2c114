import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { daySearch, type DaySearch } from './day-search.ts'

/**
 * What the address says about the page, and a setter that changes the words it names. Changes replace the entry in
 * the history: Back leaves the page instead of replaying every click.
 */
export function useDaySearch(): readonly [DaySearch, (change: Partial<DaySearch>) => void] {
  const raw: unknown = useSearch({ strict: false })
  const search = useMemo(() => daySearch.parse(raw), [raw])
  const navigate = useNavigate()
  const set = useCallback(
    (change: Partial<DaySearch>) => {
      void navigate({
        to: '.',
        replace: true,
        search: (before: unknown) => ({ ...daySearch.parse(before), ...change }),
      })
    },
    [navigate],
  )
  return [search, set]
}
