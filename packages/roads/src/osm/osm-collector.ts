import type { Bounds } from '@cartage/domain'
import { Float64List, Int32List } from '../number-list.ts'
import { unitsPerDegree, indexOfId } from './osm-data.ts'
import type { OsmData, OsmRelation, Tags } from './osm-data.ts'

const maxLon = 180 * unitsPerDegree
const maxLat = 90 * unitsPerDegree

/**
 * Gathers elements in whatever order a file holds them and orders them by id at the end. An element that comes twice
 * counts once, the first time. Nodes without a valid coordinate are as if they were not in the file.
 */
export class OsmCollector {
  readonly #nodeIds = new Float64List()
  readonly #nodeLon = new Int32List()
  readonly #nodeLat = new Int32List()
  readonly #nodeTags = new Map<number, Tags>()
  readonly #wayIds = new Float64List()
  readonly #wayStarts = new Int32List()
  readonly #wayRefs = new Float64List()
  readonly #wayTags: Tags[] = []
  readonly #relations: OsmRelation[] = []

  /** Coordinates in 1e-7 degrees. */
  addNode(id: number, lon: number, lat: number, tags: Tags | undefined): void {
    if (!(Math.abs(lon) <= maxLon && Math.abs(lat) <= maxLat)) return
    if (tags) this.#nodeTags.set(this.#nodeIds.length, tags)
    this.#nodeIds.push(id)
    this.#nodeLon.push(lon)
    this.#nodeLat.push(lat)
  }

  /** `refs` are OpenStreetMap node ids. */
  addWay(id: number, refs: Float64Array, tags: Tags): void {
    this.#wayIds.push(id)
    this.#wayStarts.push(this.#wayRefs.length)
    for (const ref of refs) this.#wayRefs.push(ref)
    this.#wayTags.push(tags)
  }

  addRelation(relation: OsmRelation): void {
    this.#relations.push(relation)
  }

  finish(source: OsmData['source'], statedBounds: Bounds | undefined): OsmData {
    const nodes = this.#orderedNodes()
    const ways = this.#orderedWays(nodes.nodeIds)
    return {
      source,
      ...nodes,
      ...ways,
      relations: orderedRelations(this.#relations),
      bounds: dataBounds(nodes.nodeLon, nodes.nodeLat, statedBounds),
    }
  }

  #orderedNodes(): Pick<OsmData, 'nodeIds' | 'nodeLon' | 'nodeLat' | 'nodeTags'> {
    const order = ascendingOrder(this.#nodeIds)
    const nodeIds = new Float64Array(order.length)
    const nodeLon = new Int32Array(order.length)
    const nodeLat = new Int32Array(order.length)
    const nodeTags = new Map<number, Tags>()
    order.forEach((from, to) => {
      nodeIds[to] = this.#nodeIds.at(from)
      nodeLon[to] = this.#nodeLon.at(from)
      nodeLat[to] = this.#nodeLat.at(from)
      const tags = this.#nodeTags.get(from)
      if (tags) nodeTags.set(to, tags)
    })
    return { nodeIds, nodeLon, nodeLat, nodeTags }
  }

  #orderedWays(
    nodeIds: Float64Array,
  ): Pick<OsmData, 'wayIds' | 'wayOffsets' | 'wayRefs' | 'wayTags' | 'refsMissing'> {
    const order = ascendingOrder(this.#wayIds)
    const wayIds = new Float64Array(order.length)
    const wayOffsets = new Uint32Array(order.length + 1)
    const wayTags: Tags[] = []
    const refs = new Int32List(this.#wayRefs.length + 1)
    let refsMissing = 0
    order.forEach((from, to) => {
      wayIds[to] = this.#wayIds.at(from)
      wayTags.push(this.#wayTags[from] ?? {})
      const end = from + 1 < this.#wayStarts.length ? this.#wayStarts.at(from + 1) : this.#wayRefs.length
      for (let at = this.#wayStarts.at(from); at < end; at++) {
        const node = indexOfId(nodeIds, this.#wayRefs.at(at))
        if (node < 0) refsMissing++
        else refs.push(node)
      }
      wayOffsets[to + 1] = refs.length
    })
    return { wayIds, wayOffsets, wayRefs: new Uint32Array(refs.toArray().buffer), wayTags, refsMissing }
  }
}

/** Positions by ascending id, each id once (its first occurrence). Files are sorted as a rule: that case is O(n). */
function ascendingOrder(ids: Float64List): Uint32Array {
  let isAscending = true
  for (let index = 1; index < ids.length && isAscending; index++)
    isAscending = ids.at(index - 1) < ids.at(index)
  const order = Uint32Array.from({ length: ids.length }, (_, index) => index)
  if (isAscending) return order
  order.sort((a, b) => ids.at(a) - ids.at(b) || a - b)
  return order.filter((position, index) => index === 0 || ids.at(order[index - 1] ?? 0) !== ids.at(position))
}

function orderedRelations(relations: readonly OsmRelation[]): readonly OsmRelation[] {
  const byId = new Map<number, OsmRelation>()
  for (const relation of relations) if (!byId.has(relation.id)) byId.set(relation.id, relation)
  return [...byId.values()].toSorted((a, b) => a.id - b.id)
}

/** The box of all nodes, cut to the box that the file states where the two agree. */
function dataBounds(lons: Int32Array, lats: Int32Array, stated: Bounds | undefined): Bounds {
  if (lons.length === 0) return stated ?? { west: 0, south: 0, east: 0, north: 0 }
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let index = 0; index < lons.length; index++) {
    const lon = lons[index] ?? 0
    const lat = lats[index] ?? 0
    if (lon < west) west = lon
    if (lon > east) east = lon
    if (lat < south) south = lat
    if (lat > north) north = lat
  }
  const all = {
    west: west / unitsPerDegree,
    south: south / unitsPerDegree,
    east: east / unitsPerDegree,
    north: north / unitsPerDegree,
  }
  if (!stated) return all
  const cut = {
    west: Math.max(all.west, stated.west),
    south: Math.max(all.south, stated.south),
    east: Math.min(all.east, stated.east),
    north: Math.min(all.north, stated.north),
  }
  return cut.west < cut.east && cut.south < cut.north ? cut : all
}
