import { useQueries } from '@tanstack/react-query'
import { trpc } from '../../api/trpc.ts'

/** The vehicles, drivers and shifts of a depot's day, loaded together. */
export function useFleet(depotId: string, date: string) {
  return useQueries({
    queries: [
      trpc.vehicles.list.queryOptions({ depotId }),
      trpc.drivers.list.queryOptions({ depotId }),
      trpc.shifts.list.queryOptions({ depotId, date }),
    ],
    combine: ([vehicles, drivers, shifts]) => ({
      vehicles: vehicles.data?.items ?? [],
      drivers: drivers.data?.items ?? [],
      shifts: shifts.data?.items ?? [],
      isPending: vehicles.isPending || drivers.isPending || shifts.isPending,
      // What was loaded before stays in sight when asking again fails.
      error: [vehicles, drivers, shifts].find((query) => query.isLoadingError)?.error ?? null,
      retry: () => {
        void Promise.all([vehicles.refetch(), drivers.refetch(), shifts.refetch()])
      },
    }),
  })
}
