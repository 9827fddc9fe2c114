import { today } from '@cartage/domain'
import { queryClient } from '../api/query-client.ts'
import { trpc } from '../api/trpc.ts'
import { lastPlace } from '../session/last-place.ts'

/** The depot and day to begin with: those looked at last, else today at the first depot; null when there is none. */
export async function firstPlace(): Promise<{ readonly depotId: string; readonly date: string } | null> {
  const { items } = await queryClient.ensureQueryData(trpc.depots.list.queryOptions())
  const last = lastPlace()
  const depot = items.find(({ id }) => id === last.depotId) ?? items[0]
  if (depot === undefined) return null
  return { depotId: depot.id, date: last.date ?? today(depot.zone) }
}
