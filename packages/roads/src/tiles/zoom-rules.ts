import type { FeatureClass } from './layers.ts'
import { tileExtent, worldUnits } from './mercator.ts'
import { largestZoom } from './vertex-zooms.ts'

/** From which zoom each class of line is drawn. */
const lineZooms: Partial<Readonly<Record<FeatureClass, number>>> = {
  motorway: 4,
  trunk: 6,
  primary: 8,
  secondary: 9,
  tertiary: 11,
  minor: 12,
  pedestrian: 13,
  service: 14,
  path: 15,
  rail: 9,
  tram: 13,
  river: 9,
  stream: 13,
}

/** Slip roads are noise until their motorway is wide. */
const linkZoom = 11

/** From which zoom each kind of place is named, and its rank: 1 is drawn first. */
export const placeRules: Partial<
  Readonly<Record<FeatureClass, { readonly zoom: number; readonly rank: number }>>
> = {
  city: { zoom: 4, rank: 1 },
  town: { zoom: 8, rank: 2 },
  village: { zoom: 10, rank: 3 },
  suburb: { zoom: 11, rank: 4 },
  quarter: { zoom: 13, rank: 5 },
  neighbourhood: { zoom: 13, rank: 6 },
  hamlet: { zoom: 12, rank: 7 },
  island: { zoom: 12, rank: 8 },
  locality: { zoom: 14, rank: 9 },
}

/** Names are carried from this zoom; below it ways of one class are one line. */
export function namedFrom(line: FeatureClass): number {
  const zoom = lineZooms[line] ?? largestZoom
  return zoom <= 11 ? 12 : 14
}

/** The zoom from which a line is drawn. */
export function lineZoom(line: FeatureClass, isLink: boolean): number {
  const zoom = lineZooms[line] ?? largestZoom
  return isLink ? Math.max(zoom, linkZoom) : zoom
}

/** Areas smaller than this are not drawn, square tile units; 8 units are a pixel. */
const leastAreaUnits = 600
const leastBuildingZoom = 14

/** The zoom from which an area is drawn: when it is large enough to be seen. Area in square world units. */
export function areaZoom(drawn: FeatureClass, area: number): number {
  if (drawn === 'sea') return 0
  const atWorld = area * (tileExtent / worldUnits) ** 2
  const zoom = Math.ceil(Math.log2(leastAreaUnits / Math.max(atWorld, Number.MIN_VALUE)) / 2)
  const least = drawn === 'building' ? leastBuildingZoom : drawn === 'residential' ? 8 : 4
  return Math.min(largestZoom, Math.max(least, zoom))
}
