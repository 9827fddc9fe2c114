import { today } from '@cartage/domain'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { trpc, type Outputs } from '../api/trpc.ts'
import { lastPlace } from '../session/last-place.ts'

export type DepotItem = Outputs['depots']['list']['items'][number]

export interface Place {
  readonly depots: readonly DepotItem[]
  /** The depot on the screen, or the one that was; null when there is none yet. */
  readonly depot: DepotItem | null
  readonly date: string | null
  /** The calendar day at the depot now. */
  readonly today: string | null
  readonly isDayPage: boolean
}

/** The depot and day that the bar speaks of: the page's own, or those looked at last. */
export function usePlace(): Place {
  const params = useParams({ strict: false })
  const depots = useQuery(trpc.depots.list.queryOptions()).data?.items ?? []
  const last = lastPlace()
  const wanted = params.depotId ?? last.depotId
  const depot = depots.find(({ id }) => id === wanted) ?? depots[0] ?? null
  const now = depot === null ? null : today(depot.zone)
  return {
    depots,
    depot,
    date: params.date ?? last.date ?? now,
    today: now,
    isDayPage: params.date !== undefined,
  }
}
