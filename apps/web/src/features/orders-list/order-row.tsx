import type { Order } from '@cartage/domain'
import { Checkbox, classNames, MeaningIcon, Tooltip } from '@cartage/ui'
import type { ReactNode } from 'react'
import { formatLoad, formatWindows } from '../day/format.ts'
import { useDay } from '../day/day-context.ts'
import { useIsOrderHovered } from '../day/use-hover.ts'
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
        'flex h-full items-center border-b border-line/70 pr-3 pl-2',
        isChosen ? 'bg-accent-soft' : isHovered && 'bg-hover',
      )}
      onPointerEnter={() => hover.set({ orderId: order.id })}
      onPointerLeave={() => hover.set(null)}
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
        title={`${order.reference} · ${order.place.address}`}
        onClick={() => selectOrder(isChosen ? null : order.id)}
        onDoubleClick={onOpen}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          onOpen()
        }}
        className="grid h-full min-w-0 flex-1 grid-cols-[20px_minmax(56px,5.5rem)_minmax(0,1fr)_auto] items-center gap-x-2 pl-1 text-left -outline-offset-2 narrow:grid-cols-[20px_minmax(0,1fr)_auto]"
      >
        <OrderState order={order} />
        <span className="min-w-0 truncate font-strong tabular-nums">{order.reference}</span>
        <span className="min-w-0 truncate text-ink-2 narrow:col-span-2 narrow:col-start-2 narrow:row-start-2">
          {order.place.address}
        </span>
        <span className="flex items-center gap-2 text-12 text-ink-3 tabular-nums">
          {priority === null ? null : (
            <span className={order.priority >= 75 ? 'font-strong text-risk' : ''}>{priority}</span>
          )}
          <span className="max-w-32 truncate">{formatWindows(order.windows)}</span>
          <span className="max-w-24 min-w-8 truncate text-right text-ink-2">{formatLoad(order.load)}</span>
        </span>
      </button>
      {doubt === null ? null : (
        <Tooltip text={`${doubt} Open the order to set the pin.`}>
          <button type="button" aria-label={doubt} className="ml-1 rounded-s p-0.5" onClick={onOpen}>
            <MeaningIcon meaning="risk" size={14} />
          </button>
        </Tooltip>
      )}
    </div>
  )
}
