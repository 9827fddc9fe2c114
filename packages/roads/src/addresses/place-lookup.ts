import Flatbush from 'flatbush'
import type { OsmData } from '../osm/osm-data.ts'
import type { CollectedPlace, PlaceKind } from './collect-places.ts'
import { placeRadiusM } from './collect-places.ts'
import { metresBetween, metresPerUnit } from './metres.ts'

/** Kinds that serve as the town in an address label. */
const townKinds: ReadonlySet<PlaceKind> = new Set(['city', 'town', 'village', 'municipality'])

export interface PlaceLookup {
  /** The areas around a point, by index of their place. */
  areasAround(lon: number, lat: number): number[]
  /** The one to name in a label: the nearest town, or the smallest thing around when there is none. */
  townAt(lon: number, lat: number): number | undefined
}

/** Looks up which places a point belongs to. Built once per extract. */
export function placeLookup(osm: OsmData, places: readonly CollectedPlace[]): PlaceLookup {
  const points = places
    .map((place, index) => ({ place, index }))
    .filter(({ place }) => place.rings.length === 0)
  const areas = places.map((place, index) => ({ place, index })).filter(({ place }) => place.rings.length > 0)
  const pointTree = points.length > 0 ? new Flatbush(points.length) : undefined
  for (const { place } of points) {
    const reach = placeRadiusM[place.kind] / metresPerUnit
    // Two degrees of longitude are one of latitude at 60°: enough for a filter before the exact distance.
    pointTree?.add(place.lon - 2 * reach, place.lat - reach, place.lon + 2 * reach, place.lat + reach)
  }
  pointTree?.finish()
  const areaTree = areas.length > 0 ? new Flatbush(areas.length) : undefined
  for (const { place } of areas) {
    let west = Infinity
    let east = -Infinity
    let south = Infinity
    let north = -Infinity
    for (const ring of place.rings) {
      for (const node of ring) {
        west = Math.min(west, osm.nodeLon[node] ?? 0)
        east = Math.max(east, osm.nodeLon[node] ?? 0)
        south = Math.min(south, osm.nodeLat[node] ?? 0)
        north = Math.max(north, osm.nodeLat[node] ?? 0)
      }
    }
    areaTree?.add(west, south, east, north)
  }
  areaTree?.finish()

  const areasAround = (lon: number, lat: number): number[] => {
    return (areaTree?.search(lon, lat, lon, lat) ?? []).flatMap((item) => {
      const area = areas[item]
      return area?.place.rings.some((ring) => isInside(osm, ring, lon, lat)) ? [area.index] : []
    })
  }
  const ranked = (lon: number, lat: number): { readonly index: number; readonly reach: number }[] => {
    const found = areasAround(lon, lat).map((index) => ({ index, reach: 0 }))
    for (const item of pointTree?.search(lon, lat, lon, lat) ?? []) {
      const point = points[item]
      if (!point) continue
      const away = metresBetween(lon, lat, point.place.lon, point.place.lat)
      const reach = away / placeRadiusM[point.place.kind]
      if (reach <= 1) found.push({ index: point.index, reach })
    }
    return found.toSorted((a, b) => a.reach - b.reach)
  }
  return {
    areasAround,
    townAt: (lon, lat) => {
      const found = ranked(lon, lat)
      const town = found.find(({ index }) => townKinds.has(places[index]?.kind ?? 'locality'))
      return (town ?? found[0])?.index
    },
  }
}

/** Whether a point is inside a ring, by counting the edges a ray to the east crosses. */
function isInside(osm: OsmData, ring: readonly number[], lon: number, lat: number): boolean {
  let inside = false
  for (let i = 1; i < ring.length; i++) {
    const a = ring[i - 1] ?? 0
    const b = ring[i] ?? 0
    const latA = osm.nodeLat[a] ?? 0
    const latB = osm.nodeLat[b] ?? 0
    if (latA > lat === latB > lat) continue
    const lonA = osm.nodeLon[a] ?? 0
    const lonB = osm.nodeLon[b] ?? 0
    if (lon < lonA + ((lat - latA) / (latB - latA)) * (lonB - lonA)) inside = !inside
  }
  return inside
}
