import { Badge, Button, formatDuration, formatTime, IconButton } from '@cartage/ui'
import { useQuery } from '@tanstack/react-query'
import { MapPin, Pencil, Route as RouteIcon, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { trpc } from '../../api/trpc.ts'
import { StopDisc } from '../orders-list/order-state.tsx'
import { placeDoubt, stateWords } from '../orders-list/order-words.ts'
import { useDay } from './day-context.ts'
import { formatLoad, formatWindows } from './format.ts'
import { PutOnRoute } from './put-on-route.tsx'

/** The chosen order in short, over the map: where, when, how much, and why it has no stop. */
export function OrderCard({ orderId }: { readonly orderId: string }): ReactNode {
  const { depot, plan, stopByOrder, selection, selectOrder, selectRoute, editOrder } = useDay()
  const { data: order } = useQuery(trpc.orders.get.queryOptions({ id: orderId }))
  if (!order) return null
  const visit = stopByOrder.get(orderId)
  const reasons = plan?.unassigned.find((item) => item.orderId === orderId)?.reasons ?? []
  const doubt = placeDoubt(order)
  return (
    <section
      aria-label={`Order ${order.reference}`}
      className="absolute top-2 left-2 z-10 w-80 max-w-[calc(100%-64px)] rounded-l bg-raised p-3 shadow-pop narrow:max-w-[calc(100%-72px)] narrow:p-2"
    >
      <header className="-mt-1 -mr-1 flex items-center gap-2">
        {visit ? (
          <StopDisc
            colour={visit.route.colour}
            sequence={visit.stop.sequence}
            label={`Stop ${visit.stop.sequence}`}
          />
        ) : null}
        <h2 className="min-w-0 flex-1 truncate text-15 font-strong">{order.reference}</h2>
        <IconButton label="Close" icon={X} size="s" keys="escape" onClick={() => selectOrder(null)} />
      </header>
      <p className="text-ink-2">{order.place.address}</p>
      {doubt === null ? null : (
        <p className="mt-0.5 flex items-center gap-1 text-12 text-ink-2">
          <MapPin aria-hidden size={12} className="shrink-0" />
          {doubt}
        </p>
      )}
      <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 tabular-nums narrow:hidden">
        {order.contact.company || order.contact.name ? (
          <Line term="For">{[order.contact.company, order.contact.name].filter(Boolean).join(', ')}</Line>
        ) : null}
        <Line term="Window">{formatWindows(order.windows)}</Line>
        <Line term="Load">{formatLoad(order.load)}</Line>
        <Line term="Service">{formatDuration(order.serviceS)}</Line>
        {order.skills.length > 0 ? <Line term="Needs">{order.skills.join(', ')}</Line> : null}
        {visit ? (
          <Line term="Arrives">
            {formatTime(visit.stop.arrival, depot.zone)}, {visit.route.vehicle.name}
            {visit.stop.lateS > 0 ? (
              <span className="font-strong text-late"> late by {formatDuration(visit.stop.lateS)}</span>
            ) : null}
          </Line>
        ) : (
          <Line term="State">{stateWords[order.state]}</Line>
        )}
      </dl>
      {reasons.map((reason) => (
        <p key={reason.code} className="mt-2 text-pretty narrow:mt-1">
          <Badge>Unassigned</Badge> {reason.text}
        </p>
      ))}
      <div className="mt-2 flex gap-2 narrow:mt-1">
        <Button size="s" icon={Pencil} onClick={() => editOrder(order)}>
          Open
        </Button>
        {visit === undefined && order.state === 'unassigned' ? <PutOnRoute order={order} /> : null}
        {visit && selection.routeId !== visit.route.id ? (
          <Button size="s" icon={RouteIcon} onClick={() => selectRoute(visit.route.id)}>
            Show the route
          </Button>
        ) : null}
      </div>
    </section>
  )
}

function Line({ term, children }: { readonly term: string; readonly children: ReactNode }): ReactNode {
  return (
    <>
      <dt className="text-ink-3">{term}</dt>
      <dd className="min-w-0 truncate">{children}</dd>
    </>
  )
}
