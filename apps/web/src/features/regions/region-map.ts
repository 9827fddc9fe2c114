import type { Bounds, Point } from '@cartage/domain'
import * as maplibre from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { addImages, baseImages } from '../map/base-images.ts'
import { baseLayers } from '../map/base-layers.ts'
import { baseSource, regionSource } from '../map/base-source.ts'
import type { Covered, MapCamera } from '../map/day-map.ts'
import { mapPalette, type ColourScheme } from '../map/map-palette.ts'
import { regionImages } from './region-images.ts'
import { sceneLayers, sceneSourceSpecs } from './region-layers.ts'
import { emptyScene, sceneData, sceneSources, type RegionScene } from './region-scene.ts'

// The worker is a file of our own origin: the content security policy allows no blob.
maplibre.setWorkerUrl(workerUrl)

/** A region whose tiles lie below everything. */
export interface ShownRegion {
  readonly name: string
  readonly bounds: Bounds
  /** Changes with every build, and so does the address of its tiles. */
  readonly builtAt: string | null
}

export interface RegionMapOptions {
  readonly container: HTMLElement
  /** Without one there is nothing below. */
  readonly region: ShownRegion | null
  readonly scheme: ColourScheme
  /** Takes up where another map left off. */
  readonly camera: MapCamera | null
  /** A press on the map; `isOnFirstCorner` when it meets the first corner of what is being drawn. */
  readonly onPress: (point: Point, isOnFirstCorner: boolean) => void
  readonly onClosure: (id: string) => void
  /** While an end of the route is dragged, and once more, `isDone`, when it is let go. */
  readonly onDragEnd: (end: 0 | 1, point: Point, isDone: boolean) => void
  readonly onMoving: () => void
  /** After each redraw that settled. */
  readonly onSettled: () => void
  readonly onError: (message: string) => void
}

/** Pixels that stay free around what is brought into view. */
const edge = 48
/** A press this near to a corner means it. Pixels. */
const nearCorner = 14
/** A dragged end tells where it is this often, so that the route follows. */
const TELL_EVERY_MS = 120

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6

/** The map of the regions page: a region's own tiles, outlines, the tested route, closures and what is being drawn. */
export class RegionMap implements Disposable {
  readonly #map: maplibre.Map
  readonly #options: RegionMapOptions
  readonly #ends: readonly [maplibre.Marker, maplibre.Marker]
  readonly #isOn = [false, false]
  #dragged: 0 | 1 | null = null
  /** The name of the region below, null without one. */
  readonly region: string | null
  #scene: RegionScene = emptyScene
  #isReady = false
  #padding = { top: edge, right: edge, bottom: edge, left: edge }

  constructor(options: RegionMapOptions) {
    this.#options = options
    const { region, scheme, camera } = options
    this.region = region?.name ?? null
    const palette = mapPalette(scheme)
    const layers = baseLayers(palette)
    this.#map = new maplibre.Map({
      container: options.container,
      style: {
        version: 8,
        // No `glyphs`: text is drawn from the fonts that the page has loaded, so nothing is fetched from elsewhere.
        sources: {
          ...(region === null ? {} : { [baseSource]: regionSource(region) }),
          ...sceneSourceSpecs(),
        },
        layers: [...(region === null ? layers.slice(0, 1) : layers), ...sceneLayers(palette, scheme)],
      },
      ...(camera ?? (region === null ? { zoom: 1 } : { bounds: toBox(region.bounds) })),
      maxZoom: 19,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 120,
    })
    this.#map.touchZoomRotate.disableRotation()
    this.#map.keyboard.disableRotation()
    this.#map.addControl(new maplibre.ScaleControl({ maxWidth: 96, unit: 'metric' }), 'bottom-right')
    this.#map.once('style.load', () => {
      addImages(this.#map, [...baseImages(palette), ...regionImages(palette, scheme)])
      this.#isReady = true
      this.#draw()
    })
    this.#ends = [this.#marker(0), this.#marker(1)]
    this.#listen()
  }

  /** Shows this and nothing else above the basemap. */
  setScene(scene: RegionScene): void {
    this.#scene = scene
    if (this.#isReady) this.#draw()
    scene.ends.forEach((point, index) => this.#placeEnd(index, point))
    this.#map.getCanvas().style.cursor = scene.draft === null ? '' : 'crosshair'
  }

  /** Keeps what is brought into view, and the scale, clear of panels that lie over the map. */
  setCovered({ right, bottom }: Covered): void {
    this.#padding = { top: edge, left: edge, right: edge + right, bottom: edge + bottom }
    const { style } = this.#options.container
    style.setProperty('--map-covered-bottom', `${bottom}px`)
    style.setProperty('--map-covered-right', `${right}px`)
  }

  fit(bounds: Bounds, maxZoom = 16): void {
    this.#map.fitBounds(toBox(bounds), { padding: this.#padding, maxZoom, duration: 350 })
  }

  zoomBy(levels: number): void {
    this.#map.zoomTo(this.#map.getZoom() + levels, { duration: 200 })
  }

  /** The middle of what can be seen: where a corner is set without a pointer. */
  centre(): Point {
    const { right, bottom } = this.#padding
    const { clientWidth, clientHeight } = this.#options.container
    const { lng, lat } = this.#map.unproject([
      (clientWidth - right + edge) / 2,
      (clientHeight - bottom + edge) / 2,
    ])
    return { lon: rounded(lng), lat: rounded(lat) }
  }

  resize(): void {
    this.#map.resize()
  }

  camera(): MapCamera {
    const { lng, lat } = this.#map.getCenter()
    return { center: [lng, lat], zoom: this.#map.getZoom() }
  }

  [Symbol.dispose](): void {
    this.#map.remove()
  }

  #draw(): void {
    const data = sceneData(this.#scene)
    for (const name of sceneSources) {
      void this.#map.getSource<maplibre.GeoJSONSource>(name)?.setData(data[name])
    }
  }

  #placeEnd(index: number, point: Point | null): void {
    const marker = this.#ends[index]
    // Adding it anew, or moving it, would take it from under the pointer that drags it.
    if (marker === undefined || index === this.#dragged) return
    if (point === null) marker.remove()
    else {
      marker.setLngLat([point.lon, point.lat])
      if (this.#isOn[index] !== true) marker.addTo(this.#map)
    }
    this.#isOn[index] = point !== null
  }

  #marker(end: 0 | 1): maplibre.Marker {
    const marker = new maplibre.Marker({ element: endElement(end), draggable: true })
    let toldAt = 0
    const tell = (isDone: boolean): void => {
      const { lng, lat } = marker.getLngLat()
      this.#options.onDragEnd(end, { lon: rounded(lng), lat: rounded(lat) }, isDone)
    }
    marker.on('drag', () => {
      const now = performance.now()
      if (now - toldAt < TELL_EVERY_MS) return
      toldAt = now
      tell(false)
    })
    marker.on('dragstart', () => {
      this.#dragged = end
    })
    marker.on('dragend', () => {
      this.#dragged = null
      tell(true)
    })
    return marker
  }

  #listen(): void {
    const map = this.#map
    map.on('click', ({ point, lngLat }) => {
      const { draft } = this.#scene
      if (draft === null && this.#isReady) {
        const [hit] = map.queryRenderedFeatures(point, { layers: ['closure-signs', 'closure-areas'] })
        const id: unknown = hit?.properties['id']
        if (typeof id === 'string') this.#options.onClosure(id)
      }
      const first = draft?.kind === 'area' ? draft.corners[0] : undefined
      const isOnFirst = first !== undefined && map.project([first[0], first[1]]).dist(point) <= nearCorner
      this.#options.onPress({ lon: rounded(lngLat.lng), lat: rounded(lngLat.lat) }, isOnFirst)
    })
    map.on('movestart', () => this.#options.onMoving())
    map.on('idle', () => this.#options.onSettled())
    map.on('error', ({ error }) => this.#options.onError(error.message))
  }
}

const toBox = ({ west, south, east, north }: Bounds): [[number, number], [number, number]] => [
  [west, south],
  [east, north],
]

/** The disc of an end of the route: A filled, B ringed, so that they differ without their letters too. */
function endElement(end: 0 | 1): HTMLElement {
  const element = document.createElement('div')
  element.className = `route-end route-end-${end === 0 ? 'from' : 'to'}`
  element.textContent = end === 0 ? 'A' : 'B'
  element.setAttribute('role', 'img')
  element.setAttribute('aria-label', end === 0 ? 'Start of the route' : 'End of the route')
  return element
}
