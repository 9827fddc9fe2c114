import type { Bounds } from '@cartage/domain'
import { Float64List, Int32List } from '../number-list.ts'
import { ascendingOrder } from './ascending-order.ts'
import { indexOfId, unitsPerDegree } from './osm-data.ts'
import type { OsmData, Tags } from './osm-data.ts'

const maxLon = 180 * unitsPerDegree
const maxLat = 90 * unitsPerDegree

/** Stands for the longitude of a node that has not come yet: beyond what one can be. */
const notCome = 0x7f_ff_ff_ff

/**
 * Gathers nodes in whatever order files hold them, and keeps those that are needed or have tags. Of a node that comes
 * twice the first counts; one without a valid coordinate is as if it were not in the file.
 */
export class NodeCollector {
  /** The nodes that something refers to, ascending, with their coordinates and tags as they come. */
  readonly #neededIds: Float64Array
  readonly #neededLon: Int32Array
  readonly #neededLat: Int32Array
  readonly #neededTags = new Map<number, Tags>()
  #nextNeeded = 0
  /** Nodes that only have tags. */
  readonly #otherIds = new Float64List()
  readonly #otherLon = new Int32List()
  readonly #otherLat = new Int32List()
  readonly #otherTags: Tags[] = []
  #west = Infinity
  #south = Infinity
  #east = -Infinity
  #north = -Infinity

  /** `neededIds` are ascending. */
  constructor(neededIds: Float64Array) {
    this.#neededIds = neededIds
    this.#neededLon = new Int32Array(neededIds.length).fill(notCome)
    this.#neededLat = new Int32Array(neededIds.length)
  }

  /** Coordinates in 1e-7 degrees. */
  addNode(id: number, lon: number, lat: number, tags: Tags | undefined): void {
    if (!(Math.abs(lon) <= maxLon && Math.abs(lat) <= maxLat)) return
    if (lon < this.#west) this.#west = lon
    if (lon > this.#east) this.#east = lon
    if (lat < this.#south) this.#south = lat
    if (lat > this.#north) this.#north = lat
    // Files are sorted as a rule: then it is the next one.
    let at = this.#nextNeeded
    if (this.#neededIds[at] !== id) at = indexOfId(this.#neededIds, id)
    if (at < 0) {
      if (tags) this.#addOther(id, lon, lat, tags)
      return
    }
    this.#nextNeeded = at + 1
    if (this.#neededLon[at] !== notCome) return
    this.#neededLon[at] = lon
    this.#neededLat[at] = lat
    if (tags) this.#neededTags.set(at, tags)
  }

  #addOther(id: number, lon: number, lat: number, tags: Tags): void {
    this.#otherIds.push(id)
    this.#otherLon.push(lon)
    this.#otherLat.push(lat)
    this.#otherTags.push(tags)
  }

  finish(
    statedBounds: Bounds | undefined,
  ): Pick<OsmData, 'nodeIds' | 'nodeLon' | 'nodeLat' | 'nodeTags' | 'bounds'> {
    return { ...this.#orderedNodes(), bounds: this.#bounds(statedBounds) }
  }

  /** The nodes that are needed and have come, and between them those that only have tags. */
  #orderedNodes(): Pick<OsmData, 'nodeIds' | 'nodeLon' | 'nodeLat' | 'nodeTags'> {
    const others = ascendingOrder(this.#otherIds, () => 0) ?? Uint32Array.from(this.#otherTags.keys())
    let count = others.length
    for (const lon of this.#neededLon) if (lon !== notCome) count++
    const nodeIds = new Float64Array(count)
    const nodeLon = new Int32Array(count)
    const nodeLat = new Int32Array(count)
    const nodeTags = new Map<number, Tags>()
    let to = 0
    const put = (id: number, lon: number, lat: number, tags: Tags | undefined): void => {
      nodeIds[to] = id
      nodeLon[to] = lon
      nodeLat[to] = lat
      if (tags) nodeTags.set(to, tags)
      to++
    }
    let next = 0
    const putOthersBefore = (id: number): void => {
      for (; next < others.length; next++) {
        const other = others[next] ?? 0
        if (this.#otherIds.at(other) > id) return
        put(
          this.#otherIds.at(other),
          this.#otherLon.at(other),
          this.#otherLat.at(other),
          this.#otherTags[other],
        )
      }
    }
    for (let at = 0; at < this.#neededIds.length; at++) {
      const lon = this.#neededLon[at] ?? notCome
      if (lon === notCome) continue
      const id = this.#neededIds[at] ?? 0
      putOthersBefore(id)
      put(id, lon, this.#neededLat[at] ?? 0, this.#neededTags.get(at))
    }
    putOthersBefore(Infinity)
    return { nodeIds, nodeLon, nodeLat, nodeTags }
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
