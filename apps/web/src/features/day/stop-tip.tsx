import type { Route, Stop } from '@cartage/domain'
import { formatDuration, formatTime, routeColour } from '@cartage/ui'
import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { formatWindows } from './format.ts'

const tipWidth = 264
const tipHeight = 132

/** What one stop is about, beside the pointer. `x` and `y` are pixels of the window. */
export function StopTip({
  x,
  y,
  route,
  stop,
  zone,
}: {
  readonly x: number
  readonly y: number
  readonly route: Route
  readonly stop: Stop
  readonly zone: string
}): ReactNode {
  const left = Math.max(8, Math.min(x + 14, window.innerWidth - tipWidth - 8))
  const top = y + 18 + tipHeight > window.innerHeight ? y - tipHeight - 10 : y + 18
  return createPortal(
    <div
      role="tooltip"
      className="pointer-events-none fixed z-50 rounded-m bg-raised px-3 py-2 text-12 shadow-pop"
      style={{ left, top: Math.max(8, top), width: tipWidth }}
    >
      <p className="flex items-center gap-1.5 text-13 font-strong">
        <span
          aria-hidden
          className="size-2.5 shrink-0 rounded-s"
          style={{ background: routeColour(route.colour) }}
        />
        <span className="shrink-0 tabular-nums">{stop.sequence}</span>
        <span className="min-w-0 truncate">{stop.reference}</span>
        <span className="ml-auto max-w-24 shrink-0 truncate font-regular text-ink-3">
          {route.vehicle.name}
        </span>
      </p>
      <p className="truncate text-ink-2">{stop.address}</p>
      <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 tabular-nums">
        <Line term="Arrival">
          {formatTime(stop.arrival, zone)}
          {stop.waitS > 0 ? `, waits ${formatDuration(stop.waitS)}` : ''}
        </Line>
        <Line term="Window">{formatWindows(stop.windows)}</Line>
        {stop.lateS > 0 ? (
          <Line term="Late">
            <span className="font-strong text-late">by {formatDuration(stop.lateS)}</span>
          </Line>
        ) : null}
      </dl>
    </div>,
    document.body,
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
