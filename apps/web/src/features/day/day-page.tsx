import { today, type Order, type Route } from '@cartage/domain'
import { formatDate, Skeleton } from '@cartage/ui'
import { useCallback, useMemo, useState, type ReactNode } from 'react'
import { useCanDispatch, useSession } from '../../session/session.ts'
import { OrderSheet } from '../order-form/order-sheet.tsx'
import { DayContext, type Day, type Newcomer } from './day-context.ts'
import { DayDesk } from './day-desk.tsx'
import { DayPhone } from './day-phone.tsx'
import { HoverStore } from './hover-store.ts'
import { chooseOrder, chooseRoute, selectionOf, type Selection } from './selection.ts'
import { useDayData, type DayData } from './use-day-data.ts'
import { useDayCommands } from './use-day-commands.ts'
import { useDaySearch } from './use-day-search.ts'
import { useMedia } from './use-media.ts'
import { useNow } from './use-now.ts'

/** A depot's day: orders, fleet and plan beside the map and the timeline, with one selection through all of them. */
export function DayPage({ depotId, date }: { readonly depotId: string; readonly date: string }): ReactNode {
  const [search, setSearch] = useDaySearch()
  const data = useDayData(depotId, date, search.plan)
  const session = useSession()
  const canEdit = useCanDispatch()
  const now = useNow(60_000)
  const [hover] = useState(() => new HoverStore())
  const [form, setForm] = useState<string | null>(null)
  const [fitCount, setFitCount] = useState(0)
  const [preview, previewRoute] = useState<Route | null>(null)
  const [newcomer, setNewcomer] = useState<Newcomer | null>(null)
  const { depot, plan, latest, planQuery } = data
  const selection = useMemo(() => selectionOf(search, plan), [search, plan])

  const choose = useCallback(
    ({ orderId, routeId }: Selection) =>
      setSearch({ order: orderId ?? undefined, route: routeId ?? undefined }),
    [setSearch],
  )
  const fit = useCallback(() => setFitCount((count) => count + 1), [])
  const shown = useMemo(() => withPreview(data, preview), [data, preview])
  const day = useMemo(
    (): Day | null =>
      depot && {
        depot,
        date,
        currency: session?.organization.currency ?? 'EUR',
        isPast: date < today(depot.zone, new Date(now)),
        canEdit,
        plan,
        latest,
        planQuery,
        stopByOrder: shown.stopByOrder,
        selection,
        hover,
        selectOrder: (orderId) =>
          choose(orderId === null ? { ...selection, orderId: null } : chooseOrder(plan, selection, orderId)),
        selectRoute: (routeId) =>
          choose(routeId === null ? { ...selection, routeId: null } : chooseRoute(plan, selection, routeId)),
        selectStop: (orderId, routeId) => choose({ orderId, routeId }),
        previewRoute,
        newcomer,
        setNewcomer,
        editOrder: (order: Order | null) => setForm(order?.id ?? 'new'),
        fit,
      },
    [
      depot,
      date,
      session,
      now,
      canEdit,
      plan,
      latest,
      planQuery,
      shown,
      selection,
      hover,
      newcomer,
      choose,
      fit,
    ],
  )
  const isPhone = useMedia('(max-width: 767px)')
  useDayCommands({ day, choose })

  if (!day) {
    return (
      <div aria-busy="true" className="flex min-h-0 flex-1 gap-px p-4">
        <Skeleton className="h-full w-90 narrow:hidden" />
        <Skeleton className="h-full flex-1" />
      </div>
    )
  }
  const Layout = isPhone ? DayPhone : DayDesk
  return (
    <DayContext value={day}>
      <h1 className="sr-only">
        {day.depot.name}, {formatDate(date)}
      </h1>
      <Layout data={shown} fitCount={fitCount} />
      <OrderSheet
        depotId={depotId}
        date={date}
        open={form}
        onClose={() => setForm(null)}
        onSaved={(order) => day.selectOrder(order.id)}
      />
    </DayContext>
  )
}

/** The day with one route as a change by hand would make it. */
function withPreview(data: DayData, preview: Route | null): DayData {
  if (preview === null || data.plan === null) return data
  const routes = data.plan.routes.map((route) => (route.id === preview.id ? preview : route))
  const stopByOrder = new Map([...data.stopByOrder].filter(([, { route }]) => route.id !== preview.id))
  for (const stop of preview.stops) stopByOrder.set(stop.orderId, { route: preview, stop })
  return { ...data, plan: { ...data.plan, routes }, stopByOrder }
}
