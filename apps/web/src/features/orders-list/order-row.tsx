import type { Order } from '@cartage/domain'
import { Checkbox, classNames, Tooltip } from '@cartage/ui'
import { ArrowUp, MapPin } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatLoad, formatWindows } from '../day/format.ts'
import { useDay } from '../day/day-context.ts'
import { hoverHandlers, useIsOrderHovered } from '../day/use-hover.ts'
import { OrderState } from './order-state.tsx'
import { placeDoubt, priorityWord } from './order-words.ts'

export interface OrderRowProps {
  readonly order: Order
  readonly index: number
  readonly isChosen: boolean
  readonly isChecked: boolean
  readonly onCheck: (isRange: boolean) => void
  readonly onOpen: () => void
}

/** One order: state, reference, where, when and how much. Two lines on a phone. */
export function OrderRow({ order, index, isChosen, isChecked, onCheck, onOpen }: OrderRowProps): ReactNode {
  const { hover, selectOrder, canEdit } = useDay()
  const isHovered = useIsOrderHovered(order.id)
  const doubt = placeDoubt(order)
  const priority = priorityWord(order.priority)
  return (
    <div
      className={classNames(
        'flex h-full items-center border-b border-line/70 pr-2 pl-2',
        isChosen ? 'bg-accent-soft' : isHovered && 'bg-hover',
      )}
      {...hoverHandlers(hover, { orderId: order.id })}
    >
      {canEdit ? (
        <span
          onClickCapture={(event) => {
            event.preventDefault()
            event.stopPropagation()
            onCheck(event.shiftKey)
          }}
        >
          <Checkbox
            label={`Tick ${order.reference}`}
            isLabelHidden
            checked={isChecked}
            onChange={() => onCheck(false)}
          />
        </span>
      ) : null}
      <button
        type="button"
        data-order-index={index}
        aria-pressed={isChosen}
        aria-label={`Order ${order.reference}, ${order.place.address}`}
        title={`${order.reference}, ${order.place.address}, ${formatLoad(order.load)}`}
        onClick={() => selectOrder(isChosen ? null : order.id)}
        onDoubleClick={onOpen}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          onOpen()
        }}
        className="grid h-full min-w-0 flex-1 grid-cols-[24px_5.5rem_minmax(0,1fr)_auto_4.5rem] items-center gap-x-2 pl-1 text-left -outline-offset-2 narrow:grid-cols-[24px_minmax(0,1fr)_auto_auto]"
      >
        <OrderState order={order} />
        <span className="min-w-0 truncate font-strong tabular-nums">{order.reference}</span>
        <span className="min-w-0 truncate text-ink-2 narrow:col-span-3 narrow:col-start-2 narrow:row-start-2">
          {order.place.address}
        </span>
        <span className="flex max-w-32 min-w-0 items-center gap-1 text-12 text-ink-3 tabular-nums">
          {priority === null || order.priority < 75 ? null : (
            <ArrowUp aria-label={`${priority} priority`} size={14} className="shrink-0 text-ink" />
          )}
          <span className="min-w-0 truncate">{formatWindows(order.windows)}</span>
        </span>
        <span className="truncate text-right text-12 text-ink-2 tabular-nums">{mainLoad(order)}</span>
      </button>
      <span className="ml-1 flex w-5 shrink-0 justify-end">
        {doubt === null ? null : (
          <Tooltip text={`${doubt} Open the order to set the pin.`}>
            <button type="button" aria-label={doubt} className="rounded-s p-0.5" onClick={onOpen}>
              <MapPin aria-hidden size={14} className="text-ink-3" />
            </button>
          </Tooltip>
        )}
      </span>
    </div>
  )
}

/** The first thing that an order weighs in at; the rest is in the row's title and in the order. */
const mainLoad = (order: Order): string => {
  const first = Object.entries(order.load).find(([, amount]) => amount > 0)
  return first ? formatLoad(Object.fromEntries([first])) : ''
}
