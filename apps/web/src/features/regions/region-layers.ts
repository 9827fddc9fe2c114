import { routeHex } from '@cartage/ui'
import type {
  ExpressionSpecification,
  LayerSpecification,
  SourceSpecification,
  SymbolLayerSpecification,
} from 'maplibre-gl'
import { strongFont } from '../map/base-labels.ts'
import type { ColourScheme, MapPalette } from '../map/map-palette.ts'
import { sceneSources } from './region-scene.ts'

/** The sources that a scene fills. */
export const sceneSourceSpecs = (): Record<string, SourceSpecification> =>
  Object.fromEntries(
    sceneSources.map((name) => [
      name,
      { type: 'geojson', data: { type: 'FeatureCollection', features: [] } } as const,
    ]),
  )

const isArea: ExpressionSpecification = ['==', ['geometry-type'], 'Polygon']
const isDot: ExpressionSpecification = ['==', ['geometry-type'], 'Point']
const isLine: ExpressionSpecification = ['==', ['geometry-type'], 'LineString']
const isOneWay: ExpressionSpecification = ['to-boolean', ['get', 'isOneWay']]
const isActive: ExpressionSpecification = ['==', ['get', 'status'], 'active']

/** Pale where it does not count now, and paler while another one is chosen. */
const presence: ExpressionSpecification = ['case', ['get', 'isDim'], 0.35, isActive, 1, 0.6]

/** Where a press means a closure; the signs first. */
export const closureLayers = ['closure-signs', 'closure-roads', 'closure-areas']

/** Outlines of regions, closures, the tested route and what is being drawn, from below. */
export function sceneLayers(palette: MapPalette, scheme: ColourScheme): LayerSpecification[] {
  const line = { 'line-cap': 'round', 'line-join': 'round' } as const
  const width = (base: number): ExpressionSpecification => [
    'interpolate',
    ['linear'],
    ['zoom'],
    9,
    base * 0.7,
    14,
    base * 1.2,
    18,
    base * 2,
  ]
  const roadWidth = (base: number): ExpressionSpecification => [
    'interpolate',
    ['linear'],
    ['zoom'],
    10,
    ['*', base * 0.6, ['case', ['get', 'isChosen'], 1.35, 1]],
    16,
    ['*', base * 1.2, ['case', ['get', 'isChosen'], 1.35, 1]],
  ]
  const roadArrows = {
    'symbol-placement': 'line',
    'symbol-spacing': 28,
    'icon-image': 'arrow-closed',
    'icon-size': ['interpolate', ['linear'], ['zoom'], 10, 0.6, 16, 1],
    'icon-allow-overlap': true,
    'icon-ignore-placement': true,
  } satisfies SymbolLayerSpecification['layout']
  return [
    {
      id: 'outlines',
      type: 'line',
      source: 'outlines',
      filter: ['!', isDot],
      layout: line,
      paint: {
        'line-color': palette.ink,
        'line-width': ['case', ['get', 'isChosen'], 1.6, 1.2],
        'line-opacity': ['case', ['get', 'isChosen'], 0.75, 0.45],
        'line-dasharray': [3, 2.5],
      },
    },
    {
      id: 'outline-names',
      type: 'symbol',
      source: 'outlines',
      filter: isDot,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': strongFont,
        'text-size': 12,
        'text-anchor': 'bottom-left',
        'text-offset': [0, -0.3],
        'text-max-width': 20,
      },
      paint: { 'text-color': palette.ink, 'text-halo-color': palette.labelHalo, 'text-halo-width': 1.6 },
    },
    {
      id: 'reach',
      type: 'fill',
      source: 'reach',
      paint: { 'fill-color': routeHex(0, scheme), 'fill-opacity': 0.16 },
    },
    {
      id: 'reach-edges',
      type: 'line',
      source: 'reach',
      layout: line,
      paint: { 'line-color': routeHex(0, scheme), 'line-width': 1.4 },
    },
    {
      id: 'closure-areas',
      type: 'fill',
      source: 'closures',
      filter: isArea,
      paint: {
        'fill-pattern': ['concat', 'hatch-', ['get', 'sign']],
        'fill-opacity': ['case', ['get', 'isDim'], 0.15, isActive, 0.5, 0.28],
      },
    },
    {
      id: 'closure-edges',
      type: 'line',
      source: 'closures',
      filter: isArea,
      layout: line,
      paint: {
        'line-color': palette.ink,
        'line-width': ['case', ['get', 'isChosen'], 3, 1.6],
        'line-opacity': presence,
      },
    },
    {
      id: 'closure-road-casing',
      type: 'line',
      source: 'closures',
      filter: isLine,
      layout: line,
      paint: { 'line-color': palette.casing, 'line-width': roadWidth(10), 'line-opacity': presence },
    },
    {
      id: 'closure-roads',
      type: 'line',
      source: 'closures',
      filter: isLine,
      layout: line,
      paint: { 'line-color': palette.ink, 'line-width': roadWidth(7), 'line-opacity': presence },
    },
    // As the boards of a barrier: closed whichever way one comes.
    {
      id: 'closure-road-boards',
      type: 'line',
      source: 'closures',
      filter: ['all', isLine, ['!', isOneWay], ['==', ['get', 'sign'], 'closed']],
      paint: {
        'line-color': palette.casing,
        'line-width': roadWidth(2.6),
        'line-dasharray': [1.6, 1.6],
        'line-opacity': presence,
      },
    },
    {
      id: 'closure-road-arrows',
      type: 'symbol',
      source: 'closures',
      filter: ['all', isLine, isOneWay],
      layout: roadArrows,
      paint: { 'icon-opacity': presence },
    },
    {
      id: 'links',
      type: 'line',
      source: 'links',
      layout: line,
      paint: { 'line-color': palette.ink, 'line-width': 1.5, 'line-dasharray': [1, 2] },
    },
    {
      id: 'route-casing',
      type: 'line',
      source: 'route',
      layout: line,
      paint: { 'line-color': palette.casing, 'line-width': width(7) },
    },
    {
      id: 'route-line',
      type: 'line',
      source: 'route',
      layout: line,
      paint: { 'line-color': routeHex(0, scheme), 'line-width': width(4.2) },
    },
    {
      id: 'route-arrows',
      type: 'symbol',
      source: 'route',
      minzoom: 12,
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 90,
        'icon-image': 'arrow',
        'icon-size': 0.8,
        'icon-allow-overlap': true,
      },
    },
    {
      id: 'closure-signs',
      type: 'symbol',
      source: 'closures',
      filter: isDot,
      layout: {
        'icon-image': ['concat', 'sign-', ['get', 'sign']],
        // A short stretch must not vanish below its sign.
        'icon-size': ['case', ['get', 'isOnRoad'], 0.8, ['get', 'isChosen'], 1.3, 1],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
      paint: { 'icon-opacity': presence },
    },
    {
      id: 'draft-area',
      type: 'fill',
      source: 'draft',
      filter: isArea,
      paint: { 'fill-pattern': 'hatch-closed', 'fill-opacity': 0.45 },
    },
    {
      id: 'draft-line',
      type: 'line',
      source: 'draft',
      filter: ['!', isDot],
      layout: line,
      paint: { 'line-color': palette.ink, 'line-width': ['case', ['has', 'isRoad'], 8, 2] },
    },
    {
      id: 'draft-arrows',
      type: 'symbol',
      source: 'draft',
      filter: ['all', isLine, isOneWay],
      layout: roadArrows,
    },
    {
      id: 'draft-corners',
      type: 'circle',
      source: 'draft',
      filter: isDot,
      paint: {
        'circle-radius': ['case', ['any', ['has', 'isRoad'], ['to-boolean', ['get', 'isFirst']]], 7, 4.5],
        'circle-color': palette.casing,
        'circle-stroke-color': palette.ink,
        'circle-stroke-width': 2.5,
      },
    },
  ]
}
