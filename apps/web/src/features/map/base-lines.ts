import type { ExpressionSpecification, LayerSpecification, LineLayerSpecification } from 'maplibre-gl'
import { byZoom, from, isClass } from './base-source.ts'
import type { MapPalette, RoadLook } from './map-palette.ts'

/** Zooms for which the widths below are stated. */
const widthZooms = [5, 8, 10, 12, 14, 16, 18] as const

/** Pixels by class at those zooms, the most important last: so they are drawn, one over the other. */
const roadWidths = {
  pedestrian: [0, 0, 0, 0.4, 1.6, 4.5, 12],
  service: [0, 0, 0, 0.4, 1.2, 3.5, 10],
  minor: [0, 0, 0, 0.7, 2.4, 6.5, 19],
  tertiary: [0, 0, 0.6, 1.4, 3.4, 8, 21],
  secondary: [0, 0.5, 0.9, 1.9, 4, 9, 23],
  primary: [0.4, 0.9, 1.3, 2.4, 4.6, 10, 25],
  trunk: [0.7, 1.1, 1.6, 2.8, 5, 10.5, 26],
  motorway: [0.9, 1.4, 2, 3.2, 5.6, 11.5, 28],
} as const
const roadClasses = Object.keys(roadWidths)

/** A slip road is narrower than the road it leads to. */
const linkShare = 0.65

/** Pixels by which a casing is wider than its road, both sides together; none from afar. */
const casingWidths = [0, 0, 0, 1.1, 1.7, 2.2, 2.8] as const

type Place = 'tunnel' | 'ground' | 'bridge'

const isAt: Readonly<Record<Place, ExpressionSpecification>> = {
  tunnel: ['has', 'tunnel'],
  ground: ['all', ['!', ['has', 'tunnel']], ['!', ['has', 'bridge']]],
  bridge: ['all', ['has', 'bridge'], ['!', ['has', 'tunnel']]],
}

/** Railways, roads and what is drawn as them: tunnels under the ground's, bridges over both. */
export function lineLayers(palette: MapPalette): LayerSpecification[] {
  return [
    ...strips(palette),
    ...roads(palette, 'tunnel'),
    ...railway(palette, 'tunnel'),
    path(palette),
    ...roads(palette, 'ground'),
    ...railway(palette, 'ground'),
    ...roads(palette, 'bridge'),
    ...railway(palette, 'bridge'),
    oneways(),
  ]
}

/** Piers, runways and ferries. */
function strips(palette: MapPalette): LayerSpecification[] {
  return [
    {
      id: 'pier',
      type: 'line',
      ...from('roads'),
      filter: isClass('pier'),
      paint: {
        'line-color': palette.land,
        'line-width': byZoom(
          [
            [13, 0.8],
            [16, 4],
            [18, 12],
          ],
          1.5,
        ),
      },
    },
    {
      id: 'runway',
      type: 'line',
      ...from('roads'),
      filter: isClass('runway', 'taxiway'),
      paint: {
        'line-color': palette.runway,
        'line-width': byZoom(
          [
            [10, ['match', ['get', 'class'], 'runway', 1, 0.3]],
            [13, ['match', ['get', 'class'], 'runway', 5, 1.2]],
            [18, ['match', ['get', 'class'], 'runway', 110, 30]],
          ],
          1.8,
        ),
      },
    },
    {
      id: 'ferry',
      type: 'line',
      ...from('roads'),
      filter: isClass('ferry'),
      paint: {
        'line-color': palette.ferry,
        'line-width': byZoom([
          [9, 0.7],
          [16, 1.4],
        ]),
        'line-dasharray': [5, 3],
      },
    },
  ]
}

function roads(palette: MapPalette, place: Place): LayerSpecification[] {
  const common = { type: 'line', ...from('roads') } as const
  const filter: ExpressionSpecification = ['all', isAt[place], isClass(...roadClasses)]
  const layout: LineLayerSpecification['layout'] = {
    // A bridge ends where it ends; elsewhere round ends close the joints.
    'line-cap': place === 'ground' ? 'round' : 'butt',
    'line-join': 'round',
    'line-sort-key': ['match', ['get', 'class'], ...order(), 0],
  }
  const isTunnel = place === 'tunnel'
  return [
    {
      id: `${place}-casing`,
      ...common,
      minzoom: 11,
      filter,
      layout,
      paint: {
        'line-color': byLook(palette.roadCasing),
        'line-width': roadWidth(casingWidths),
        'line-opacity': byZoom([
          [11, 0],
          [12.5, isTunnel ? 0.8 : 1],
        ]),
        ...(isTunnel ? { 'line-dasharray': [0.5, 0.35] } : {}),
      },
    },
    {
      id: `${place}-road`,
      ...common,
      filter,
      layout,
      paint: {
        'line-color': isTunnel
          ? byZoom([
              [10, byLook(palette.roadFar)],
              [13, palette.tunnel],
            ])
          : byZoom([
              [10, byLook(palette.roadFar)],
              [12.5, byLook(palette.road)],
            ]),
        'line-width': roadWidth(),
      },
    },
  ]
}

function order(): [string, number, ...(string | number)[]] {
  const [first = '', ...rest] = roadClasses
  return [first, 1, ...rest.flatMap((name, index) => [name, index + 2])]
}

function roadWidth(more: readonly number[] = []): ExpressionSpecification {
  return byZoom(
    widthZooms.map((zoom, at) => {
      const widths = Object.entries(roadWidths).flatMap(([name, list]) => [name, list[at] ?? 0])
      const [first = '', width = 0, ...rest] = widths
      const own: ExpressionSpecification = ['match', ['get', 'class'], first, width, ...rest, 0.5]
      const linked: ExpressionSpecification = ['*', own, ['case', ['has', 'link'], linkShare, 1]]
      return [zoom, more[at] ? ['+', linked, more[at]] : linked] as const
    }),
    1.4,
  )
}

function byLook(colours: Readonly<Record<RoadLook, string>>): ExpressionSpecification {
  return [
    'match',
    ['get', 'class'],
    'motorway',
    colours.motorway,
    'trunk',
    colours.trunk,
    'primary',
    colours.primary,
    'secondary',
    colours.secondary,
    'pedestrian',
    colours.pedestrian,
    colours.minor,
  ]
}

function path(palette: MapPalette): LayerSpecification {
  return {
    id: 'path',
    type: 'line',
    ...from('roads'),
    minzoom: 14,
    filter: isClass('path'),
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': palette.path,
      'line-width': byZoom([
        [14, 0.6],
        [16, 1.1],
        [18, 2.4],
      ]),
      'line-dasharray': [3, 1.6],
      'line-opacity': byZoom([
        [14, 0.5],
        [16, 0.9],
      ]),
    },
  }
}

/** A thin line with ties across it from close by. */
function railway(palette: MapPalette, place: Place): LayerSpecification[] {
  const common = { type: 'line', ...from('rail') } as const
  const opacity = place === 'tunnel' ? 0.35 : 0.9
  return [
    {
      id: `${place}-rail`,
      ...common,
      filter: isAt[place],
      paint: {
        'line-color': palette.rail,
        'line-opacity': opacity,
        'line-width': byZoom([
          [9, ['match', ['get', 'class'], 'rail', 0.6, 0.3]],
          [14, ['match', ['get', 'class'], 'rail', 1.1, 0.7]],
          [18, ['match', ['get', 'class'], 'rail', 2.4, 1.6]],
        ]),
      },
    },
    {
      id: `${place}-rail-ties`,
      ...common,
      minzoom: 13.5,
      filter: ['all', isAt[place], isClass('rail')],
      paint: {
        'line-color': palette.rail,
        'line-opacity': opacity,
        'line-width': byZoom([
          [13.5, 2.4],
          [18, 7],
        ]),
        'line-dasharray': [0.25, 2.4],
      },
    },
  ]
}

function oneways(): LayerSpecification {
  return {
    id: 'oneway',
    type: 'symbol',
    ...from('roads'),
    minzoom: 15.5,
    filter: ['all', ['has', 'oneway'], isClass(...roadClasses)],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': byZoom([
        [15.5, 90],
        [18, 180],
      ]),
      'icon-image': onewayImage,
      'icon-size': byZoom([
        [15.5, 0.6],
        [18, 1],
      ]),
      'icon-rotation-alignment': 'map',
      'icon-padding': 24,
    },
  }
}

export const onewayImage = 'oneway'
