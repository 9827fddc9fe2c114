import type { Bounds, Point } from '@cartage/domain'
import * as maplibre from 'maplibre-gl'
import { mapPalette, type ColourScheme } from '../map/map-palette.ts'
import { cameraOf, clearOf, startMap, toBox, type Covered, type MapCamera } from '../map/start-map.ts'
import { regionImages } from './region-images.ts'
import { closureLayers, sceneLayers, sceneSourceSpecs } from './region-layers.ts'
import { emptyScene, sceneData, sceneSources, type RegionScene } from './region-scene.ts'

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
  /** While a corner of what is being drawn is dragged. */
  readonly onMoveCorner: (index: number, point: Point) => void
  /** While an end of the route is dragged, and once more, `isDone`, when it is let go. */
  readonly onDragEnd: (end: 0 | 1, point: Point, isDone: boolean) => void
  readonly onMoving: () => void
  /** After each redraw that settled. */
  readonly onSettled: () => void
  readonly onError: (message: string) => void
}

/** Pixels that stay free around what is brought into view. */
const edge = 48
/** What is chosen must be this large to be left as it is. Pixels. */
const smallest = 40
/** A press this near to a corner means it. Pixels. */
const nearCorner = 14
/** A dragged end tells where it is this often, so that the route follows. */
const TELL_EVERY_MS = 120

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6
const pointOf = ({ lng, lat }: maplibre.LngLat): Point => ({ lon: rounded(lng), lat: rounded(lat) })

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
    const { region, scheme } = options
    this.region = region?.name ?? null
    const palette = mapPalette(scheme)
    this.#map = startMap({
      ...options,
      sources: sceneSourceSpecs(),
      layers: sceneLayers(palette, scheme),
      images: () => regionImages(palette, scheme),
      onReady: () => {
        this.#isReady = true
        this.#draw()
      },
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
  setCovered(covered: Covered): void {
    this.#padding = clearOf(this.#options.container, covered, edge)
  }

  fit(bounds: Bounds, maxZoom = 16): void {
    this.#map.fitBounds(toBox(bounds), { padding: this.#padding, maxZoom, duration: 350 })
  }

  /** Moves only when the bounds are not all in view, or too small to be made out. */
  reveal(bounds: Bounds): void {
    const { top, right, bottom, left } = this.#padding
    const { clientWidth, clientHeight } = this.#options.container
    const [a, b] = toBox(bounds).map((corner) => this.#map.project(corner))
    if (a === undefined || b === undefined) return
    const isInView = a.x >= left && b.x <= clientWidth - right && b.y >= top && a.y <= clientHeight - bottom
    if (!isInView || a.dist(b) < smallest) this.fit(bounds, 17)
  }

  zoomBy(levels: number): void {
    this.#map.zoomTo(this.#map.getZoom() + levels, { duration: 200 })
  }

  /** The middle of what can be seen: where a corner is set without a pointer. */
  centre(): Point {
    const { right, bottom } = this.#padding
    const { clientWidth, clientHeight } = this.#options.container
    return pointOf(
      this.#map.unproject([(clientWidth - right + edge) / 2, (clientHeight - bottom + edge) / 2]),
    )
  }

  resize(): void {
    this.#map.resize()
  }

  camera(): MapCamera {
    return cameraOf(this.#map)
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
      this.#options.onDragEnd(end, pointOf(marker.getLngLat()), isDone)
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
      const id = this.#closureAt(point)
      if (id !== undefined) this.#options.onClosure(id)
      const first = draft?.kind === 'area' ? draft.corners[0] : undefined
      const isOnFirst = first !== undefined && map.project([first[0], first[1]]).dist(point) <= nearCorner
      this.#options.onPress(pointOf(lngLat), isOnFirst)
    })
    map.on('mousemove', ({ point }) => {
      if (this.#scene.draft === null)
        map.getCanvas().style.cursor = this.#closureAt(point) === undefined ? '' : 'pointer'
      else if (this.#scene.draft.isClosed)
        map.getCanvas().style.cursor = this.#cornerAt(point) === undefined ? 'crosshair' : 'move'
    })
    map.on('mousedown', (event) => this.#dragCorner(event, 'mousemove', 'mouseup'))
    map.on('touchstart', (event) => this.#dragCorner(event, 'touchmove', 'touchend'))
    map.on('movestart', () => this.#options.onMoving())
    map.on('idle', () => this.#options.onSettled())
    map.on('error', ({ error }) => this.#options.onError(error.message))
  }

  /** Corners of an area that is complete can be dragged; while it is drawn, a press near one may mean the next. */
  #dragCorner(
    event: maplibre.MapMouseEvent | maplibre.MapTouchEvent,
    moves: 'mousemove' | 'touchmove',
    ends: 'mouseup' | 'touchend',
  ): void {
    const index = this.#scene.draft?.isClosed === true ? this.#cornerAt(event.point) : undefined
    if (index === undefined) return
    event.preventDefault()
    const move = ({ lngLat }: { readonly lngLat: maplibre.LngLat }): void =>
      this.#options.onMoveCorner(index, pointOf(lngLat))
    this.#map.on(moves, move)
    this.#map.once(ends, () => this.#map.off(moves, move))
  }

  #cornerAt(point: maplibre.Point): number | undefined {
    const { draft } = this.#scene
    if (draft?.kind !== 'area') return undefined
    const index = draft.corners.findIndex(
      ([lon, lat]) => this.#map.project([lon, lat]).dist(point) <= nearCorner,
    )
    return index < 0 ? undefined : index
  }

  #closureAt({ x, y }: maplibre.Point): string | undefined {
    if (this.#scene.draft !== null || !this.#isReady) return undefined
    // A line is thin: a few pixels around the pointer count too.
    const reach = 5
    const found = this.#map.queryRenderedFeatures(
      [
        [x - reach, y - reach],
        [x + reach, y + reach],
      ],
      { layers: closureLayers },
    )
    const id: unknown = found[0]?.properties['id']
    return typeof id === 'string' ? id : undefined
  }
}

/** The disc of an end of the route: A filled, B ringed, so that they differ without their letters too. */
function endElement(end: 0 | 1): HTMLElement {
  const element = document.createElement('div')
  element.className = `route-end route-end-${end === 0 ? 'from' : 'to'}`
  element.textContent = end === 0 ? 'A' : 'B'
  element.setAttribute('role', 'img')
  element.setAttribute('aria-label', end === 0 ? 'Start of the route' : 'End of the route')
  return element
}
