import type { FeatureClass } from './layers.ts'
import { tileExtent, worldUnits } from './mercator.ts'
import { largestZoom } from './vertex-zooms.ts'

/** From which zoom each class of line is drawn. */
const lineZooms: Partial<Readonly<Record<FeatureClass, number>>> = {
  motorway: 4,
  trunk: 5,
  primary: 7,
  secondary: 9,
  tertiary: 10,
  minor: 12,
  pedestrian: 13,
  service: 14,
  path: 14,
  runway: 10,
  taxiway: 13,
  ferry: 9,
  pier: 13,
  rail: 9,
  tram: 12,
  river: 8,
  stream: 12,
}

/** Slip roads are noise until their motorway is wide. */
const linkZoom = 11

/** From which zoom each kind of place is named, and its rank: smaller is written first. */
export const placeRules: Partial<
  Readonly<Record<FeatureClass, { readonly zoom: number; readonly rank: number }>>
> = {
  city: { zoom: 4, rank: 10 },
  town: { zoom: 7, rank: 20 },
  village: { zoom: 9, rank: 30 },
  suburb: { zoom: 11, rank: 40 },
  quarter: { zoom: 13, rank: 50 },
  neighbourhood: { zoom: 13, rank: 60 },
  hamlet: { zoom: 12, rank: 70 },
  island: { zoom: 12, rank: 80 },
  locality: { zoom: 14, rank: 90 },
}

/** Numbers of roads that lead from town to town are carried at every zoom. */
const numbered = new Set<FeatureClass>(['motorway', 'trunk', 'primary'])

/** Names are carried from this zoom; below it ways of one class are one line. */
export function namedFrom(line: FeatureClass): number {
  const zoom = lineZooms[line] ?? largestZoom
  return zoom <= 11 ? 12 : 14
}

/** Whether a line's number is carried where its name is not. */
export function isNumbered(line: FeatureClass): boolean {
  return numbered.has(line)
}

/** The zoom from which a line is drawn. */
export function lineZoom(line: FeatureClass, isLink: boolean): number {
  const zoom = lineZooms[line] ?? largestZoom
  return isLink ? Math.max(zoom, linkZoom) : zoom
}

/** Below this a line is a dot: square tile units, of which eight a side are a pixel. */
const leastLineUnits = 12

/** The zoom from which something this long and wide is more than a dot. World units. */
export function extentZoom(extent: number): number {
  return Math.ceil(Math.log2((leastLineUnits * worldUnits) / (tileExtent * Math.max(extent, 1))))
}

/** Areas smaller than this are not drawn, square tile units; 8 units are a pixel. */
const leastAreaUnits = 600
/** An area of less leaves no room for its name: some 50 pixels square. */
const leastNamedAreaUnits = 160_000
const leastBuildingZoom = 14

/** The zoom from which an area is drawn: when it is large enough to be seen. Area in square world units. */
export function areaZoom(drawn: FeatureClass, area: number): number {
  if (drawn === 'sea' || drawn === 'land') return 0
  const least = drawn === 'building' ? leastBuildingZoom : drawn === 'residential' ? 8 : 4
  return Math.min(largestZoom, Math.max(least, zoomOfArea(area, leastAreaUnits)))
}

/** Classes of areas whose names help people find their way, and the zoom before which they would crowd it. */
const namedAreas: Partial<Readonly<Record<FeatureClass, number>>> = {
  lake: 8,
  park: 11,
  airport: 10,
  cemetery: 14,
  square: 15,
  civic: 15,
}

/** The zoom from which an area's name is written at its middle; undefined for classes that stay without. */
export function areaNameZoom(drawn: FeatureClass, area: number): number | undefined {
  const least = namedAreas[drawn]
  return least && Math.min(largestZoom, Math.max(least, zoomOfArea(area, leastNamedAreaUnits)))
}

function zoomOfArea(area: number, leastUnits: number): number {
  const atWorld = area * (tileExtent / worldUnits) ** 2
  return Math.ceil(Math.log2(leastUnits / Math.max(atWorld, Number.MIN_VALUE)) / 2)
}
