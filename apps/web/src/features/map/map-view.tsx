import { useEffect, useEffectEvent, useState, useSyncExternalStore, type ReactNode } from 'react'
import { useTheme } from '../../shell/theme.ts'
import { useLatest } from '../../shell/use-latest.ts'
import { useDay } from '../day/day-context.ts'
import { useSettled } from '../day/use-settled.ts'
import { StopTip } from '../day/stop-tip.tsx'
import { stateWords } from '../orders-list/order-words.ts'
import type { MapRegion } from './base-source.ts'
import { DayMap, type MapHit, type MapSight } from './day-map.ts'
import { MapFrame } from './map-frame.tsx'
import { MapLegend } from './map-legend.tsx'
import type { MapContent } from './overlay-data.ts'
import type { Covered } from './start-map.ts'
import { useMountedMap } from './use-mounted-map.ts'

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
  const [tip, setTip] = useState<MapHit | null>(null)
  const [sight, setSight] = useState<MapSight | null>(null)
  const { name, builtAt, bounds } = region
  const latest = useLatest({ selectOrder, selectRoute })
  const { map, mount, failure, hasDrawn } = useMountedMap(
    { key: `${name} ${builtAt} ${theme}`, place: name },
    (start) =>
      new DayMap({
        ...start,
        region: { name, builtAt, bounds },
        scheme: theme,
        onHover: (hit) => {
          setTip(hit)
          hover.set(hit)
        },
        onSelect: (hit) => {
          if (hit?.orderId) latest.current.selectOrder(hit.orderId)
          else if (hit?.routeId) latest.current.selectRoute(hit.routeId)
          else latest.current.selectOrder(null)
        },
        onSettled: (seen) => {
          start.onDrawn()
          setSight(seen)
        },
      }),
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
    <>
      <MapFrame
        aria-label={`Map${sight ? `, ${sight.stopNumbers} stops and ${sight.openOrders} open orders in view` : ''}`}
        data-street-names={sight?.streetNames}
        data-stop-numbers={sight?.stopNumbers}
        mount={mount}
        isLoading={!hasDrawn}
        covered={covered}
        attribution={region.attribution}
        legend={<MapLegend />}
        failure={failure === null ? null : `${failure} Lists and timeline work without it.`}
        onFit={() => map?.fit(selection.routeId)}
        onZoom={(levels) => map?.zoomBy(levels)}
      />
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
    </>
  )
}
