import type {
  ExpressionSpecification,
  GeoJSONSourceSpecification,
  LayerSpecification,
  SourceSpecification,
} from 'maplibre-gl'
import { strongFont } from './base-labels.ts'
import type { MapPalette } from './map-palette.ts'

/** Below this zoom neighbouring stops are drawn as one disc with their count. */
export const clusterBelowZoom = 11

const empty = (): GeoJSONSourceSpecification => ({
  type: 'geojson',
  data: { type: 'FeatureCollection', features: [] },
})

/** The sources that the day's own things are drawn from; data comes later. */
export function overlaySources(): Record<string, SourceSpecification> {
  return {
    routes: { ...empty(), promoteId: 'routeId' },
    visits: {
      ...empty(),
      cluster: true,
      clusterMaxZoom: clusterBelowZoom - 1,
      clusterRadius: 36,
    },
    chosen: empty(),
    focus: empty(),
    depot: empty(),
  }
}

const is = (state: string): ExpressionSpecification => ['boolean', ['feature-state', state], false]

/** The layers of the day's own things, above the basemap: lines, discs, rings, depot. */
export function overlayLayers(palette: MapPalette, hues: readonly string[]): LayerSpecification[] {
  const hue = byColour(hues, palette.ink)
  const lineWidth = (base: number): ExpressionSpecification => [
    'interpolate',
    ['linear'],
    ['zoom'],
    9,
    ['case', is('lifted'), base, base * 0.6],
    14,
    ['case', is('lifted'), base * 1.9, base * 1.15],
    18,
    ['case', is('lifted'), base * 3, base * 2],
  ]
  const line = { 'line-cap': 'round', 'line-join': 'round' } as const
  return [
    {
      id: 'route-casing',
      type: 'line',
      source: 'routes',
      layout: line,
      paint: {
        'line-color': palette.casing,
        'line-width': lineWidth(5.5),
        'line-opacity': ['case', is('dim'), 0.15, 0.9],
      },
    },
    {
      id: 'route-line',
      type: 'line',
      source: 'routes',
      layout: line,
      paint: {
        'line-color': hue,
        'line-width': lineWidth(3.2),
        'line-opacity': ['case', is('dim'), 0.22, 1],
      },
    },
    // The chosen route once more, above all others.
    {
      id: 'chosen-casing',
      type: 'line',
      source: 'routes',
      filter: ['==', ['get', 'routeId'], ''],
      layout: line,
      paint: { 'line-color': palette.casing, 'line-width': lineWidth(7) },
    },
    {
      id: 'chosen-line',
      type: 'line',
      source: 'routes',
      filter: ['==', ['get', 'routeId'], ''],
      layout: line,
      paint: { 'line-color': hue, 'line-width': lineWidth(4) },
    },
    {
      id: 'route-arrows',
      type: 'symbol',
      source: 'routes',
      minzoom: 12,
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 70,
        'icon-image': ['concat', 'arrow-', ['get', 'colour']],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'icon-rotation-alignment': 'map',
        'icon-size': ['interpolate', ['linear'], ['zoom'], 12, 0.6, 15, 1],
      },
      paint: { 'icon-opacity': ['case', is('dim'), 0, 1] },
    },
    {
      id: 'clusters',
      type: 'circle',
      source: 'visits',
      filter: ['has', 'point_count'],
      paint: {
        'circle-color': palette.ink,
        'circle-radius': ['step', ['get', 'point_count'], 12, 10, 15, 100, 20],
        'circle-stroke-color': palette.casing,
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'cluster-counts',
      type: 'symbol',
      source: 'visits',
      filter: ['has', 'point_count'],
      layout: {
        'text-field': ['get', 'point_count_abbreviated'],
        'text-font': strongFont,
        'text-size': 12,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': palette.onInk },
    },
    visits('visits', 'visits', ['!', ['has', 'point_count']]),
    // The stops of the chosen route again: they are never hidden in a cluster.
    visits('chosen-visits', 'chosen', ['has', 'image']),
    {
      id: 'depot',
      type: 'symbol',
      source: 'depot',
      layout: {
        'icon-image': 'depot',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'text-field': ['step', ['zoom'], '', 12, ['get', 'name']],
        'text-font': strongFont,
        'text-size': 12,
        'text-anchor': 'top',
        'text-offset': [0, 1.2],
        'text-optional': true,
      },
      paint: { 'text-color': palette.ink, 'text-halo-color': palette.labelHalo, 'text-halo-width': 1.6 },
    },
    {
      id: 'focus-ring',
      type: 'symbol',
      source: 'focus',
      layout: { 'icon-image': 'focus', 'icon-allow-overlap': true, 'icon-ignore-placement': true },
    },
    visits('focus-visits', 'focus', ['has', 'image']),
  ]
}

/** The names of layers whose features can be pointed at. */
export const hitLayers = ['focus-visits', 'chosen-visits', 'visits', 'clusters', 'route-line'] as const

/** A colour for each of the hue numbers. */
function byColour(colours: readonly string[], otherwise: string): ExpressionSpecification {
  return [
    'match',
    ['get', 'colour'],
    0,
    colours[0] ?? otherwise,
    ...colours.slice(1).flatMap((colour, index) => [index + 1, colour]),
    otherwise,
  ]
}

function visits(id: string, source: string, filter: ExpressionSpecification): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source,
    filter,
    layout: {
      'icon-image': ['get', 'image'],
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
      'symbol-sort-key': ['get', 'order'],
    },
  }
}
