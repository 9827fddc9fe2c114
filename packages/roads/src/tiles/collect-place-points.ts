import { collectPlaces } from '../addresses/collect-places.ts'
import type { OsmData } from '../osm/osm-data.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import type { FeatureList } from './feature-list.ts'
import { classes } from './layers.ts'
import { worldX, worldY } from './mercator.ts'
import { largestZoom } from './vertex-zooms.ts'
import { placeRules } from './zoom-rules.ts'

/** Names of settlements and their parts, each at its centre. An area is named only where no point has its name. */
export function collectPlacePoints(osm: OsmData, features: FeatureList): void {
  const places = collectPlaces(osm)
  const pointNames = new Set(places.filter(({ rings }) => rings.length === 0).map(({ name }) => name))
  for (const place of places) {
    const drawn = classes.find((name) => name === place.kind)
    const rule = drawn && placeRules[drawn]
    if (!drawn || !rule || (place.rings.length > 0 && pointNames.has(place.name))) continue
    features.add({
      layer: 'places',
      class: drawn,
      flags: 0,
      name: place.name,
      ref: undefined,
      minZoom: rule.zoom,
      maxZoom: largestZoom,
      parts: [[worldX(place.lon / unitsPerDegree), worldY(place.lat / unitsPerDegree)]],
      rank: rule.rank,
      area: 0,
    })
  }
}
