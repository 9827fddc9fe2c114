import { collectPlaces, withKnownTowns } from '../addresses/collect-places.ts'
import type { CollectedPlace } from '../addresses/collect-places.ts'
import type { KnownTown } from '../addresses/gazetteer.ts'
import type { OsmData } from '../osm/osm-data.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import type { FeatureList } from './feature-list.ts'
import { classes } from './layers.ts'
import { worldX, worldY } from './mercator.ts'
import { placeRules } from './zoom-rules.ts'

/** From here an extract's foremost town is named, so that from far away it is more than a patch. */
const farZoom = 4

/**
 * Names of settlements and their parts, each at its centre. An area is named only where no point has its name. The more people live somewhere,
 * the sooner it is written among places of its kind. Known towns stand in for those that the extract lacks.
 */
export function collectPlacePoints(osm: OsmData, towns: readonly KnownTown[], features: FeatureList): void {
  const places = withKnownTowns(collectPlaces(osm), towns).map(asSettlement)
  const pointNames = new Set(places.filter(({ rings }) => rings.length === 0).map(({ name }) => name))
  const named = places.filter(({ name, rings }) => rings.length === 0 || !pointNames.has(name))
  const foremost = foremostTown(named)
  for (const place of named) {
    const drawn = classes.find((name) => name === place.kind)
    const rule = drawn && placeRules[drawn]
    if (!drawn || !rule) continue
    // A digit of the population is a step of the ten between two kinds.
    const rank = rule.rank - Math.min(9, Math.floor(Math.log10(Math.max(1, place.population))))
    features.add({
      layer: 'places',
      class: drawn,
      flags: 0,
      name: place.name,
      minZoom: place === foremost ? farZoom : rule.zoom,
      parts: [[worldX(place.lon / unitsPerDegree), worldY(place.lat / unitsPerDegree)]],
      rank,
      order: rank,
    })
  }
}

/** The list of towns calls one that gives its name to all of its municipality by that; on a map it is the town in its middle. */
const asSettlement = (place: CollectedPlace): CollectedPlace =>
  place.kind === 'municipality' && place.rings.length === 0 ? { ...place, kind: 'town' } : place

/** The city with the most people, or the town where there is no city; the first of several. */
function foremostTown(places: readonly CollectedPlace[]): CollectedPlace | undefined {
  const cities = places.filter(({ kind }) => kind === 'city')
  const towns = cities.length > 0 ? cities : places.filter(({ kind }) => kind === 'town')
  return towns.reduce<CollectedPlace | undefined>(
    (most, town) => (most && most.population >= town.population ? most : town),
    undefined,
  )
}
