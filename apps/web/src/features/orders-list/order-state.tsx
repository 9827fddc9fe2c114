import type { Order } from '@cartage/domain'
import { routeColour, routeHex } from '@cartage/ui'
import { CircleCheck, CircleDashed, CircleDot, CircleMinus, CircleX, Circle } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTheme } from '../../shell/theme.ts'
import { useDay } from '../day/day-context.ts'
import { inkOn } from '../map/ink-on.ts'
import { stateWords } from './order-words.ts'

/** The state of an order as a shape; a planned one shows its number in the colour of its route, as the map does. */
export function OrderState({ order }: { readonly order: Pick<Order, 'id' | 'state'> }): ReactNode {
  const { stopByOrder } = useDay()
  const visit = stopByOrder.get(order.id)
  const words = stateWords[order.state]
  if (visit && (order.state === 'assigned' || order.state === 'unassigned')) {
    return (
      <StopDisc
        colour={visit.route.colour}
        sequence={visit.stop.sequence}
        label={`${words}, stop ${visit.stop.sequence} of ${visit.route.vehicle.name}`}
      />
    )
  }
  const { icon: Icon, tone } = shapes[order.state]
  return (
    <span className={`justify-self-center ${tone}`} title={words}>
      <Icon aria-hidden size={16} />
      <span className="sr-only">{words}</span>
    </span>
  )
}

/** A number on a disc in a route's colour. */
export function StopDisc({
  colour,
  sequence,
  label,
}: {
  readonly colour: number
  readonly sequence: number
  readonly label: string
}): ReactNode {
  const theme = useTheme()
  return (
    <span
      title={label}
      className="inline-flex h-5 min-w-5 items-center justify-center justify-self-center rounded-full px-0.5 text-12 leading-none font-strong tabular-nums"
      style={{ background: routeColour(colour), color: inkOn(routeHex(colour, theme)) }}
    >
      <span aria-hidden>{sequence}</span>
      <span className="sr-only">{label}</span>
    </span>
  )
}

const shapes = {
  draft: { icon: CircleDashed, tone: 'text-ink-3' },
  unassigned: { icon: Circle, tone: 'text-ink-2' },
  assigned: { icon: CircleDot, tone: 'text-ink' },
  active: { icon: CircleDot, tone: 'text-info' },
  completed: { icon: CircleCheck, tone: 'text-done' },
  failed: { icon: CircleX, tone: 'text-late' },
  cancelled: { icon: CircleMinus, tone: 'text-ink-3' },
} as const
