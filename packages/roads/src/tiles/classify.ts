import type { Tags } from '../osm/osm-data.ts'
import type { FeatureClass, Layer } from './layers.ts'
import { flags } from './layers.ts'

/** How an element is drawn. */
export interface Drawing {
  readonly layer: Layer
  readonly class: FeatureClass
  readonly flags: number
}

const roadClasses: Readonly<Record<string, FeatureClass>> = {
  motorway: 'motorway',
  trunk: 'trunk',
  primary: 'primary',
  secondary: 'secondary',
  tertiary: 'tertiary',
  unclassified: 'minor',
  residential: 'minor',
  living_street: 'minor',
  road: 'minor',
  busway: 'service',
  service: 'service',
  track: 'path',
  pedestrian: 'pedestrian',
  footway: 'path',
  cycleway: 'path',
  bridleway: 'path',
  path: 'path',
  steps: 'path',
}

/** What is drawn as a road without being one, by `key=value`. */
const roadLike: readonly (readonly [key: string, value: string, FeatureClass])[] = [
  ['route', 'ferry', 'ferry'],
  ['aeroway', 'runway', 'runway'],
  ['aeroway', 'taxiway', 'taxiway'],
  ['man_made', 'pier', 'pier'],
]

const railClasses: Readonly<Record<string, FeatureClass>> = {
  rail: 'rail',
  narrow_gauge: 'rail',
  funicular: 'rail',
  light_rail: 'tram',
  subway: 'tram',
  tram: 'tram',
  monorail: 'tram',
}

const waterwayClasses: Readonly<Record<string, FeatureClass>> = {
  river: 'river',
  canal: 'river',
  stream: 'stream',
  drain: 'stream',
  ditch: 'stream',
}

/** Landuse by `key=value`, the more telling keys first. */
const areaClasses: readonly (readonly [key: string, value: string, FeatureClass])[] = [
  ['aeroway', 'aerodrome', 'airport'],
  ['leisure', 'park', 'park'],
  ['leisure', 'garden', 'park'],
  ['leisure', 'golf_course', 'park'],
  ['leisure', 'nature_reserve', 'park'],
  ['leisure', 'common', 'park'],
  ['leisure', 'dog_park', 'park'],
  ['leisure', 'playground', 'park'],
  ['leisure', 'pitch', 'pitch'],
  ['leisure', 'track', 'pitch'],
  ['leisure', 'stadium', 'pitch'],
  ['leisure', 'sports_centre', 'pitch'],
  ['man_made', 'pier', 'pier'],
  ['aeroway', 'apron', 'airport'],
  ['natural', 'wood', 'wood'],
  ['natural', 'scrub', 'wood'],
  ['natural', 'heath', 'grass'],
  ['natural', 'grassland', 'grass'],
  ['natural', 'wetland', 'grass'],
  ['natural', 'glacier', 'glacier'],
  ['natural', 'beach', 'sand'],
  ['natural', 'shingle', 'sand'],
  ['natural', 'sand', 'sand'],
  ['natural', 'bare_rock', 'rock'],
  ['natural', 'scree', 'rock'],
  ['natural', 'rock', 'rock'],
  ['landuse', 'forest', 'wood'],
  ['landuse', 'grass', 'grass'],
  ['landuse', 'meadow', 'grass'],
  ['landuse', 'village_green', 'park'],
  ['landuse', 'recreation_ground', 'park'],
  ['landuse', 'allotments', 'park'],
  ['landuse', 'orchard', 'farmland'],
  ['landuse', 'vineyard', 'farmland'],
  ['landuse', 'farmland', 'farmland'],
  ['landuse', 'farm', 'farmland'],
  ['landuse', 'cemetery', 'cemetery'],
  ['amenity', 'grave_yard', 'cemetery'],
  ['landuse', 'industrial', 'industrial'],
  ['landuse', 'railway', 'industrial'],
  ['landuse', 'quarry', 'industrial'],
  ['landuse', 'port', 'industrial'],
  ['landuse', 'commercial', 'commercial'],
  ['landuse', 'retail', 'commercial'],
  ['landuse', 'construction', 'industrial'],
  ['landuse', 'brownfield', 'industrial'],
  ['landuse', 'residential', 'residential'],
  ['landuse', 'farmyard', 'residential'],
  ['amenity', 'school', 'civic'],
  ['amenity', 'college', 'civic'],
  ['amenity', 'university', 'civic'],
  ['amenity', 'hospital', 'civic'],
  ['amenity', 'parking', 'parking'],
  ['place', 'square', 'square'],
]

/** How a way is drawn as a line, if it is. */
export function classifyLine(tags: Tags): Drawing | undefined {
  const highway = tags['highway']
  if (highway !== undefined && tags['area'] !== 'yes') {
    const isLink = highway.endsWith('_link')
    const road = own(roadClasses, isLink ? highway.slice(0, -'_link'.length) : highway)
    if (road) return { layer: 'roads', class: road, flags: roadFlags(tags, isLink) }
  }
  const rail = own(railClasses, tags['railway'])
  if (rail) return { layer: 'rail', class: tags['service'] ? 'tram' : rail, flags: crossingFlags(tags) }
  const like = roadLike.find(([key, value]) => tags[key] === value)
  if (like && tags['area'] !== 'yes') return { layer: 'roads', class: like[2], flags: 0 }
  const water = own(waterwayClasses, tags['waterway'])
  if (water && tags['tunnel'] === undefined) return { layer: 'waterway', class: water, flags: 0 }
  return undefined
}

/** How a closed way or a multipolygon is drawn as an area, if it is. */
export function classifyArea(tags: Tags): Drawing | undefined {
  if (tags['building'] !== undefined && tags['building'] !== 'no') {
    return { layer: 'buildings', class: 'building', flags: 0 }
  }
  const isWater =
    tags['natural'] === 'water' ||
    tags['leisure'] === 'swimming_pool' ||
    tags['landuse'] === 'reservoir' ||
    tags['landuse'] === 'basin'
  if (isWater) {
    const isRiver = /^(river|canal|stream)$/.test(tags['water'] ?? '')
    return { layer: 'water', class: isRiver ? 'river' : 'lake', flags: 0 }
  }
  if (tags['waterway'] === 'riverbank' || tags['waterway'] === 'dock') {
    return { layer: 'water', class: 'river', flags: 0 }
  }
  const isPaved = tags['area'] === 'yes' && /^(pedestrian|footway)$/.test(tags['highway'] ?? '')
  if (isPaved) return { layer: 'landuse', class: 'square', flags: 0 }
  if (tags['parking'] === 'underground' || tags['location'] === 'underground') return undefined
  const found = areaClasses.find(([key, value]) => tags[key] === value)
  return found && { layer: 'landuse', class: found[2], flags: 0 }
}

function own(
  table: Readonly<Record<string, FeatureClass>>,
  key: string | undefined,
): FeatureClass | undefined {
  return key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined
}

function roadFlags(tags: Tags, isLink: boolean): number {
  const oneway = tags['oneway']
  const isRound = tags['junction'] === 'roundabout' || tags['highway'] === 'motorway'
  const isOneway = oneway === 'yes' || oneway === '1' || oneway === 'true' || oneway === '-1'
  return (
    (isOneway || (isRound && oneway !== 'no') ? flags.oneway : 0) |
    (isLink ? flags.link : 0) |
    crossingFlags(tags)
  )
}

function crossingFlags(tags: Tags): number {
  const holds = (key: string): boolean => tags[key] !== undefined && tags[key] !== 'no'
  return (holds('bridge') ? flags.bridge : 0) | (holds('tunnel') ? flags.tunnel : 0)
}
