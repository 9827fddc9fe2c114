import { stopId, type Order, type Stop } from '@cartage/domain'
import { Button, formatTime, Menu } from '@cartage/ui'
import { CornerUpRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { newId } from '../../api/new-id.ts'
import { useDay } from './day-context.ts'

/** Puts an order without a stop on a route of the plan: it is tried at once where it costs least, and saved or not. */
export function PutOnRoute({ order }: { readonly order: Order }): ReactNode {
  const { depot, plan, latest, canEdit, isPast, selectStop, setNewcomer } = useDay()
  if (!canEdit || isPast || plan === null || plan.id !== latest?.id || plan.routes.length === 0) return null
  return (
    <Menu
      align="start"
      trigger={
        <Button size="s" icon={CornerUpRight}>
          Put on a route
        </Button>
      }
      groups={[
        plan.routes.map((route) => ({
          label: route.vehicle.name,
          detail: `${route.stops.length} stops, back ${formatTime(route.end, depot.zone)}`,
          onSelect: () => {
            setNewcomer({ routeId: route.id, stop: stopOf(order, route.start) })
            selectStop(order.id, route.id)
          },
        })),
      ]}
    />
  )
}

/** The order as a stop whose times and place in the sequence are not known yet. */
function stopOf(order: Order, at: string): Stop {
  return {
    id: stopId.parse(newId()),
    orderId: order.id,
    reference: order.reference,
    kind: order.kind,
    address: order.place.address,
    lon: order.place.lon,
    lat: order.place.lat,
    sequence: 1,
    trip: 1,
    state: 'assigned',
    arrival: at,
    serviceStart: at,
    departure: at,
    waitS: 0,
    load: {},
    windows: order.windows,
    lateS: 0,
  }
}
