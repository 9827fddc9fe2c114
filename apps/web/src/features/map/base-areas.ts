import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { byZoom, from, isClass } from './base-source.ts'
import type { MapPalette } from './map-palette.ts'

/** Ground, land use, water and buildings. */
export function areaLayers(palette: MapPalette): LayerSpecification[] {
  return [
    { id: 'beyond', type: 'background', paint: { 'background-color': palette.beyond } },
    { id: 'land', type: 'fill', ...from('land'), paint: { 'fill-color': palette.land } },
    {
      id: 'landuse',
      type: 'fill',
      ...from('landuse'),
      filter: ['!', isClass('pier')],
      paint: { 'fill-color': landuseColour(palette), 'fill-antialias': true },
    },
    { id: 'water', type: 'fill', ...from('water'), paint: { 'fill-color': palette.water } },
    {
      id: 'water-edge',
      type: 'line',
      ...from('water'),
      minzoom: 12,
      paint: {
        'line-color': palette.waterEdge,
        'line-width': byZoom([
          [12, 0.4],
          [16, 1],
        ]),
      },
    },
    {
      id: 'waterway',
      type: 'line',
      ...from('waterway'),
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': palette.water,
        'line-width': byZoom(
          [
            [8, ['match', ['get', 'class'], 'river', 0.7, 0.2]],
            [12, ['match', ['get', 'class'], 'river', 1.6, 0.6]],
            [14, ['match', ['get', 'class'], 'river', 3, 1.2]],
            [18, ['match', ['get', 'class'], 'river', 12, 5]],
          ],
          1.4,
        ),
      },
    },
    {
      id: 'piers',
      type: 'fill',
      ...from('landuse'),
      filter: isClass('pier'),
      paint: { 'fill-color': palette.land },
    },
    {
      id: 'buildings',
      type: 'fill',
      ...from('buildings'),
      minzoom: 14,
      paint: {
        'fill-color': palette.building,
        'fill-outline-color': byZoom([
          [14.5, palette.building],
          [15.5, palette.buildingEdge],
        ]),
        'fill-opacity': byZoom([
          [14, 0],
          [14.6, 1],
        ]),
      },
    },
    {
      id: 'land-edge',
      type: 'line',
      ...from('land'),
      paint: { 'line-color': palette.beyondEdge, 'line-width': 1 },
    },
  ]
}

function landuseColour(palette: MapPalette): ExpressionSpecification {
  return [
    'match',
    ['get', 'class'],
    'park',
    palette.park,
    'wood',
    palette.wood,
    'grass',
    palette.grass,
    'pitch',
    palette.pitch,
    'farmland',
    palette.farmland,
    'cemetery',
    palette.cemetery,
    'sand',
    palette.sand,
    'rock',
    palette.rock,
    'glacier',
    palette.glacier,
    'residential',
    palette.residential,
    'industrial',
    palette.industrial,
    'commercial',
    palette.commercial,
    'civic',
    palette.civic,
    'parking',
    palette.parking,
    'square',
    palette.square,
    'airport',
    palette.airport,
    palette.land,
  ]
}
