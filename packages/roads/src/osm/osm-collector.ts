import type { Bounds } from '@cartage/domain'
import { Float64List, Int32List } from '../number-list.ts'
import { indexOfId, noTags, unitsPerDegree } from './osm-data.ts'
import type { OsmData, OsmRelation, Tags } from './osm-data.ts'

const maxLon = 180 * unitsPerDegree
const maxLat = 90 * unitsPerDegree

/** Stands for the index of a node that is not there. */
const missing = 0xff_ff_ff_ff

/**
 * Gathers elements in two passes and orders them by id at the end: first ways and relations, in whatever order, then the
 * nodes, of which only those are kept that have tags or that something refers to. Nodes without a valid coordinate are
 * as if they were not in the file.
 *
 * An element that comes twice counts once. Where extracts overlap, each holds the ways at its edge cut short, so the
 * version with more of its nodes (of its members for a relation) in the data is taken, and the first of equals.
 */
export class OsmCollector {
  #neededIds: Float64Array = new Float64Array(0)
  #neededAt = 0
  #nodeIds = new Float64List(0)
  #nodeLon = new Int32List(0)
  #nodeLat = new Int32List(0)
  readonly #nodeTags = new Map<number, Tags>()
  readonly #wayIds = new Float64List()
  readonly #wayStarts = new Int32List()
  #wayRefs = new Float64List(16_384)
  readonly #wayTags: Tags[] = []
  readonly #relations: OsmRelation[] = []
  #west = Infinity
  #south = Infinity
  #east = -Infinity
  #north = -Infinity

  /** `refs` are OpenStreetMap node ids; they are copied. */
  addWay(id: number, refs: Float64List, tags: Tags): void {
    this.#wayIds.push(id)
    this.#wayStarts.push(this.#wayRefs.length)
    this.#wayRefs.append(refs)
    this.#wayTags.push(tags)
  }

  addRelation(relation: OsmRelation): void {
    this.#relations.push(relation)
  }

  /** Ends the first pass. */
  startNodes(): void {
    this.#neededIds = this.#idsReferredTo()
    this.#nodeIds = new Float64List(this.#neededIds.length + 1024)
    this.#nodeLon = new Int32List(this.#neededIds.length + 1024)
    this.#nodeLat = new Int32List(this.#neededIds.length + 1024)
  }

  /** Coordinates in 1e-7 degrees. */
  addNode(id: number, lon: number, lat: number, tags: Tags | undefined): void {
    if (!(Math.abs(lon) <= maxLon && Math.abs(lat) <= maxLat)) return
    if (lon < this.#west) this.#west = lon
    if (lon > this.#east) this.#east = lon
    if (lat < this.#south) this.#south = lat
    if (lat > this.#north) this.#north = lat
    const isNeeded = this.#isNeeded(id)
    if (!isNeeded && !tags) return
    if (tags) this.#nodeTags.set(this.#nodeIds.length, tags)
    this.#nodeIds.push(id)
    this.#nodeLon.push(lon)
    this.#nodeLat.push(lat)
  }

  finish(source: OsmData['source'], statedBounds: Bounds | undefined): OsmData {
    this.#neededIds = new Float64Array(0)
    const nodes = this.#orderedNodes()
    const ways = this.#orderedWays(nodes.nodeIds)
    return {
      source,
      ...nodes,
      ...ways,
      relations: this.#orderedRelations(nodes.nodeIds, ways.wayIds),
      bounds: this.#bounds(statedBounds),
    }
  }

  /** Ascending, each once. */
  #idsReferredTo(): Float64Array {
    const ids = new Float64List(this.#wayRefs.length + 64)
    ids.append(this.#wayRefs)
    for (const { members } of this.#relations) {
      for (const { type, ref } of members) if (type === 'node') ids.push(ref)
    }
    const sorted = ids.memory().subarray(0, ids.length).sort()
    let count = 0
    for (let index = 0; index < sorted.length; index++) {
      const id = sorted[index] ?? 0
      if (count === 0 || id !== sorted[count - 1]) sorted[count++] = id
    }
    return sorted.slice(0, count)
  }

  /** Files are sorted as a rule: then the id is the next one. */
  #isNeeded(id: number): boolean {
    let at = this.#neededAt
    if (this.#neededIds[at] !== id) at = indexOfId(this.#neededIds, id)
    if (at < 0) return false
    this.#neededAt = at + 1
    return true
  }

  #orderedNodes(): Pick<OsmData, 'nodeIds' | 'nodeLon' | 'nodeLat' | 'nodeTags'> {
    const order = ascendingOrder(this.#nodeIds, () => 0)
    if (!order) {
      return {
        nodeIds: this.#nodeIds.toArray(),
        nodeLon: this.#nodeLon.toArray(),
        nodeLat: this.#nodeLat.toArray(),
        nodeTags: this.#nodeTags,
      }
    }
    const nodeTags = new Map<number, Tags>()
    order.forEach((from, to) => {
      const tags = this.#nodeTags.get(from)
      if (tags) nodeTags.set(to, tags)
    })
    return {
      nodeIds: Float64Array.from(order, (from) => this.#nodeIds.at(from)),
      nodeLon: Int32Array.from(order, (from) => this.#nodeLon.at(from)),
      nodeLat: Int32Array.from(order, (from) => this.#nodeLat.at(from)),
      nodeTags,
    }
  }

  #orderedWays(
    nodeIds: Float64Array,
  ): Pick<OsmData, 'wayIds' | 'wayOffsets' | 'wayRefs' | 'wayTags' | 'refsMissing'> {
    const nodes = indicesOf(this.#wayRefs, nodeIds)
    this.#wayRefs = new Float64List(0)
    this.#wayStarts.push(nodes.length)
    const nodesThere = (way: number): number => {
      let count = 0
      for (let at = this.#wayStarts.at(way); at < this.#wayStarts.at(way + 1); at++) {
        if (nodes[at] !== missing) count++
      }
      return count
    }
    const order = ascendingOrder(this.#wayIds, nodesThere)
    const wayCount = order?.length ?? this.#wayIds.length
    const wayIds = new Float64Array(wayCount)
    const wayOffsets = new Uint32Array(wayCount + 1)
    const wayTags: Tags[] = []
    // In place where the order stays: what is written is never ahead of what is read.
    const wayRefs = order ? new Uint32Array(nodes.length) : nodes
    let refsMissing = 0
    let length = 0
    for (let to = 0; to < wayCount; to++) {
      const from = order?.[to] ?? to
      wayIds[to] = this.#wayIds.at(from)
      wayTags.push(this.#wayTags[from] ?? noTags)
      for (let at = this.#wayStarts.at(from); at < this.#wayStarts.at(from + 1); at++) {
        const node = nodes[at] ?? missing
        if (node === missing) refsMissing++
        else wayRefs[length++] = node
      }
      wayOffsets[to + 1] = length
    }
    return {
      wayIds,
      wayOffsets,
      wayRefs: length < wayRefs.length ? wayRefs.slice(0, length) : wayRefs,
      wayTags,
      refsMissing,
    }
  }

  #orderedRelations(nodeIds: Float64Array, wayIds: Float64Array): readonly OsmRelation[] {
    const ids = new Float64List(this.#relations.length + 1)
    for (const { id } of this.#relations) ids.push(id)
    const membersThere = (at: number): number => {
      const members = this.#relations[at]?.members ?? []
      return members.filter(
        ({ type, ref }) =>
          (type === 'node' && indexOfId(nodeIds, ref) >= 0) ||
          (type === 'way' && indexOfId(wayIds, ref) >= 0),
      ).length
    }
    const order = ascendingOrder(ids, membersThere)
    if (!order) return this.#relations
    return [...order].flatMap((at) => this.#relations[at] ?? [])
  }

  /** The box of all nodes, cut to the box that the file states where the two agree. */
  #bounds(stated: Bounds | undefined): Bounds {
    if (this.#west > this.#east) return stated ?? { west: 0, south: 0, east: 0, north: 0 }
    const all = {
      west: this.#west / unitsPerDegree,
      south: this.#south / unitsPerDegree,
      east: this.#east / unitsPerDegree,
      north: this.#north / unitsPerDegree,
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
}

/**
 * Positions by ascending id, each id once: of several the one with the highest score, and the first of equals.
 * Undefined when the ids are in that order as they stand, as in most files.
 */
function ascendingOrder(ids: Float64List, score: (position: number) => number): Uint32Array | undefined {
  let isAscending = true
  for (let index = 1; index < ids.length && isAscending; index++)
    isAscending = ids.at(index - 1) < ids.at(index)
  if (isAscending) return undefined
  const order = Uint32Array.from({ length: ids.length }, (_, index) => index)
  order.sort((a, b) => ids.at(a) - ids.at(b) || a - b)
  let count = 0
  for (const position of order) {
    const best = order[count - 1] ?? 0
    if (count === 0 || ids.at(best) !== ids.at(position)) order[count++] = position
    else if (score(position) > score(best)) order[count - 1] = position
  }
  return order.slice(0, count)
}

/** The index of each id among `sorted`, or `missing`. */
function indicesOf(ids: Float64List, sorted: Float64Array): Uint32Array<ArrayBuffer> {
  const indices = new Uint32Array(ids.length)
  let before = -1
  for (let at = 0; at < ids.length; at++) {
    const id = ids.at(at)
    // Nodes of a way were numbered one after the other when it was drawn.
    if (sorted[before + 1] === id) before++
    else if (sorted[before - 1] === id) before--
    else before = indexOfId(sorted, id)
    indices[at] = before < 0 ? missing : before
  }
  return indices
}
