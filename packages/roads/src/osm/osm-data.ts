import type { Bounds } from '@cartage/domain'

/** Tags of one element. Inherits nothing, so a key such as `constructor` is only ever a tag. */
export type Tags = Readonly<Record<string, string>>

export interface OsmMember {
  readonly type: 'node' | 'way' | 'relation'
  /** OpenStreetMap id, which may name an element that is not in the extract. */
  readonly ref: number
  readonly role: string
}

export interface OsmRelation {
  readonly id: number
  readonly tags: Tags
  readonly members: readonly OsmMember[]
}

/** Everything kept from one extract, in arrays indexed densely: node and way indices count from 0. */
export interface OsmData {
  readonly source: 'pbf' | 'geojson'
  /**
   * Ascending: the nodes that have tags or that ways and relations refer to. GeoJSON has no node ids, so there they are
   * made up.
   */
  readonly nodeIds: Float64Array
  /** 1e-7 degrees. */
  readonly nodeLon: Int32Array
  /** 1e-7 degrees. */
  readonly nodeLat: Int32Array
  /** By node index; nodes without tags are absent. */
  readonly nodeTags: ReadonlyMap<number, Tags>
  /** Ascending. */
  readonly wayIds: Float64Array
  /** `wayRefs[wayOffsets[w] .. wayOffsets[w + 1]]` are the node indices of way `w`. */
  readonly wayOffsets: Uint32Array
  /** Node indices. References to nodes that the file does not hold are dropped; immediate repeats are kept. */
  readonly wayRefs: Uint32Array
  readonly wayTags: readonly Tags[]
  /** Ascending by id. */
  readonly relations: readonly OsmRelation[]
  readonly bounds: Bounds
  /** How many way references were dropped because their node is not in the file. */
  readonly refsMissing: number
}

/**
 * An object without any inherited property. Unlike `Object.create(null)`, which V8 makes a hash table of, objects of one
 * constructor share the list of their keys with all that have the same: a third of the memory.
 */
class TagBag {
  [key: string]: string
}
Object.setPrototypeOf(TagBag.prototype, null)
Reflect.deleteProperty(TagBag.prototype, 'constructor')

/** Tags to be filled. */
export function emptyTags(): Record<string, string> {
  return new TagBag()
}

/** The tags of every element that has none. */
export const noTags: Tags = Object.freeze(emptyTags())

/** Coordinates in `OsmData` are whole numbers of this part of a degree: `degrees = units / unitsPerDegree`. */
export const unitsPerDegree = 1e7

/** Index of an OpenStreetMap id in an ascending id array, or -1. O(log n). */
export function indexOfId(ids: Float64Array, id: number): number {
  let low = 0
  let high = ids.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const seen = ids[middle] ?? 0
    if (seen === id) return middle
    if (seen < id) low = middle + 1
    else high = middle - 1
  }
  return -1
}
