import type { Depot, LocalDate, Plan, PlanSummary, RegionSummary, RoutePath } from '@cartage/domain'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { trpc } from '../../api/trpc.ts'
import type { MapOrder } from '../map/overlay-data.ts'
import type { FreeShift } from '../timeline/timeline-layout.ts'
import type { Visit } from './day-context.ts'

export interface DayData {
  readonly depot: Depot | null
  readonly region: RegionSummary | null
  readonly isRegionPending: boolean
  readonly orders: readonly MapOrder[]
  readonly latest: PlanSummary | null
  readonly plan: Plan | null
  readonly paths: readonly RoutePath[]
  /** The shifts of the day that the plan on the screen gives no route. */
  readonly free: readonly FreeShift[]
  readonly stopByOrder: ReadonlyMap<string, Visit>
  readonly planQuery: { readonly isPending: boolean; readonly error: unknown; readonly refetch: () => void }
}

const noPaths: readonly RoutePath[] = []
const noOrders: readonly MapOrder[] = []
const noShifts: readonly FreeShift[] = []

/**
 * Everything the parts of a day page share. While a new version is being solved the last finished one stays on the
 * screen; `versionId` shows another.
 */
export function useDayData(depotId: string, date: LocalDate, versionId: string | undefined): DayData {
  const depots = useQuery(trpc.depots.list.queryOptions())
  const depot = depots.data?.items.find(({ id }) => id === depotId) ?? null
  const regions = useQuery(trpc.regions.list.queryOptions())
  const points = useQuery(trpc.orders.points.queryOptions({ depotId, date }))
  const current = useQuery(trpc.plans.current.queryOptions({ depotId, date }))
  const latest = current.data ?? null
  const isFinished = latest !== null && (latest.state === 'ready' || latest.state === 'published')
  const versions = useQuery({
    ...trpc.plans.versions.queryOptions({ depotId, date }),
    enabled: latest !== null && !isFinished,
  })
  const before = versions.data?.items.find(({ state }) => state === 'ready' || state === 'published')
  const shownId = versionId ?? (isFinished ? latest.id : before?.id)
  const plan = useQuery({
    ...trpc.plans.get.queryOptions({ id: shownId ?? '' }),
    enabled: shownId !== undefined,
    placeholderData: keepPreviousData,
  })
  // What was kept from another day or depot is not this day's plan.
  const shown =
    shownId !== undefined && plan.data?.depotId === depotId && plan.data.date === date ? plan.data : null
  const paths = useQuery({
    ...trpc.plans.paths.queryOptions({ id: shown?.id ?? '' }),
    enabled: shown !== null,
    staleTime: 600_000,
  })
  const stopByOrder = useMemo(
    () =>
      new Map(
        (shown?.routes ?? []).flatMap((route) =>
          route.stops.map((stop): [string, Visit] => [stop.orderId, { route, stop }]),
        ),
      ),
    [shown],
  )
  const shifts = useQuery(trpc.shifts.list.queryOptions({ depotId, date })).data?.items
  const vehicles = useQuery(trpc.vehicles.list.queryOptions({ depotId })).data?.items
  const free = useMemo(() => {
    if (!shifts || !vehicles) return noShifts
    const used = new Set((shown?.routes ?? []).map(({ shiftId }) => shiftId))
    const names = new Map(vehicles.map(({ id, name }) => [id, name]))
    return shifts
      .filter(({ id }) => !used.has(id))
      .map(({ id, vehicleId, start, end }): FreeShift => ({
        id,
        name: names.get(vehicleId) ?? '',
        start,
        end,
      }))
  }, [shown, shifts, vehicles])
  const isPending = current.isPending || (shownId !== undefined && plan.isPending)
  const error = current.error ?? plan.error
  const { refetch: refetchCurrent } = current
  const { refetch: refetchPlan } = plan
  const planQuery = useMemo(
    () => ({
      isPending,
      error,
      refetch: () => {
        void refetchCurrent()
        void refetchPlan()
      },
    }),
    [isPending, error, refetchCurrent, refetchPlan],
  )
  // Progress and staleness come with the summary, which is fetched more often.
  const displayed = useMemo(
    () =>
      shown && latest?.id === shown.id ? { ...shown, isStale: latest.isStale, state: latest.state } : shown,
    [shown, latest],
  )
  const region = regions.data?.items.find(({ name }) => name === depot?.region) ?? null
  const orders = points.data?.items ?? noOrders
  const routePaths = paths.data?.items ?? noPaths
  const isRegionPending = regions.isPending
  return useMemo(
    () => ({
      depot,
      region,
      isRegionPending,
      orders,
      latest,
      plan: displayed,
      paths: routePaths,
      free,
      stopByOrder,
      planQuery,
    }),
    [depot, region, isRegionPending, orders, latest, displayed, routePaths, free, stopByOrder, planQuery],
  )
}
