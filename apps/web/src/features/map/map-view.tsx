import { IconButton, Notice } from '@cartage/ui'
import { Expand, Minus, Plus } from 'lucide-react'
import 'maplibre-gl/dist/maplibre-gl.css'
import './map.css'
import {
  useCallback,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react'
import { useTheme } from '../../shell/theme.ts'
import { useDay } from '../day/day-context.ts'
import { useSettled } from '../day/use-settled.ts'
import { StopTip } from '../day/stop-tip.tsx'
import { stateWords } from '../orders-list/order-words.ts'
import type { MapRegion } from './base-source.ts'
import { DayMap, type Covered, type MapCamera, type MapHit, type MapSight } from './day-map.ts'
import { MapLegend } from './map-legend.tsx'
import type { MapContent } from './overlay-data.ts'

export interface MapViewProps {
  readonly content: MapContent
  readonly region: MapRegion & { readonly attribution: string }
  /** Grows by one when everything, or the chosen route, should be brought into view. */
  readonly fitCount: number
  /** Pixels at the edges that other panels lie over. */
  readonly covered: Covered
}

/** The map of the day with its controls, legend and attribution. */
export function MapView({ content, region, fitCount, covered }: MapViewProps): ReactNode {
  const { depot, selection, hover, selectOrder, selectRoute, stopByOrder } = useDay()
  const theme = useTheme()
  const [map, setMap] = useState<DayMap | null>(null)
  const camera = useRef<MapCamera | null>(null)
  const [tip, setTip] = useState<MapHit | null>(null)
  const [sight, setSight] = useState<MapSight | null>(null)
  const [failure, setFailure] = useState<string | null>(null)

  // The map outlives renders: it calls whatever the newest render would have it do.
  const latest = useRef({ selectOrder, selectRoute, bounds: region.bounds })
  const { name, builtAt } = region
  useEffect(() => {
    latest.current = { selectOrder, selectRoute, bounds: region.bounds }
  })
  const mount = useCallback(
    (container: HTMLDivElement): (() => void) => {
      let made: DayMap
      try {
        made = new DayMap({
          container,
          region: { name, builtAt, bounds: latest.current.bounds },
          scheme: theme,
          camera: camera.current,
          onHover: (hit) => {
            setTip(hit)
            hover.set(hit)
          },
          onSelect: (hit) => {
            if (hit?.orderId) latest.current.selectOrder(hit.orderId)
            else if (hit?.routeId) latest.current.selectRoute(hit.routeId)
            else latest.current.selectOrder(null)
          },
          onSettled: setSight,
          onError: setFailure,
        })
      } catch (error) {
        setFailure(error instanceof Error ? error.message : String(error))
        return () => setFailure(null)
      }
      setMap(made)
      const observer = new ResizeObserver(() => made.resize())
      observer.observe(container)
      return () => {
        observer.disconnect()
        camera.current = made.camera()
        made[Symbol.dispose]()
        setMap(null)
      }
    },
    [name, builtAt, theme, hover],
  )

  useEffect(() => map?.setContent(content), [map, content])
  const hovered = useSettled(useSyncExternalStore(hover.subscribe, hover.get), 50)
  useEffect(
    () =>
      map?.setSelection({
        ...selection,
        hoverOrderId: hovered.orderId,
        hoverRouteId: hovered.routeId,
      }),
    [map, selection, hovered],
  )
  useEffect(() => map?.setCovered(covered), [map, covered])
  const fit = useEffectEvent(() => map?.fit(selection.routeId))
  useEffect(() => {
    if (fitCount > 0) fit()
  }, [fitCount])
  const hasContent = content.orders.length > 0
  useEffect(() => {
    if (map && hasContent && selection.orderId !== null) map.reveal(selection.orderId)
  }, [map, hasContent, selection.orderId])
  useEffect(() => {
    if (map && selection.routeId !== null) map.fit(selection.routeId)
  }, [map, selection.routeId])

  const visit = tip?.orderId ? stopByOrder.get(tip.orderId) : undefined
  const open = tip?.orderId && !visit ? content.orders.find(({ id }) => id === tip.orderId) : undefined
  return (
    <section
      aria-label={`Map${sight ? `, ${sight.stopNumbers} stops and ${sight.openOrders} open orders in view` : ''}`}
      data-street-names={sight?.streetNames}
      data-stop-numbers={sight?.stopNumbers}
      className="relative min-h-0 min-w-0 flex-1 overflow-hidden bg-well"
    >
      <div ref={mount} className="absolute! inset-0" />
      {/* What is always there lies clear of the panels over the map. */}
      <div
        className="pointer-events-none absolute top-0 left-0"
        style={{ right: covered.right, bottom: covered.bottom }}
      >
        <div className="pointer-events-auto absolute top-2 right-2 flex flex-col rounded-m bg-raised shadow-pop">
          <IconButton
            label="Show everything"
            icon={Expand}
            keys="f"
            side="left"
            onClick={() => map?.fit(selection.routeId)}
          />
          <IconButton label="Closer" icon={Plus} side="left" onClick={() => map?.zoomBy(1)} />
          <IconButton label="Further away" icon={Minus} side="left" onClick={() => map?.zoomBy(-1)} />
        </div>
        <MapLegend />
        <p className="absolute right-0 bottom-0 rounded-tl-s bg-paper/85 px-1.5 text-12 text-ink-2">
          <a
            href="https://www.openstreetmap.org/copyright"
            target="_blank"
            rel="noreferrer"
            className="pointer-events-auto no-underline hover:underline"
          >
            {region.attribution}
          </a>
        </p>
      </div>
      {failure === null || sight !== null ? null : (
        <div className="absolute inset-x-2 top-2 mr-12">
          <Notice meaning="late" title="The map could not be drawn.">
            {failure} Lists and timeline work without it.
          </Notice>
        </div>
      )}
      {tip && open ? (
        <p
          role="tooltip"
          className="pointer-events-none fixed z-50 rounded-m bg-raised px-2 py-1 text-12 shadow-pop"
          style={{ left: tip.x + 14, top: tip.y + 18 }}
        >
          <span className="font-strong">{open.reference}</span>
          <span className="text-ink-3"> {stateWords[open.state].toLowerCase()}</span>
        </p>
      ) : null}
      {tip && visit ? <StopTip x={tip.x} y={tip.y} {...visit} zone={depot.zone} /> : null}
    </section>
  )
}
