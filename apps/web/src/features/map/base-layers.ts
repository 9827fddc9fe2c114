import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { MapPalette } from './map-palette.ts'

/** The vector source of our own tiles. */
export const baseSource = 'region'

/** Local text rendering takes the families of a stack as CSS fonts; a first name such as `Medium` sets the weight. */
export const regularFont = ['Regular', 'Inter Variable']
export const strongFont = ['Semibold', 'Inter Variable']

const motorway = ['motorway', 'trunk']
const major = ['primary', 'secondary']
const medium = ['tertiary', 'minor']

const isClass = (classes: readonly string[]): ExpressionSpecification => [
  'in',
  ['get', 'class'],
  ['literal', [...classes]],
]

/** Grows with the zoom as a road does on a paper map; pixels at zoom 10, 14 and 18. */
const width = (at10: number, at14: number, at18: number): ExpressionSpecification => [
  'interpolate',
  ['exponential', 1.5],
  ['zoom'],
  10,
  at10,
  14,
  at14,
  18,
  at18,
]

/** The layers of the basemap, from the ground up; everything is pale so that routes stand out. */
export function baseLayers(palette: MapPalette): LayerSpecification[] {
  return [
    { id: 'land', type: 'background', paint: { 'background-color': palette.land } },
    ...areas(palette),
    ...roads(palette),
    ...labels(palette),
  ]
}

function areas(palette: MapPalette): LayerSpecification[] {
  return [
    {
      id: 'landuse',
      type: 'fill',
      source: baseSource,
      'source-layer': 'landuse',
      paint: {
        'fill-color': [
          'match',
          ['get', 'class'],
          ['residential', 'commercial', 'industrial', 'square', 'airport', 'rock'],
          palette.built,
          palette.green,
        ],
        'fill-opacity': 0.8,
      },
    },
    {
      id: 'water',
      type: 'fill',
      source: baseSource,
      'source-layer': 'water',
      paint: { 'fill-color': palette.water },
    },
    {
      id: 'waterway',
      type: 'line',
      source: baseSource,
      'source-layer': 'waterway',
      paint: { 'line-color': palette.water, 'line-width': width(0.6, 2, 8) },
    },
    {
      id: 'buildings',
      type: 'fill',
      source: baseSource,
      'source-layer': 'buildings',
      minzoom: 14,
      paint: {
        'fill-color': palette.building,
        'fill-opacity': ['interpolate', ['linear'], ['zoom'], 14, 0, 15, 1],
      },
    },
  ]
}

function roads(palette: MapPalette): LayerSpecification[] {
  const line = (
    id: string,
    filter: ExpressionSpecification,
    colour: string,
    lineWidth: ExpressionSpecification,
    minzoom: number,
  ): LayerSpecification => ({
    id,
    type: 'line',
    source: baseSource,
    'source-layer': 'roads',
    minzoom,
    filter,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': lineWidth },
  })
  const isMinor: ExpressionSpecification = ['!', isClass([...motorway, ...major, ...medium])]
  return [
    {
      id: 'rail',
      type: 'line',
      source: baseSource,
      'source-layer': 'rail',
      minzoom: 11,
      paint: { 'line-color': palette.rail, 'line-width': width(0.4, 1, 2.5), 'line-dasharray': [4, 2] },
    },
    line('road-minor-casing', isMinor, palette.roadCasing, width(0.2, 1.8, 13), 13),
    line('road-medium-casing', isClass(medium), palette.roadCasing, width(1.4, 3.8, 22), 11),
    line('road-major-casing', isClass(major), palette.roadCasing, width(1.8, 5.8, 28), 8),
    line('road-motorway-casing', isClass(motorway), palette.roadCasing, width(2, 6.8, 32), 5),
    line('road-minor', isMinor, palette.roadMinor, width(0.1, 1, 10.5), 13),
    line('road-medium', isClass(medium), palette.roadMedium, width(0.7, 2.4, 19), 11),
    line('road-major', isClass(major), palette.roadMajor, width(1.1, 4.4, 25), 8),
    line('road-motorway', isClass(motorway), palette.roadMajor, width(1.2, 5.2, 28), 5),
  ]
}

function labels(palette: MapPalette): LayerSpecification[] {
  const street = (
    id: string,
    classes: readonly string[],
    minzoom: number,
    size: number,
  ): LayerSpecification => ({
    id,
    type: 'symbol',
    source: baseSource,
    'source-layer': 'roads',
    minzoom,
    filter: ['all', ['has', 'name'], isClass(classes)],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 420,
      'text-field': ['get', 'name'],
      'text-font': regularFont,
      'text-size': ['interpolate', ['linear'], ['zoom'], 13, size, 17, size + 2],
      'text-max-angle': 30,
      'text-padding': 8,
    },
    paint: { 'text-color': palette.label, 'text-halo-color': palette.labelHalo, 'text-halo-width': 1.4 },
  })
  return [
    street('label-street', [...medium, 'pedestrian', 'service'], 14, 10.5),
    street('label-main-street', [...motorway, ...major], 12, 11),
    {
      id: 'label-water',
      type: 'symbol',
      source: baseSource,
      'source-layer': 'water',
      minzoom: 12,
      filter: ['has', 'name'],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': regularFont,
        'text-size': 11,
        'text-max-width': 7,
      },
      paint: {
        'text-color': palette.waterLabel,
        'text-halo-color': palette.labelHalo,
        'text-halo-width': 1,
      },
    },
    {
      id: 'label-place',
      type: 'symbol',
      source: baseSource,
      'source-layer': 'places',
      maxzoom: 15.5,
      filter: ['has', 'name'],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': strongFont,
        'text-size': ['match', ['get', 'class'], 'city', 15, 'town', 13.5, ['suburb', 'village'], 12, 11],
        'text-max-width': 8,
        'text-padding': 14,
        'symbol-sort-key': ['coalesce', ['get', 'rank'], 9],
      },
      paint: { 'text-color': palette.label, 'text-halo-color': palette.labelHalo, 'text-halo-width': 1.6 },
    },
  ]
}

/** The ids of layers that write street names. */
export const streetLabelLayers = ['label-street', 'label-main-street'] as const
