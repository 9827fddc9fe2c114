import type { Route, Stop } from '@cartage/domain'
import { classNames, formatDuration, formatTime, IconButton } from '@cartage/ui'
import { ArrowDown, ArrowUp, House, X } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { useCommands } from '../../shell/commands.ts'
import { useDay } from '../day/day-context.ts'
import { formatLoad, formatWindows } from '../day/format.ts'
import { hoverHandlers, useIsOrderHovered } from '../day/use-hover.ts'
import { StopDisc } from '../orders-list/order-state.tsx'
import type { RouteEditor } from './use-route-edit.ts'

/** The stops of a route in driving order, from the depot and back; the chosen one can be moved and taken off. */
export function StopList({
  route,
  zone,
  editor,
}: {
  readonly route: Route
  readonly zone: string
  readonly editor: RouteEditor
}): ReactNode {
  const { selection, selectStop } = useDay()
  const chosenAt = route.stops.findIndex(({ orderId }) => orderId === selection.orderId)
  const chosen = route.stops[chosenAt]
  const step = (by: number): void => {
    const next = route.stops[Math.min(Math.max(chosenAt + by, 0), route.stops.length - 1)]
    if (next) selectStop(next.orderId, route.id)
  }
  const group = `Route ${route.vehicle.name}`
  useCommands([
    { id: 'route.next', group, label: 'Next stop', keys: 'j', isKeyOnly: true, run: () => step(1) },
    { id: 'route.down', group, label: 'Next stop', keys: 'ArrowDown', isKeyOnly: true, run: () => step(1) },
    { id: 'route.before', group, label: 'Stop before', keys: 'k', isKeyOnly: true, run: () => step(-1) },
    { id: 'route.up', group, label: 'Stop before', keys: 'ArrowUp', isKeyOnly: true, run: () => step(-1) },
    ...(chosen && editor.canEdit
      ? [
          {
            id: 'route.earlier',
            group,
            label: `Move ${chosen.reference} earlier`,
            keys: 'alt+ArrowUp',
            run: () => editor.move(chosen.orderId, -1),
          },
          {
            id: 'route.later',
            group,
            label: `Move ${chosen.reference} later`,
            keys: 'alt+ArrowDown',
            run: () => editor.move(chosen.orderId, 1),
          },
          {
            id: 'route.unassign',
            group,
            label: `Unassign ${chosen.reference}`,
            keys: 'Delete',
            run: () => editor.unassign(chosen.orderId),
          },
        ]
      : []),
  ])
  return (
    <ol aria-label="Stops">
      <DepotRow
        time={formatTime(route.start, zone)}
        label="Leaves the depot"
        detail={formatLoad(route.startLoad)}
      />
      {route.stops.map((stop, index) => (
        <li key={stop.orderId}>
          <StopRow
            route={route}
            stop={stop}
            zone={zone}
            editor={editor}
            isFirst={index === 0}
            isLast={index === route.stops.length - 1}
            isChosen={stop.orderId === selection.orderId}
          />
        </li>
      ))}
      <DepotRow time={formatTime(route.end, zone)} label="Back at the depot" detail="" />
    </ol>
  )
}

function StopRow({
  route,
  stop,
  zone,
  editor,
  isFirst,
  isLast,
  isChosen,
}: {
  readonly route: Route
  readonly stop: Stop
  readonly zone: string
  readonly editor: RouteEditor
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly isChosen: boolean
}): ReactNode {
  const { hover, selectStop } = useDay()
  const isHovered = useIsOrderHovered(stop.orderId)
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isChosen, stop.sequence])
  const serviceS = (Date.parse(stop.departure) - Date.parse(stop.serviceStart)) / 1000
  return (
    <div
      ref={row}
      className={classNames(
        'group/stop relative flex items-stretch border-b border-line/70',
        isChosen ? 'bg-accent-soft' : isHovered && 'bg-hover',
      )}
      {...hoverHandlers(hover, { orderId: stop.orderId, routeId: route.id })}
    >
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={() => selectStop(isChosen ? null : stop.orderId, route.id)}
        className="grid min-w-0 flex-1 grid-cols-[24px_minmax(40px,auto)_minmax(0,1fr)] items-start gap-x-2 py-1.5 pr-2 pl-3 text-left -outline-offset-2"
      >
        <StopDisc
          colour={route.colour}
          sequence={stop.sequence}
          label={`Stop ${stop.sequence}${stop.lateS > 0 ? ', late' : ''}`}
        />
        <span
          className={classNames(
            'text-right whitespace-nowrap tabular-nums',
            stop.lateS > 0 && 'font-strong text-late',
          )}
        >
          {formatTime(stop.arrival, zone)}
        </span>
        <span className="min-w-0">
          <span className="flex gap-2">
            <span className="min-w-0 truncate font-strong">{stop.reference}</span>
            <span className="ml-auto shrink-0 text-12 text-ink-3 tabular-nums">
              {stop.windows.length > 0 ? formatWindows(stop.windows) : ''}
            </span>
          </span>
          <span className="block truncate text-ink-2">{stop.address}</span>
          <span className="flex flex-wrap gap-x-3 text-12 text-ink-3 tabular-nums">
            {stop.lateS > 0 ? (
              <span className="font-strong text-late">late by {formatDuration(stop.lateS)}</span>
            ) : null}
            {stop.waitS > 0 ? <span>waits {formatDuration(stop.waitS)}</span> : null}
            <span>service {formatDuration(serviceS)}</span>
            <span>on board {formatLoad(stop.load)}</span>
          </span>
        </span>
      </button>
      {editor.canEdit && (isChosen || isHovered) ? (
        <span className="flex shrink-0 items-center pr-1">
          <IconButton
            label={`Move ${stop.reference} earlier`}
            icon={ArrowUp}
            size="s"
            keys="alt+ArrowUp"
            disabled={isFirst}
            onClick={() => editor.move(stop.orderId, -1)}
          />
          <IconButton
            label={`Move ${stop.reference} later`}
            icon={ArrowDown}
            size="s"
            keys="alt+ArrowDown"
            disabled={isLast}
            onClick={() => editor.move(stop.orderId, 1)}
          />
          <IconButton
            label={`Unassign ${stop.reference}`}
            icon={X}
            size="s"
            keys="Delete"
            onClick={() => editor.unassign(stop.orderId)}
          />
        </span>
      ) : null}
    </div>
  )
}

function DepotRow({
  time,
  label,
  detail,
}: {
  readonly time: string
  readonly label: string
  readonly detail: string
}): ReactNode {
  return (
    <li className="grid min-h-8 grid-cols-[24px_minmax(40px,auto)_minmax(0,1fr)_auto] items-center gap-x-2 border-b border-line/70 px-3 text-ink-2">
      <House aria-hidden size={16} className="justify-self-center text-ink-3" />
      <span className="text-right whitespace-nowrap tabular-nums">{time}</span>
      <span className="min-w-0 truncate">{label}</span>
      <span className="text-12 text-ink-3 tabular-nums">{detail}</span>
    </li>
  )
}
