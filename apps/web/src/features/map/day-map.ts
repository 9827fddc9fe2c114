import { routeHues } from '@cartage/ui'
import * as maplibre from 'maplibre-gl'
import { addImages } from './base-images.ts'
import { streetLabelLayers } from './base-labels.ts'
import type { MapRegion } from './base-source.ts'
import { mapImages, stopDisc } from './map-images.ts'
import { mapPalette, type ColourScheme } from './map-palette.ts'
import {
  contentBounds,
  depotFeatures,
  routeFeatures,
  visitFeatures,
  type LineFeature,
  type MapContent,
  type PointFeature,
} from './overlay-data.ts'
import { hitLayers, overlayLayers, overlaySources } from './overlay-layers.ts'
import { cameraOf, clearOf, startMap, type Covered, type MapCamera } from './start-map.ts'

/** What a pointer is over; `x` and `y` are pixels of the window. */
export interface MapHit {
  readonly orderId: string | null
  readonly routeId: string | null
  readonly x: number
  readonly y: number
}

/** What is chosen or pointed at anywhere on the page. */
export interface MapSelection {
  readonly orderId: string | null
  readonly routeId: string | null
  readonly hoverOrderId: string | null
  readonly hoverRouteId: string | null
}

export interface DayMapOptions {
  readonly container: HTMLElement
  /** Its bounds are where to look before there is anything to show. */
  readonly region: MapRegion
  readonly scheme: ColourScheme
  /** Takes up where another map left off. */
  readonly camera: MapCamera | null
  readonly onHover: (hit: MapHit | null) => void
  readonly onSelect: (hit: MapHit | null) => void
  /** After each redraw that settled: what can be read on the map now. */
  readonly onSettled: (seen: MapSight) => void
  readonly onError: (message: string) => void
}

/** What is in view, in figures. */
export interface MapSight {
  readonly streetNames: number
  readonly stopNumbers: number
  readonly openOrders: number
}

/** Pixels that stay free around what is brought into view. */
const edge = 56

const nothing: MapContent = { depot: null, orders: [], plan: null, paths: [] }

/** The map of a day: the region's own tiles below, routes, stops, orders and the depot above. */
export class DayMap implements Disposable {
  readonly #map: maplibre.Map
  readonly #options: DayMapOptions
  #content: MapContent = nothing
  #features = new Map<string, PointFeature>()
  #selection: MapSelection = { orderId: null, routeId: null, hoverOrderId: null, hoverRouteId: null }
  #padding = { top: edge, right: edge, bottom: edge, left: edge }
  /** What the layers show now, so that hovering changes only what it must. */
  #looks = new Map<string, string>()
  #chosen: string | null = null
  #hasFocus = false
  #isReady = false
  /** True until the person moves the map: as long, everything is kept in view. */
  #isFramed: boolean

  constructor(options: DayMapOptions) {
    this.#options = options
    this.#isFramed = options.camera === null
    const palette = mapPalette(options.scheme)
    const hues = routeHues.map((hue) => hue[options.scheme])
    this.#map = startMap({
      ...options,
      sources: overlaySources(),
      layers: overlayLayers(palette, hues),
      images: () => mapImages(palette, hues),
      onReady: () => {
        this.#isReady = true
        this.#drawContent()
        this.#drawSelection()
        this.#frame()
      },
    })
    this.#map.setMissingStyleImageResolver(async (name) => {
      // A canvas does not wait for a font as a page does.
      await document.fonts.load('600 12px "Inter Variable"')
      const disc = stopDisc(name, palette, hues)
      if (disc) addImages(this.#map, [disc])
    })
    this.#listen()
  }

  /** Shows the day's things, and keeps them all in view until the person moves the map. */
  setContent(content: MapContent): void {
    this.#content = content
    if (!this.#isReady) return
    this.#drawContent()
    this.#drawSelection()
    this.#frame()
  }

  /** Lifts what is chosen or pointed at and dims the rest. */
  setSelection(selection: MapSelection): void {
    this.#selection = selection
    if (this.#isReady) this.#drawSelection()
  }

  /** Keeps what is brought into view, and the scale, clear of panels that lie over the map. */
  setCovered(covered: Covered): void {
    this.#padding = clearOf(this.#options.container, covered, edge)
    this.#frame()
  }

  /** Brings a route, or without one everything, into view. */
  fit(routeId: string | null): void {
    const bounds = contentBounds(this.#content, routeId)
    if (!bounds) return
    this.#isFramed = routeId === null
    this.#map.fitBounds(bounds, { padding: this.#padding, maxZoom: 15, duration: 350 })
  }

  /** Moves as little as needed so that an order can be seen. */
  reveal(orderId: string): void {
    const feature = this.#features.get(orderId)
    const [lon, lat] = feature?.geometry.coordinates ?? []
    if (lon === undefined || lat === undefined) return
    const { x, y } = this.#map.project([lon, lat])
    const { clientWidth, clientHeight } = this.#options.container
    const { top, right, bottom, left } = this.#padding
    const isInView = x >= left && x <= clientWidth - right && y >= top && y <= clientHeight - bottom
    if (isInView && this.#map.getZoom() >= 11) return
    this.#isFramed = false
    this.#map.easeTo({
      center: [lon, lat],
      zoom: Math.max(this.#map.getZoom(), 13),
      padding: this.#padding,
      duration: 350,
    })
  }

  zoomBy(levels: number): void {
    this.#isFramed = false
    this.#map.zoomTo(this.#map.getZoom() + levels, { duration: 200 })
  }

  /** The map's box changed its size. */
  resize(): void {
    this.#map.resize()
    this.#frame()
  }

  camera(): MapCamera {
    return cameraOf(this.#map)
  }

  [Symbol.dispose](): void {
    this.#map.remove()
  }

  #listen(): void {
    const map = this.#map
    map.on('mousemove', (event) => {
      const hit = this.#hitAt(event)
      map.getCanvas().style.cursor = hit ? 'pointer' : ''
      this.#options.onHover(hit)
    })
    map.on('mouseout', () => this.#options.onHover(null))
    map.on('movestart', ({ originalEvent }) => {
      if (originalEvent) this.#isFramed = false
      this.#options.onHover(null)
    })
    map.on('click', (event) => {
      const hit = this.#hitAt(event)
      const cluster = hit?.orderId
        ? undefined
        : map.queryRenderedFeatures(event.point, { layers: ['clusters'] })[0]
      if (cluster?.geometry.type === 'Point') {
        const [lon = 0, lat = 0] = cluster.geometry.coordinates
        this.#isFramed = false
        map.easeTo({ center: [lon, lat], zoom: Math.max(11.5, map.getZoom() + 2), duration: 350 })
        return
      }
      this.#options.onSelect(hit)
    })
    map.on('idle', () => this.#options.onSettled(this.#sight()))
    map.on('error', ({ error }) => this.#options.onError(error.message))
  }

  #hitAt({ point, originalEvent }: maplibre.MapMouseEvent): MapHit | null {
    if (!this.#isReady) return null
    const { x, y } = point
    // A line is thin: a few pixels around the pointer count too.
    const reach = 4
    const found = this.#map.queryRenderedFeatures(
      [
        [x - reach, y - reach],
        [x + reach, y + reach],
      ],
      { layers: [...hitLayers] },
    )
    const visit = found.find((feature) => typeof feature.properties.orderId === 'string')
    const feature = visit ?? found.find((candidate) => typeof candidate.properties.routeId === 'string')
    if (!feature) return null
    const { orderId, routeId } = feature.properties
    return {
      orderId: typeof orderId === 'string' ? orderId : null,
      routeId: typeof routeId === 'string' && routeId !== '' ? routeId : null,
      x: originalEvent.clientX,
      y: originalEvent.clientY,
    }
  }

  #sight(): MapSight {
    const visits = this.#map.queryRenderedFeatures({ layers: ['visits', 'chosen-visits'] })
    const seen = new Map(visits.map(({ properties }) => [properties.orderId, properties.kind]))
    const numbers = [...seen.values()].filter((kind) => kind === 'stop').length
    return {
      streetNames: this.#map.queryRenderedFeatures({ layers: [...streetLabelLayers] }).length,
      stopNumbers: numbers,
      openOrders: seen.size - numbers,
    }
  }

  #frame(): void {
    const bounds = this.#isFramed && this.#isReady ? contentBounds(this.#content, null) : null
    if (bounds) this.#map.fitBounds(bounds, { padding: this.#padding, maxZoom: 13, duration: 0 })
  }

  #drawContent(): void {
    const visits = visitFeatures(this.#content)
    this.#features = new Map(visits.map((feature) => [String(feature.properties.orderId), feature]))
    this.#setData('routes', routeFeatures(this.#content))
    this.#setData('visits', visits)
    this.#setData('depot', depotFeatures(this.#content))
    this.#looks.clear()
    this.#drawChosen(this.#chosen)
  }

  #drawSelection(): void {
    const { orderId, hoverOrderId, hoverRouteId } = this.#selection
    const chosen = this.#selection.routeId ?? this.#routeOf(orderId)
    const lifted = hoverRouteId ?? this.#routeOf(hoverOrderId)
    for (const { id } of this.#content.plan?.routes ?? []) {
      const dim = chosen !== null && id !== chosen && id !== lifted
      const look = `${dim} ${id === lifted}`
      if (this.#looks.get(id) === look) continue
      this.#looks.set(id, look)
      this.#map.setFeatureState({ source: 'routes', id }, { dim, lifted: id === lifted })
    }
    if (chosen !== this.#chosen) this.#drawChosen(chosen)
    const focus = [...new Set([orderId, hoverOrderId])].flatMap((id) => {
      const feature = id === null ? undefined : this.#features.get(id)
      return feature ? [feature] : []
    })
    if (focus.length > 0 || this.#hasFocus) this.#setData('focus', focus)
    this.#hasFocus = focus.length > 0
  }

  /** Brings a route above the others. It lays tiles out anew, so it is for choosing and not for hovering. */
  #drawChosen(chosen: string | null): void {
    this.#chosen = chosen
    for (const layer of ['chosen-casing', 'chosen-line']) {
      this.#map.setFilter(layer, ['==', ['get', 'routeId'], chosen ?? ''])
    }
    const isChosen: maplibre.ExpressionSpecification = ['==', ['get', 'routeId'], chosen ?? '']
    const faint = 0.35
    this.#map.setPaintProperty('visits', 'icon-opacity', chosen === null ? 1 : ['case', isChosen, 1, faint])
    this.#map.setPaintProperty('clusters', 'circle-opacity', chosen === null ? 1 : faint)
    this.#map.setPaintProperty('clusters', 'circle-stroke-opacity', chosen === null ? 1 : faint)
    this.#map.setPaintProperty('cluster-counts', 'text-opacity', chosen === null ? 1 : faint)
    const stops = [...this.#features.values()].filter(({ properties }) => properties.routeId === chosen)
    this.#setData('chosen', chosen === null ? [] : stops)
  }

  #routeOf(orderId: string | null): string | null {
    const routeId = orderId === null ? undefined : this.#features.get(orderId)?.properties.routeId
    return typeof routeId === 'string' && routeId !== '' ? routeId : null
  }

  #setData(name: string, features: readonly (PointFeature | LineFeature)[]): void {
    const source = this.#map.getSource(name)
    if (source instanceof maplibre.GeoJSONSource) {
      void source.setData({ type: 'FeatureCollection', features: [...features] })
    }
  }
}
