import type { Point } from '@cartage/domain'
import { IconButton, Notice } from '@cartage/ui'
import { Expand, Minus, Plus } from 'lucide-react'
import 'maplibre-gl/dist/maplibre-gl.css'
import '../map/map.css'
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { useTheme } from '../../shell/theme.ts'
import { useLatest } from '../../shell/use-latest.ts'
import type { Covered, MapCamera } from '../map/day-map.ts'
import { RegionLegend } from './region-legend.tsx'
import { RegionMap, type ShownRegion } from './region-map.ts'
import type { RegionScene } from './region-scene.ts'

export interface RegionMapViewProps {
  readonly region: (ShownRegion & { readonly attribution: string }) | null
  readonly scene: RegionScene
  readonly covered: Covered
  readonly onMap: (map: RegionMap | null) => void
  readonly onFit: () => void
  readonly onPress: (point: Point, isOnFirstCorner: boolean) => void
  readonly onClosure: (id: string) => void
  readonly onDragEnd: (end: 0 | 1, point: Point, isDone: boolean) => void
}

/** The map of the regions page with its controls, legend and attribution. */
export function RegionMapView(props: RegionMapViewProps): ReactNode {
  const { region, scene, covered } = props
  const theme = useTheme()
  const [map, setMap] = useState<RegionMap | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [isDrawn, setIsDrawn] = useState(false)
  const camera = useRef<{ readonly region: string; readonly at: MapCamera } | null>(null)
  const latest = useLatest(props)
  const shownKey = region === null ? '' : `${region.name} ${region.builtAt}`
  const mount = useCallback(
    (container: HTMLDivElement): (() => void) => {
      const name = region?.name ?? ''
      let made: RegionMap
      setIsDrawn(false)
      try {
        made = new RegionMap({
          container,
          region,
          scheme: theme,
          camera: camera.current?.region === name ? camera.current.at : null,
          onPress: (point, isOnFirst) => latest.current.onPress(point, isOnFirst),
          onClosure: (id) => latest.current.onClosure(id),
          onDragEnd: (end, point, isDone) => latest.current.onDragEnd(end, point, isDone),
          onSettled: () => {
            setFailure(null)
            setIsDrawn(true)
          },
          onError: setFailure,
        })
      } catch (error) {
        setFailure(error instanceof Error ? error.message : String(error))
        return () => setFailure(null)
      }
      setMap(made)
      latest.current.onMap(made)
      const observer = new ResizeObserver(() => made.resize())
      observer.observe(container)
      return () => {
        observer.disconnect()
        camera.current = { region: name, at: made.camera() }
        made[Symbol.dispose]()
        setMap(null)
        latest.current.onMap(null)
      }
    },
    // Another region or another build of it has other tiles; nothing else makes a new map.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [shownKey, theme, latest],
  )
  useEffect(() => map?.setScene(scene), [map, scene])
  useEffect(() => map?.setCovered(covered), [map, covered])
  return (
    <section
      aria-label="Map of the region"
      data-drawn={isDrawn}
      className="relative min-h-0 min-w-0 flex-1 overflow-hidden bg-well"
    >
      <div ref={mount} className="absolute! inset-0" />
      <div
        className="pointer-events-none absolute top-0 left-0"
        style={{ right: covered.right, bottom: covered.bottom }}
      >
        <div className="pointer-events-auto absolute top-2 right-2 flex flex-col rounded-m bg-raised shadow-pop">
          <IconButton label="Show everything" icon={Expand} keys="f" side="left" onClick={props.onFit} />
          <IconButton label="Closer" icon={Plus} side="left" onClick={() => map?.zoomBy(1)} />
          <IconButton label="Further away" icon={Minus} side="left" onClick={() => map?.zoomBy(-1)} />
        </div>
        <RegionLegend scene={scene} />
        {scene.draft?.kind === 'area' && !scene.draft.isClosed ? <Cross /> : null}
        {region === null ? null : (
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
        )}
      </div>
      {failure === null || isDrawn ? null : (
        <div className="absolute inset-x-2 top-2 mr-12">
          <Notice meaning="late" title="The map could not be drawn.">
            {failure} Everything else on this page works without it.
          </Notice>
        </div>
      )}
    </section>
  )
}

/** Marks the middle of the map, where a corner can be set without a pointer. */
function Cross(): ReactNode {
  return (
    <svg
      aria-hidden
      viewBox="0 0 24 24"
      width="24"
      height="24"
      className="absolute top-1/2 left-1/2 -translate-1/2 fill-none stroke-ink-2"
      strokeWidth="1.5"
    >
      <path d="M12 3v6m0 6v6M3 12h6m6 0h6" />
    </svg>
  )
}
