import type { Point } from '@cartage/domain'
import { useEffect, useState, type ReactNode } from 'react'
import { useTheme } from '../../shell/theme.ts'
import { useLatest } from '../../shell/use-latest.ts'
import { MapFrame } from '../map/map-frame.tsx'
import type { Covered } from '../map/start-map.ts'
import { useMountedMap } from '../map/use-mounted-map.ts'
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
  readonly onMoveCorner: (index: number, point: Point) => void
  readonly onDragEnd: (end: 0 | 1, point: Point, isDone: boolean) => void
}

/** The map of the regions page with its controls, legend and attribution. */
export function RegionMapView(props: RegionMapViewProps): ReactNode {
  const { region, scene, covered, onMap } = props
  const theme = useTheme()
  /** The map that shows all it has to; none while it moves or loads. */
  const [drawn, setDrawn] = useState<RegionMap | null>(null)
  const latest = useLatest(props)
  // Another region or another build of it has other tiles; nothing else makes a new map.
  const { map, mount, failure, hasDrawn } = useMountedMap(
    { key: `${region?.name} ${region?.builtAt} ${theme}`, place: region?.name ?? '' },
    (start) => {
      const made = new RegionMap({
        ...start,
        region,
        scheme: theme,
        onPress: (point, isOnFirst) => latest.current.onPress(point, isOnFirst),
        onClosure: (id) => latest.current.onClosure(id),
        onMoveCorner: (index, point) => latest.current.onMoveCorner(index, point),
        onDragEnd: (end, point, isDone) => latest.current.onDragEnd(end, point, isDone),
        onMoving: () => setDrawn(null),
        onSettled: () => {
          start.onDrawn()
          setDrawn(made)
        },
      })
      return made
    },
  )
  useEffect(() => onMap(map), [map, onMap])
  useEffect(() => map?.setScene(scene), [map, scene])
  useEffect(() => map?.setCovered(covered), [map, covered])
  return (
    <MapFrame
      aria-label="Map of the region"
      data-drawn={map !== null && drawn === map}
      mount={mount}
      isLoading={region !== null && !hasDrawn}
      covered={covered}
      attribution={region?.attribution ?? ''}
      legend={<RegionLegend scene={scene} />}
      failure={failure === null ? null : `${failure} Everything else on this page works without it.`}
      onFit={props.onFit}
      onZoom={(levels) => map?.zoomBy(levels)}
    >
      {scene.draft?.kind === 'area' && !scene.draft.isClosed ? <Cross /> : null}
    </MapFrame>
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
