import { queryClient } from '../../api/query-client.ts'
import { trpc } from '../../api/trpc.ts'

/** Reads everything about fleets again, without waiting for the change event. */
export async function refreshFleet(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries(trpc.depots.pathFilter()),
    queryClient.invalidateQueries(trpc.vehicles.pathFilter()),
    queryClient.invalidateQueries(trpc.drivers.pathFilter()),
    queryClient.invalidateQueries(trpc.shifts.pathFilter()),
  ])
}
