import { Float64List, Int32List } from '../number-list.ts'
import { ascendingOrder } from './ascending-order.ts'
import { indexOfId, noTags } from './osm-data.ts'
import type { OsmData, OsmRelation, Tags } from './osm-data.ts'

/** Stands for the index of a node that is not there. */
const missing = 0xff_ff_ff_ff

/**
 * Gathers ways and relations in whatever order files hold them, says which nodes they need, and orders them by id once
 * these are there.
 *
 * An element that comes twice counts once. Where extracts overlap, each holds the ways at its edge cut short, so the
 * version with more of its nodes (of its members for a relation) in the data is taken, and the first of equals.
 */
export class WayCollector {
  readonly #wayIds = new Float64List()
  readonly #wayStarts = new Int32List()
  #wayRefs = new Float64List(16_384)
  readonly #wayTags: Tags[] = []
  readonly #relations: OsmRelation[] = []

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

  /** Ids of the nodes that something refers to, ascending and each once. */
  neededNodes(): Float64Array {
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

  /** Ways and relations of the nodes with these ids. Ends the collecting. */
  finish(
    nodeIds: Float64Array,
  ): Pick<OsmData, 'wayIds' | 'wayOffsets' | 'wayRefs' | 'wayTags' | 'refsMissing' | 'relations'> {
    const ways = this.#orderedWays(nodeIds)
    return { ...ways, relations: this.#orderedRelations(nodeIds, ways.wayIds) }
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
