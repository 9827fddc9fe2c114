import type { OsmData } from '../osm/osm-data.ts'
import type { SectionArray } from '../sections.ts'
import { collectAreas } from './collect-areas.ts'
import { collectLines } from './collect-lines.ts'
import { collectPlacePoints } from './collect-place-points.ts'
import { FeatureList } from './feature-list.ts'
import { worldX, worldY } from './mercator.ts'
import { worldPoints } from './world-points.ts'

/** Builds what the tiles of an extract are cut from: its roads, water, land use, buildings, railways and place names, in Web Mercator. */
export function buildBasemap(osm: OsmData): Record<string, SectionArray> {
  const points = worldPoints(osm)
  // Roads are drawn twice, with their names and without.
  const features = new FeatureList(2 * osm.wayRefs.length)
  collectAreas(osm, points, features)
  collectLines(osm, points, features)
  collectPlacePoints(osm, features)
  return {
    ...features.sections(),
    mapBounds: Int32Array.of(
      worldX(osm.bounds.west),
      worldY(osm.bounds.north),
      worldX(osm.bounds.east),
      worldY(osm.bounds.south),
    ),
  }
}
