import { readGazetteer } from '../addresses/gazetteer.ts'
import type { Gazetteer } from '../addresses/gazetteer.ts'
import type { OsmData } from '../osm/osm-data.ts'
import type { SectionArray } from '../sections.ts'
import { collectAreas } from './collect-areas.ts'
import { collectLines } from './collect-lines.ts'
import { collectPlacePoints } from './collect-place-points.ts'
import { FeatureList } from './feature-list.ts'
import { worldX, worldY } from './mercator.ts'
import { worldPoints } from './world-points.ts'

/** Builds what the tiles of an extract are cut from: its roads, water, land use, buildings, railways and place names, in Web Mercator. */
export function buildBasemap(
  osm: OsmData,
  { inside }: Gazetteer = readGazetteer(osm.bounds),
): Record<string, SectionArray> {
  const points = worldPoints(osm)
  // Roads are drawn twice, with their names and without.
  const features = new FeatureList(2 * osm.wayRefs.length)
  const west = worldX(osm.bounds.west)
  const north = worldY(osm.bounds.north)
  const east = worldX(osm.bounds.east)
  const south = worldY(osm.bounds.south)
  features.add({
    layer: 'land',
    class: 'land',
    flags: 0,
    minZoom: 0,
    parts: [[west, north, east, north, east, south, west, south, west, north]],
  })
  collectAreas(osm, points, features)
  collectLines(osm, points, features)
  collectPlacePoints(osm, inside, features)
  return { ...features.sections(), mapBounds: Int32Array.of(west, north, east, south) }
}
