import type { RegionSummary } from '@cartage/domain'
import * as maplibre from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { addImages, baseImages } from './base-images.ts'
import { baseLayers } from './base-layers.ts'
import { baseSource, regionSource, type MapRegion } from './base-source.ts'
import type { MapImage } from './draw-image.ts'
import { mapPalette, type ColourScheme } from './map-palette.ts'

// The worker is a file of our own origin: the content security policy allows no blob.
maplibre.setWorkerUrl(workerUrl)

/** Where a map looks. */
export interface MapCamera {
  readonly center: [number, number]
  readonly zoom: number
}

/** Pixels at the edges that other panels lie over. */
export interface Covered {
  readonly right: number
  readonly bottom: number
}

export interface MapStart {
  readonly container: HTMLElement
  /** The region whose tiles lie below; its bounds are where to look first. Without one there is nothing below. */
  readonly region: MapRegion | null
  readonly scheme: ColourScheme
  /** Takes up where another map left off. */
  readonly camera: MapCamera | null
  readonly sources: maplibre.StyleSpecification['sources']
  readonly layers: readonly maplibre.LayerSpecification[]
  /** Drawn when the map is ready for them. */
  readonly images: () => readonly MapImage[]
  /** Once what lies above can be drawn. */
  readonly onReady: () => void
}

/** A map of a region's own tiles, north up, with our things above and a scale. */
export function startMap(start: MapStart): maplibre.Map {
  const { container, region, scheme, camera } = start
  const palette = mapPalette(scheme)
  const layers = baseLayers(palette)
  const map = new maplibre.Map({
    container,
    style: {
      version: 8,
      // No `glyphs`: text is drawn from the fonts that the page has loaded, so nothing is fetched from elsewhere.
      sources: { ...(region === null ? {} : { [baseSource]: regionSource(region) }), ...start.sources },
      layers: [...(region === null ? layers.slice(0, 1) : layers), ...start.layers],
    },
    ...(camera ?? (region?.bounds ? { bounds: toBox(region.bounds) } : region === null ? { zoom: 1 } : {})),
    maxZoom: 19,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 120,
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.addControl(new maplibre.ScaleControl({ maxWidth: 96, unit: 'metric' }), 'bottom-right')
  map.once('style.load', () => {
    addImages(map, [...baseImages(palette), ...start.images()])
    start.onReady()
  })
  return map
}

export function cameraOf(map: maplibre.Map): MapCamera {
  const { lng, lat } = map.getCenter()
  return { center: [lng, lat], zoom: map.getZoom() }
}

/** Keeps the scale clear of panels that lie over the map; answers what must stay free around what is brought into view. */
export function clearOf(
  container: HTMLElement,
  { right, bottom }: Covered,
  edge: number,
): Required<maplibre.PaddingOptions> {
  container.style.setProperty('--map-covered-bottom', `${bottom}px`)
  container.style.setProperty('--map-covered-right', `${right}px`)
  return { top: edge, left: edge, right: edge + right, bottom: edge + bottom }
}

export const toBox = ({
  west,
  south,
  east,
  north,
}: NonNullable<RegionSummary['bounds']>): [[number, number], [number, number]] => [
  [west, south],
  [east, north],
]
