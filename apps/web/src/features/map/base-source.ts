import type { ExpressionSpecification, StyleSpecification } from 'maplibre-gl'
import type { RegionSummary } from '@cartage/domain'

/** The vector source of our own tiles. */
export const baseSource = 'region'

/** The largest zoom that has tiles; closer views are drawn from those. */
const LARGEST_ZOOM = 16

/** What a map must know of its region. */
export type MapRegion = Pick<RegionSummary, 'name' | 'bounds' | 'builtAt'>

/** The source of a region's tiles, below the address of our own server. MapLibre's worker needs it whole, and each build has its own. */
export function regionSource(
  { name, bounds, builtAt }: MapRegion,
  origin = window.location.origin,
): StyleSpecification['sources'][string] {
  return {
    type: 'vector',
    tiles: [`${origin}/api/regions/${name}/tiles/{z}/{x}/{y}.mvt?v=${encodeURIComponent(builtAt ?? '')}`],
    minzoom: 0,
    maxzoom: LARGEST_ZOOM,
    ...(bounds ? { bounds: [bounds.west, bounds.south, bounds.east, bounds.north] } : {}),
  }
}

/** What every layer of one layer of the tiles begins with. */
export function from<Layer extends string>(
  layer: Layer,
): { readonly source: typeof baseSource; readonly 'source-layer': Layer } {
  return { source: baseSource, 'source-layer': layer }
}

export const isClass = (...classes: readonly string[]): ExpressionSpecification => [
  'in',
  ['get', 'class'],
  ['literal', [...classes]],
]

/** A value that grows with the zoom, through pairs of zoom and value. */
export function byZoom(
  stops: readonly (readonly [zoom: number, value: number | string | ExpressionSpecification])[],
  base = 1,
): ExpressionSpecification {
  const [first, ...rest] = stops
  if (first === undefined) throw new Error('byZoom needs at least one stop.')
  return ['interpolate', ['exponential', base], ['zoom'], ...first, ...rest.flat()]
}
