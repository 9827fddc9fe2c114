import { nodesOfWay, ringsOfRelation } from '../areas/area-rings.ts'
import { indexOfId } from '../osm/osm-data.ts'
import type { OsmData, Tags } from '../osm/osm-data.ts'
import { listHouseNumbers } from './house-number.ts'
import { HouseTable } from './house-table.ts'
import { interpolatedNumbers } from './interpolate-numbers.ts'

/** House numbers of nodes, building ways, building relations and interpolation ways. Numbers without a street are left out. */
export function collectHouses(osm: OsmData): HouseTable {
  const houses = new HouseTable()
  const streetOfElement = streetsFromRelations(osm)
  for (const [node, tags] of osm.nodeTags) {
    const street = streetTag(tags) ?? streetOfElement.get(`node${osm.nodeIds[node] ?? 0}`)
    addHouse(houses, tags, street, osm.nodeLon[node] ?? 0, osm.nodeLat[node] ?? 0)
  }
  osm.wayTags.forEach((tags, way) => {
    const nodes = nodesOfWay(osm, way)
    if (nodes.length === 0) return
    if (tags['addr:interpolation'] !== undefined) {
      addInterpolated(houses, osm, nodes, tags)
    } else if (tags['addr:housenumber'] !== undefined) {
      const street = streetTag(tags) ?? streetOfElement.get(`way${osm.wayIds[way] ?? 0}`)
      const centre = centreOf(osm, nodes)
      addHouse(houses, tags, street, centre.lon, centre.lat)
    }
  })
  for (const relation of osm.relations) {
    if (relation.tags['addr:housenumber'] === undefined) continue
    const ring = ringsOfRelation(osm, relation).outers[0]
    if (!ring) continue
    const centre = centreOf(osm, ring)
    const street = streetTag(relation.tags) ?? streetOfElement.get(`relation${relation.id}`)
    addHouse(houses, relation.tags, street, centre.lon, centre.lat)
  }
  return houses
}

function streetTag(tags: Tags): string | undefined {
  return tags['addr:street'] ?? tags['addr:place']
}

/** Street names given to houses by `associatedStreet` relations, by element kind and id. */
function streetsFromRelations(osm: OsmData): ReadonlyMap<string, string> {
  const streets = new Map<string, string>()
  for (const relation of osm.relations) {
    const type = relation.tags['type']
    if (type !== 'associatedStreet' && type !== 'street') continue
    const roadId = relation.members.find((member) => member.role === 'street' && member.type === 'way')?.ref
    const road = roadId === undefined ? -1 : indexOfId(osm.wayIds, roadId)
    const name = osm.wayTags[road]?.['name'] ?? relation.tags['name']
    if (name === undefined) continue
    for (const member of relation.members) {
      if (member.role === 'house' || member.role === 'address')
        streets.set(`${member.type}${member.ref}`, name)
    }
  }
  return streets
}

function addHouse(
  houses: HouseTable,
  tags: Tags,
  street: string | undefined,
  lon: number,
  lat: number,
): void {
  const written = tags['addr:housenumber']
  if (written === undefined || street === undefined) return
  for (const { number, letter } of listHouseNumbers(written)) {
    houses.push({
      street,
      number,
      letter,
      label: written,
      lon,
      lat,
      town: tags['addr:city'],
      postcode: tags['addr:postcode'],
      isInterpolated: false,
    })
  }
}

/** Spreads the numbers between two numbered nodes evenly over the length of the way between them. */
function addInterpolated(houses: HouseTable, osm: OsmData, nodes: Uint32Array, wayTags: Tags): void {
  let from: { readonly position: number; readonly tags: Tags } | undefined
  nodes.forEach((node, position) => {
    const tags = osm.nodeTags.get(node)
    const label = tags?.['addr:housenumber']
    if (tags === undefined || label === undefined) return
    const start = from
    from = { position, tags }
    if (!start) return
    const street = streetTag(wayTags) ?? streetTag(start.tags) ?? streetTag(tags)
    if (street === undefined) return
    const stretch = nodes.subarray(start.position, position + 1)
    const between = interpolatedNumbers(
      wayTags['addr:interpolation'] ?? '',
      start.tags['addr:housenumber'] ?? '',
      label,
    )
    for (const { number, letter, fraction } of between) {
      houses.push({
        street,
        number,
        letter,
        label: `${number}${letter.toUpperCase()}`,
        ...pointAlong(osm, stretch, fraction),
        town: wayTags['addr:city'] ?? start.tags['addr:city'],
        postcode: wayTags['addr:postcode'] ?? start.tags['addr:postcode'],
        isInterpolated: true,
      })
    }
  })
}

/** The point at a fraction of a line's length. Lengths in coordinate units squashed to the latitude: only their ratio matters. */
function pointAlong(
  osm: OsmData,
  nodes: Uint32Array,
  fraction: number,
): { readonly lon: number; readonly lat: number } {
  const squash = Math.cos(((osm.nodeLat[nodes[0] ?? 0] ?? 0) / 1e7) * (Math.PI / 180))
  const lengths: number[] = []
  for (let i = 1; i < nodes.length; i++) {
    const a = nodes[i - 1] ?? 0
    const b = nodes[i] ?? 0
    const east = ((osm.nodeLon[b] ?? 0) - (osm.nodeLon[a] ?? 0)) * squash
    lengths.push(Math.hypot(east, (osm.nodeLat[b] ?? 0) - (osm.nodeLat[a] ?? 0)))
  }
  let left = fraction * lengths.reduce((sum, length) => sum + length, 0)
  let segment = 0
  while (segment < lengths.length - 1 && left > (lengths[segment] ?? 0)) {
    left -= lengths[segment] ?? 0
    segment++
  }
  const a = nodes[segment] ?? 0
  const b = nodes[segment + 1] ?? a
  const part = Math.min(1, left / (lengths[segment] || 1))
  const lonA = osm.nodeLon[a] ?? 0
  const latA = osm.nodeLat[a] ?? 0
  return {
    lon: Math.round(lonA + ((osm.nodeLon[b] ?? 0) - lonA) * part),
    lat: Math.round(latA + ((osm.nodeLat[b] ?? 0) - latA) * part),
  }
}

function centreOf(osm: OsmData, nodes: ArrayLike<number>): { readonly lon: number; readonly lat: number } {
  let lon = 0
  let lat = 0
  // A closed outline repeats its first node, which must not count twice.
  const count = nodes.length > 1 && nodes[0] === nodes[nodes.length - 1] ? nodes.length - 1 : nodes.length
  for (let i = 0; i < count; i++) {
    lon += osm.nodeLon[nodes[i] ?? 0] ?? 0
    lat += osm.nodeLat[nodes[i] ?? 0] ?? 0
  }
  return { lon: Math.round(lon / count), lat: Math.round(lat / count) }
}
