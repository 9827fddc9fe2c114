import type { ExpressionSpecification, LayerSpecification, SymbolLayerSpecification } from 'maplibre-gl'
import { byZoom, from, isClass } from './base-source.ts'
import type { MapPalette } from './map-palette.ts'

/**
 * Local text rendering takes the families of a stack as CSS fonts; a first name such as `Medium` sets the weight, `Italic` the slant. A style
 * without `glyphs` draws every text so, from the font that the page has loaded: nothing is fetched from elsewhere.
 */
export const regularFont = ['Regular', 'Inter Variable']
const mediumFont = ['Medium', 'Inter Variable']
const italicFont = ['Italic', 'Inter Variable']
export const strongFont = ['Semibold', 'Inter Variable']

const mainRoads = ['motorway', 'trunk', 'primary', 'secondary']
const streets = ['tertiary', 'minor', 'service', 'pedestrian', 'path']

/** Names of streets, water, parks and places. MapLibre puts the last layer's names first, so the most important come last. */
export function labelLayers(palette: MapPalette): LayerSpecification[] {
  const halo = { 'text-halo-color': palette.labelHalo, 'text-halo-width': 1.5, 'text-halo-blur': 0.3 }
  return [
    street('label-street', palette, isClass(...streets), 14, [
      [14, 10],
      [18, 13],
    ]),
    waterway(palette),
    area('label-civic', palette, isClass('civic', 'square', 'cemetery', 'airport'), palette.labelFaint),
    area('label-park', palette, isClass('park'), palette.greenLabel),
    {
      id: 'label-lake',
      type: 'symbol',
      ...from('labels'),
      filter: isClass('lake'),
      layout: { ...areaLayout, 'text-font': italicFont },
      paint: {
        'text-color': palette.waterLabel,
        'text-halo-color': palette.waterHalo,
        'text-halo-width': 1.2,
      },
    },
    street('label-main-street', palette, isClass(...mainRoads), 12, [
      [12, 10.5],
      [18, 14],
    ]),
    shields(palette),
    {
      id: 'label-quarter',
      type: 'symbol',
      ...from('places'),
      maxzoom: 16.5,
      filter: isClass('suburb', 'quarter', 'neighbourhood', 'hamlet', 'island', 'locality'),
      layout: {
        ...placeLayout,
        'text-font': mediumFont,
        'text-size': byZoom([
          [11, ['match', ['get', 'class'], 'suburb', 11, 10.5]],
          [15, ['match', ['get', 'class'], 'suburb', 13.5, 12]],
        ]),
        'text-letter-spacing': ['match', ['get', 'class'], ['suburb', 'quarter'], 0.04, 0],
      },
      paint: { 'text-color': palette.labelFaint, ...halo },
    },
    {
      id: 'label-place',
      type: 'symbol',
      ...from('places'),
      maxzoom: 15.5,
      filter: isClass('city', 'town', 'village'),
      layout: {
        ...placeLayout,
        'text-font': strongFont,
        // From far away an extract is smaller than its name, which then stands below it.
        'text-offset': ['step', ['zoom'], ['literal', [0, 1.5]], 7.5, ['literal', [0, 0]]],
        'text-size': byZoom([
          [5, ['match', ['get', 'class'], 'city', 13, 12]],
          [9, ['match', ['get', 'class'], 'city', 16, 'town', 13, 11.5]],
          [14, ['match', ['get', 'class'], 'city', 22, 'town', 18, 14]],
        ]),
      },
      paint: { 'text-color': palette.label, ...halo },
    },
  ]
}

const placeLayout = {
  'text-field': ['get', 'name'],
  'text-max-width': 8,
  'text-padding': 10,
  'text-line-height': 1.1,
  'symbol-sort-key': ['get', 'rank'],
} satisfies SymbolLayerSpecification['layout']

const areaLayout = {
  'text-field': ['get', 'name'],
  'text-font': regularFont,
  'text-size': byZoom([
    [10, 10.5],
    [17, 12.5],
  ]),
  'text-max-width': 7,
  'text-padding': 6,
  'symbol-sort-key': ['get', 'rank'],
} satisfies SymbolLayerSpecification['layout']

function area(
  id: string,
  palette: MapPalette,
  filter: ExpressionSpecification,
  colour: string,
): LayerSpecification {
  return {
    id,
    type: 'symbol',
    ...from('labels'),
    filter,
    layout: areaLayout,
    paint: { 'text-color': colour, 'text-halo-color': palette.labelHalo, 'text-halo-width': 1.2 },
  }
}

function street(
  id: string,
  palette: MapPalette,
  filter: ExpressionSpecification,
  minzoom: number,
  sizes: readonly (readonly [zoom: number, size: number])[],
): LayerSpecification {
  return {
    id,
    type: 'symbol',
    ...from('roads'),
    minzoom,
    filter: ['all', ['has', 'name'], filter],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 380,
      'text-field': ['get', 'name'],
      'text-font': regularFont,
      'text-size': byZoom(sizes),
      'text-max-angle': 30,
      'text-padding': 6,
      'text-letter-spacing': 0.01,
    },
    paint: { 'text-color': palette.label, 'text-halo-color': palette.labelHalo, 'text-halo-width': 1.5 },
  }
}

function waterway(palette: MapPalette): LayerSpecification {
  return {
    id: 'label-waterway',
    type: 'symbol',
    ...from('waterway'),
    minzoom: 11,
    filter: ['all', ['has', 'name'], ['any', isClass('river'), ['>=', ['zoom'], 14]]],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 420,
      'text-field': ['get', 'name'],
      'text-font': italicFont,
      'text-size': byZoom([
        [11, 10.5],
        [17, 13],
      ]),
      'text-max-angle': 30,
      'text-letter-spacing': 0.05,
    },
    paint: { 'text-color': palette.waterLabel, 'text-halo-color': palette.waterHalo, 'text-halo-width': 1.2 },
  }
}

/** Road numbers on small plates. */
function shields(palette: MapPalette): LayerSpecification {
  return {
    id: 'label-shield',
    type: 'symbol',
    ...from('roads'),
    minzoom: 8,
    filter: [
      'all',
      ['has', 'ref'],
      ['<=', ['length', ['get', 'ref']], 8],
      [
        'any',
        isClass('motorway'),
        ['all', ['>=', ['zoom'], 9], isClass('trunk')],
        ['all', ['>=', ['zoom'], 11], isClass('primary')],
        ['all', ['>=', ['zoom'], 13], isClass('secondary', 'tertiary')],
      ],
    ],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 320,
      'symbol-sort-key': ['match', ['get', 'class'], 'motorway', 1, 'trunk', 2, 'primary', 3, 4],
      'text-field': ['get', 'ref'],
      'text-font': strongFont,
      'text-size': 9.5,
      'text-rotation-alignment': 'viewport',
      'text-padding': 18,
      'icon-image': shieldImage,
      'icon-text-fit': 'both',
      'icon-text-fit-padding': [2, 4, 2, 4],
      'icon-rotation-alignment': 'viewport',
    },
    paint: { 'text-color': palette.shieldLabel },
  }
}

export const shieldImage = 'shield'

/** The ids of layers that write street names. */
export const streetLabelLayers = ['label-street', 'label-main-street'] as const
