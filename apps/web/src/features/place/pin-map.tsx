import type { Point } from '@cartage/domain'
import * as maplibre from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { useTheme } from '../../shell/theme.ts'
import { useLatest } from '../../shell/use-latest.ts'
import { addImages, baseImages } from '../map/base-images.ts'
import { baseLayers } from '../map/base-layers.ts'
import { baseSource, regionSource, type MapRegion } from '../map/base-source.ts'
import { mapPalette } from '../map/map-palette.ts'

// The worker is a file of our own origin: the content security policy allows no blob.
maplibre.setWorkerUrl(workerUrl)

export interface PinMapProps {
  readonly region: MapRegion & { readonly attribution: string }
  readonly point: Point | null
  /** Where to look while there is no point. */
  readonly near: Point | null
  readonly onMove: (point: Point) => void
  readonly shape?: 'pin' | 'depot'
}

/** About five metres of latitude. */
const STEP_DEG = 0.000_045
const steps: Readonly<Record<string, readonly [lon: number, lat: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6

function PinShape({ shape }: { readonly shape: 'pin' | 'depot' }): ReactNode {
  return shape === 'pin' ? (
    <svg width="30" height="38" viewBox="0 0 30 38" aria-hidden className="cursor-grab">
      <path
        d="M15 37C15 37 28 24.5 28 14.2A13 13 0 0 0 2 14.2C2 24.5 15 37 15 37Z"
        className="fill-accent stroke-raised"
        strokeWidth="2"
      />
      <circle cx="15" cy="14.5" r="4.5" className="fill-accent-ink" />
    </svg>
  ) : (
    <svg width="26" height="26" viewBox="0 0 26 26" aria-hidden className="cursor-grab">
      <rect x="2" y="2" width="22" height="22" rx="4" className="fill-ink stroke-raised" strokeWidth="2" />
    </svg>
  )
}

function makePinElement(): HTMLElement {
  const element = document.createElement('div')
  element.style.cssText = 'position:absolute;top:0;left:0;touch-action:none'
  return element
}

/** A small map on which a place is set: press to put the pin, drag it, or move it by arrow keys in steps of 5 m. */
export function PinMap({ region, point, near, onMove, shape = 'pin' }: PinMapProps): ReactNode {
  const container = useRef<HTMLDivElement>(null)
  const held = useRef<{ map: maplibre.Map; marker: maplibre.Marker } | null>(null)
  const latest = useLatest({ onMove, point, near, bounds: region.bounds })
  const { name, builtAt } = region
  const scheme = useTheme()
  const [pin] = useState(makePinElement)

  useEffect(() => {
    if (container.current === null) return
    const start = latest.current
    const map = new maplibre.Map({
      container: container.current,
      style: {
        version: 8,
        sources: { [baseSource]: regionSource({ name, builtAt, bounds: start.bounds }) },
        layers: baseLayers(mapPalette(scheme)),
      },
      ...(start.point !== null
        ? { center: [start.point.lon, start.point.lat], zoom: 15 }
        : start.near !== null
          ? { center: [start.near.lon, start.near.lat], zoom: 11.5 }
          : start.bounds === null
            ? {}
            : { bounds: [start.bounds.west, start.bounds.south, start.bounds.east, start.bounds.north] }),
      attributionControl: false,
      keyboard: false,
      dragRotate: false,
      pitchWithRotate: false,
      fadeDuration: 0,
    })
    map.once('style.load', () => addImages(map, baseImages(mapPalette(scheme))))
    map.touchZoomRotate.disableRotation()
    const marker = new maplibre.Marker({
      element: pin,
      anchor: shape === 'pin' ? 'bottom' : 'center',
      draggable: true,
    })
    const tell = ({ lng, lat }: maplibre.LngLat): void => {
      latest.current.onMove({ lon: rounded(lng), lat: rounded(lat) })
    }
    marker.on('dragend', () => {
      tell(marker.getLngLat())
    })
    map.on('click', (event) => {
      tell(event.lngLat)
    })
    held.current = { map, marker }
    if (start.point !== null) marker.setLngLat([start.point.lon, start.point.lat]).addTo(map)
    return () => {
      held.current = null
      map.remove()
    }
  }, [name, builtAt, scheme, shape, pin, latest])

  const lon = point?.lon
  const lat = point?.lat
  useEffect(() => {
    if (held.current === null) return
    const { map, marker } = held.current
    if (lon === undefined || lat === undefined) {
      marker.remove()
      return
    }
    marker.setLngLat([lon, lat]).addTo(map)
    const isSeen = map.getBounds().contains([lon, lat]) && map.getZoom() >= 13
    if (!isSeen) map.easeTo({ center: [lon, lat], zoom: Math.max(15, map.getZoom()), duration: 300 })
  }, [lon, lat])

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = steps[event.key]
    if (step !== undefined && point !== null) {
      event.preventDefault()
      onMove({ lon: rounded(point.lon + step[0] * STEP_DEG), lat: rounded(point.lat + step[1] * STEP_DEG) })
    } else if (event.key === '+' || event.key === '-') {
      event.preventDefault()
      held.current?.map.zoomTo(held.current.map.getZoom() + (event.key === '+' ? 1 : -1))
    }
  }

  return (
    <div className="relative h-48 overflow-hidden rounded-m border border-line bg-well">
      {/* A map is no HTML control, and yet it answers to keys. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={container}
        role="application"
        aria-label="Map of the place. Arrow keys move the pin, plus and minus zoom."
        // The map takes keys of its own, so it must be reachable.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="size-full -outline-offset-2"
      />
      {createPortal(<PinShape shape={shape} />, pin)}
      <span className="pointer-events-none absolute right-1 bottom-1 rounded-s bg-paper/80 px-1 text-12 text-ink-2">
        {region.attribution}
      </span>
    </div>
  )
}
