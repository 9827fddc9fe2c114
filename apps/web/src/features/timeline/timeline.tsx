import { instantOf, today, type LocalDate, type Route } from '@cartage/domain'
import { classNames, formatTime, IconButton, routeColour } from '@cartage/ui'
import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react'
import type { HoverStore } from '../day/hover-store.ts'
import type { Selection } from '../day/selection.ts'
import { useTheme } from '../../shell/theme.ts'
import { hoverHandlers } from '../day/use-hover.ts'
import { useMedia } from '../day/use-media.ts'
import { useNow } from '../day/use-now.ts'
import { StopTip } from '../day/stop-tip.tsx'
import { axisHeight, drawTimeline } from './draw-timeline.ts'
import { msAt, pan, zoom, type TimeView } from './time-scale.ts'
import { readTimelineColours, type TimelineColours } from './timeline-colours.ts'
import { hitTest, type TimelineHit } from './timeline-hit.ts'
import { timelineExtent, timelineRows, type FreeShift } from './timeline-layout.ts'
import { TimelineLegend } from './timeline-legend.tsx'

export interface TimelineProps {
  readonly routes: readonly Route[]
  /** The shifts of the day that no route uses. */
  readonly free: readonly FreeShift[]
  readonly date: LocalDate
  readonly zone: string
  readonly selection: Selection
  readonly hover: HoverStore
  readonly onSelectStop: (orderId: string, routeId: string) => void
  readonly onSelectRoute: (routeId: string) => void
  /** Buttons at the right of the head. */
  readonly actions?: ReactNode
}

const rowHead = 'flex size-full items-center gap-2 border-b border-line px-3 text-13 narrow:px-2'

/** A row for each shift: what its vehicle does when, with windows, lateness and the line of now; or that it is free. */
export function Timeline(props: TimelineProps): ReactNode {
  const { routes, free, date, zone, selection, hover, onSelectRoute, onSelectStop, actions } = props
  const scheme = useTheme()
  const isTouch = useMedia('(pointer: coarse), (max-width: 640px)')
  const rowHeight = isTouch ? 44 : 32
  const rows = useMemo(() => timelineRows(routes, free, date, zone), [routes, free, date, zone])
  const extent = useMemo(() => timelineExtent(rows), [rows])
  const dayStartMs = useMemo(() => Date.parse(instantOf(date, 0, zone)), [date, zone])
  const now = useNow(30_000)
  const nowMs = today(zone, new Date(now)) === date ? now : null
  // A view belongs to the hours it was chosen in; another day or another plan begins with the whole of them.
  const [chosen, setChosen] = useState<{ readonly view: TimeView; readonly extent: TimeView } | null>(null)
  const isCurrent = chosen?.extent.fromMs === extent?.fromMs && chosen?.extent.toMs === extent?.toMs
  const view = chosen && isCurrent ? chosen.view : extent
  const scroller = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  const [tip, setTip] = useState<{
    readonly hit: TimelineHit
    readonly x: number
    readonly y: number
  } | null>(null)
  const hovered = useSyncExternalStore(hover.subscribe, hover.get)
  const drag = useRef<{ readonly x: number; readonly view: TimeView; hasMoved: boolean } | null>(null)

  useEffect(() => {
    const box = scroller.current
    const drawn = canvas.current?.parentElement
    if (!box || !drawn) return undefined
    const measure = (): void => setSize({ width: drawn.clientWidth, height: box.clientHeight })
    const observer = new ResizeObserver(measure)
    observer.observe(box)
    observer.observe(drawn)
    measure()
    return () => observer.disconnect()
  }, [])

  const colours = useRef<TimelineColours | null>(null)
  useEffect(() => {
    if (scroller.current) colours.current = readTimelineColours(scheme, scroller.current)
  }, [scheme])
  useEffect(() => {
    const target = canvas.current
    if (!target) return
    const ratio = window.devicePixelRatio
    target.width = Math.round(size.width * ratio)
    target.height = Math.round(size.height * ratio)
    target.getContext('2d')?.setTransform(ratio, 0, 0, ratio, 0, 0)
  }, [size])
  const formatTick = useMemo(() => (ms: number) => formatTime(new Date(ms).toISOString(), zone), [zone])

  useEffect(() => {
    const box = scroller.current
    const pen = canvas.current?.getContext('2d')
    if (!box || !pen || !view || size.width === 0) return undefined
    let frame = 0
    const draw = (): void => {
      frame = 0
      if (!colours.current) return
      drawTimeline(pen, {
        rows,
        view,
        ...size,
        rowHeight,
        scrollTop: box.scrollTop,
        colours: colours.current,
        dayStartMs,
        nowMs,
        formatTick,
        chosenRouteId: selection.routeId,
        chosenOrderId: selection.orderId,
        hoverRouteId: hovered.routeId,
        hoverOrderId: hovered.orderId,
      })
    }
    const schedule = (): void => {
      if (frame === 0) frame = requestAnimationFrame(draw)
    }
    schedule()
    box.addEventListener('scroll', schedule, { passive: true })
    return () => {
      cancelAnimationFrame(frame)
      box.removeEventListener('scroll', schedule)
    }
  }, [rows, view, size, rowHeight, scheme, dayStartMs, nowMs, formatTick, selection, hovered])

  useEffect(() => {
    const target = canvas.current
    if (!target || !view || !extent) return undefined
    const onWheel = (event: WheelEvent): void => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault()
        const anchor = msAt(view, size.width, event.offsetX)
        setChosen({ view: zoom(view, Math.exp(-event.deltaY * 0.004), anchor, extent), extent })
      } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault()
        const pixels = event.deltaX === 0 ? event.deltaY : event.deltaX
        setChosen({ view: pan(view, (pixels / size.width) * (view.toMs - view.fromMs), extent), extent })
      }
    }
    // React's own wheel listeners are passive and could not keep the page from zooming.
    target.addEventListener('wheel', onWheel, { passive: false })
    return () => target.removeEventListener('wheel', onWheel)
  }, [view, extent, size.width])

  const chosenAt = rows.findIndex(({ route }) => route !== null && route.id === selection.routeId)
  useEffect(() => {
    const box = scroller.current
    if (!box || chosenAt < 0) return
    const top = chosenAt * rowHeight
    const roomBelow = box.clientHeight - axisHeight - rowHeight
    if (top < box.scrollTop) box.scrollTop = top
    else if (top > box.scrollTop + roomBelow) box.scrollTop = top - roomBelow
  }, [chosenAt, rowHeight])

  const zoomBy = (factor: number): void => {
    if (view && extent) setChosen({ view: zoom(view, factor, (view.fromMs + view.toMs) / 2, extent), extent })
  }
  const hitAt = (event: { readonly nativeEvent: MouseEvent }): TimelineHit | null => {
    if (!view) return null
    const { offsetX, offsetY } = event.nativeEvent
    if (offsetY < axisHeight) return null
    const y = offsetY - axisHeight + (scroller.current?.scrollTop ?? 0)
    return hitTest(rows, { view, width: size.width, rowHeight }, offsetX, y)
  }
  const onPointerMove = (event: React.PointerEvent<HTMLCanvasElement>): void => {
    const start = drag.current
    if (start && extent) {
      const moved = start.x - event.clientX
      if (Math.abs(moved) > 4 && !start.hasMoved) {
        start.hasMoved = true
        event.currentTarget.setPointerCapture(event.pointerId)
        setTip(null)
      }
      if (start.hasMoved) {
        const byMs = (moved / size.width) * (start.view.toMs - start.view.fromMs)
        setChosen({ view: pan(start.view, byMs, extent), extent })
      }
      return
    }
    const hit = hitAt(event)
    if (event.pointerType !== 'mouse') return
    hover.set(hit && { orderId: hit.mark?.stop.orderId ?? null, routeId: hit.row.route?.id ?? null })
    setTip(hit ? { hit, x: event.clientX, y: event.clientY } : null)
  }
  const leave = (): void => {
    drag.current = null
    hover.set(null)
    setTip(null)
  }

  return (
    <section aria-label="Timeline" className="flex min-h-0 min-w-0 flex-1 flex-col bg-paper">
      <header className="flex h-8 shrink-0 items-center gap-2 border-b border-line pr-1 pl-3 touch:h-11">
        <h2 className="text-12 font-strong text-ink-2">Timeline</h2>
        <div className="min-w-0 flex-1">
          <TimelineLegend />
        </div>
        <IconButton label="Zoom out" size="s" icon={ZoomOut} side="top" onClick={() => zoomBy(1 / 1.6)} />
        <IconButton label="Zoom in" size="s" icon={ZoomIn} side="top" onClick={() => zoomBy(1.6)} />
        <IconButton label="Whole day" size="s" icon={Maximize2} side="top" onClick={() => setChosen(null)} />
        {actions}
      </header>
      <div
        ref={scroller}
        className="grid min-h-0 flex-1 grid-cols-[168px_minmax(0,1fr)] overflow-x-hidden overflow-y-auto narrow:grid-cols-[104px_minmax(0,1fr)]"
      >
        <ul aria-label="Shifts" className="border-r border-line">
          <li
            aria-hidden
            className="sticky top-0 z-1 border-b border-line bg-paper"
            style={{ height: axisHeight }}
          />
          {rows.map(({ shiftId, name, route }) => (
            <li key={shiftId} style={{ height: rowHeight }}>
              {route ? (
                <button
                  type="button"
                  aria-pressed={route.id === selection.routeId}
                  onClick={() => onSelectRoute(route.id)}
                  {...hoverHandlers(hover, { routeId: route.id })}
                  className={classNames(
                    rowHead,
                    'text-left -outline-offset-2 hover:bg-hover',
                    route.id === selection.routeId && 'bg-accent-soft',
                  )}
                >
                  <span
                    aria-hidden
                    className="size-2.5 shrink-0 rounded-s"
                    style={{ background: routeColour(route.colour) }}
                  />
                  <span className="min-w-0 flex-1 truncate">{name}</span>
                  <span className="text-12 text-ink-3 tabular-nums">
                    {route.stops.length}
                    <span className="sr-only"> stops</span>
                  </span>
                </button>
              ) : (
                <div className={rowHead}>
                  <span aria-hidden className="size-2.5 shrink-0 rounded-s border border-edge" />
                  <span className="min-w-0 flex-1 truncate text-ink-2">{name}</span>
                  <span className="text-12 text-ink-3">free</span>
                </div>
              )}
            </li>
          ))}
        </ul>
        <div className="min-w-0">
          <canvas
            ref={canvas}
            className="sticky top-0 block touch-pan-y"
            style={{ width: size.width, height: size.height }}
            onPointerDown={(event) => {
              if (view && event.button === 0) drag.current = { x: event.clientX, view, hasMoved: false }
            }}
            onPointerMove={onPointerMove}
            onPointerUp={(event) => {
              const wasDrag = drag.current?.hasMoved === true
              drag.current = null
              if (wasDrag) return
              const hit = hitAt(event)
              const routeId = hit?.row.route?.id
              if (!hit || routeId === undefined) return
              if (hit.mark) onSelectStop(hit.mark.stop.orderId, routeId)
              else onSelectRoute(routeId)
            }}
            onPointerLeave={leave}
            onPointerCancel={leave}
          >
            {rows.length} shifts over the day. Choose a route to read its stops with their times.
          </canvas>
        </div>
      </div>
      {tip?.hit.mark && tip.hit.row.route ? (
        <StopTip x={tip.x} y={tip.y} route={tip.hit.row.route} stop={tip.hit.mark.stop} zone={zone} />
      ) : null}
    </section>
  )
}
