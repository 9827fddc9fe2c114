import { collectPlaces } from '../addresses/collect-places.ts'
import type { CollectedPlace } from '../addresses/collect-places.ts'
import type { OsmData } from '../osm/osm-data.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import type { DrawnFeature } from './feature-list.ts'
import { classes } from './layers.ts'
import { worldX, worldY } from './mercator.ts'
import { placeRules } from './zoom-rules.ts'

/** From here an extract's foremost town is named, so that from far away it is more than a patch. */
const farZoom = 4

/**
 * Names of settlements and their parts, each at its centre. An area is named only where no point has its name. The more people live somewhere,
 * the sooner it is written among places of its kind.
 */
export function collectPlacePoints(osm: OsmData): DrawnFeature[] {
  const places = collectPlaces(osm)
  const pointNames = new Set(places.filter(({ rings }) => rings.length === 0).map(({ name }) => name))
  const isNamed = ({ name, rings }: CollectedPlace): boolean => rings.length === 0 || !pointNames.has(name)
  const features = places
    .filter(isNamed)
    .flatMap((place) => placeFeature(place))
    .toSorted((a, b) => a.rank - b.rank)
  const foremost = features[0]
  if (!foremost || !/^(city|town)$/.test(foremost.class)) return features
  return [{ ...foremost, minZoom: farZoom }, ...features.slice(1)]
}

function placeFeature(place: CollectedPlace): (DrawnFeature & { readonly rank: number })[] {
  const drawn = classes.find((name) => name === place.kind)
  const rule = drawn && placeRules[drawn]
  if (!drawn || !rule) return []
  // A digit of the population is a step of the ten between two kinds.
  const rank = rule.rank - Math.min(9, Math.floor(Math.log10(Math.max(1, place.population))))
  return [
    {
      layer: 'places',
      class: drawn,
      flags: 0,
      name: place.name,
      minZoom: rule.zoom,
      parts: [[worldX(place.lon / unitsPerDegree), worldY(place.lat / unitsPerDegree)]],
      rank,
      order: rank,
    },
  ]
}
