import type { Unassigned } from '@cartage/domain'
import { Button, classNames, formatNumber } from '@cartage/ui'
import { Circle } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useDay } from '../day/day-context.ts'
import { hoverHandlers, useIsOrderHovered } from '../day/use-hover.ts'

/** More than these would hide the routes below. */
const few = 4

/** The orders that got no stop, each with the reasons. */
export function UnassignedList({ items }: { readonly items: readonly Unassigned[] }): ReactNode {
  const { selection } = useDay()
  const [isWhole, setIsWhole] = useState(false)
  if (items.length === 0) return null
  const shown = isWhole
    ? items
    : items.filter((item, index) => index < few || item.orderId === selection.orderId)
  return (
    <section aria-label="Unassigned orders">
      <h3 className="flex h-9 items-center gap-1.5 px-3 text-12 font-strong">
        <Circle aria-hidden size={14} className="text-ink-2" />
        {formatNumber(items.length)} unassigned
      </h3>
      <ul>
        {shown.map((item) => (
          <li key={item.orderId}>
            <UnassignedRow item={item} />
          </li>
        ))}
      </ul>
      {items.length > few ? (
        <div className="border-b border-line/70 px-1 py-1">
          <Button size="s" variant="quiet" onClick={() => setIsWhole(!isWhole)}>
            {isWhole ? 'Show fewer' : `Show all ${formatNumber(items.length)}`}
          </Button>
        </div>
      ) : null}
    </section>
  )
}

function UnassignedRow({ item }: { readonly item: Unassigned }): ReactNode {
  const { hover, selection, selectOrder } = useDay()
  const isChosen = selection.orderId === item.orderId
  const isHovered = useIsOrderHovered(item.orderId)
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={() => selectOrder(isChosen ? null : item.orderId)}
      {...hoverHandlers(hover, { orderId: item.orderId })}
      className={classNames(
        'grid w-full grid-cols-[minmax(56px,5.5rem)_minmax(0,1fr)] gap-x-3 border-b border-line/70 px-3 py-1.5 text-left -outline-offset-2 touch:py-2.5',
        isChosen ? 'bg-accent-soft' : isHovered && 'bg-hover',
      )}
    >
      <span className="truncate font-strong">{item.reference}</span>
      <span className="min-w-0 text-ink-2">
        {item.reasons.map((reason) => (
          <span key={reason.code} className="block text-pretty">
            {reason.text}
          </span>
        ))}
      </span>
    </button>
  )
}
