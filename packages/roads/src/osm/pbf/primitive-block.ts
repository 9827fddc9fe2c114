import { Float64List } from '../../number-list.ts'
import type { OsmMember, OsmRelation, Tags } from '../osm-data.ts'
import { emptyTags, noTags } from '../osm-data.ts'
import { ProtoCursor, ProtoError } from './proto-cursor.ts'
import { StringTable } from './string-table.ts'
import type { TextInterner } from './string-table.ts'

export interface NodeSink {
  /** Coordinates in 1e-7 degrees. */
  addNode(id: number, lon: number, lat: number, tags: Tags | undefined): void
}

export interface WaySink {
  /** `refs` are node ids, in a list that is used again for the next way. */
  addWay(id: number, refs: Float64List, tags: Tags): void
  addRelation(relation: OsmRelation): void
}

const memberTypes = ['node', 'way', 'relation'] as const

// Used again from element to element and from block to block, since nothing keeps them.
const keys = new Float64List(64)
const values = new Float64List(64)
const refs = new Float64List(16_384)
const roles = new Float64List(1024)
const types = new Float64List(1024)
const lons = new Float64List(16_384)
const lats = new Float64List(16_384)
const denseTags = new Float64List(16_384)

/**
 * One `OSMData` block, of which nodes and the rest are decoded apart. Fields are taken in any order, as protocol buffers
 * allow: the string table and the granularity may follow the groups that need them.
 */
export class PrimitiveBlock {
  readonly #data: Buffer
  readonly #strings: StringTable
  /** Start and end of each group. */
  readonly #groups: number[] = []
  #granularity = 100
  #lonOffset = 0
  #latOffset = 0

  constructor(data: Buffer, interner: TextInterner) {
    this.#data = data
    this.#strings = new StringTable(data, interner)
    const cursor = new ProtoCursor(data)
    while (cursor.next()) {
      if (cursor.field === 1) {
        const outer = cursor.enter()
        this.#strings.read(cursor)
        cursor.leave(outer)
      } else if (cursor.field === 2) {
        const outer = cursor.enter()
        this.#groups.push(cursor.at)
        cursor.leave(outer)
        this.#groups.push(cursor.at)
      } else if (cursor.field === 17) this.#granularity = cursor.signed()
      else if (cursor.field === 19) this.#latOffset = cursor.signed()
      else if (cursor.field === 20) this.#lonOffset = cursor.signed()
      else cursor.skip()
    }
  }

  /** Decodes ways and relations, and says whether there are nodes as well. */
  readWays(sink: WaySink): boolean {
    let hasNodes = false
    this.#eachElement((cursor) => {
      if (cursor.field === 3) this.#readWay(cursor, sink)
      else if (cursor.field === 4) this.#readRelation(cursor, sink)
      else hasNodes ||= cursor.field === 1 || cursor.field === 2
    })
    return hasNodes
  }

  readNodes(sink: NodeSink): void {
    this.#eachElement((cursor) => {
      if (cursor.field === 1) this.#readNode(cursor, sink)
      else if (cursor.field === 2) this.#readDense(cursor, sink)
    })
  }

  #eachElement(read: (cursor: ProtoCursor) => void): void {
    for (let group = 0; group < this.#groups.length; group += 2) {
      const cursor = new ProtoCursor(this.#data, this.#groups[group], this.#groups[group + 1])
      while (cursor.next()) {
        const outer = cursor.enter()
        read(cursor)
        cursor.leave(outer)
      }
    }
  }

  #readNode(cursor: ProtoCursor, sink: NodeSink): void {
    keys.clear()
    values.clear()
    let id = 0
    let lon = 0
    let lat = 0
    while (cursor.next()) {
      if (cursor.field === 1) id = cursor.zigzag()
      else if (cursor.field === 2) cursor.repeated(keys, 'unsigned')
      else if (cursor.field === 3) cursor.repeated(values, 'unsigned')
      else if (cursor.field === 8) lat = cursor.zigzag()
      else if (cursor.field === 9) lon = cursor.zigzag()
      else cursor.skip()
    }
    sink.addNode(id, this.#lon(lon), this.#lat(lat), this.#tags())
  }

  #readDense(cursor: ProtoCursor, sink: NodeSink): void {
    for (const list of [refs, lons, lats, denseTags]) list.clear()
    while (cursor.next()) {
      if (cursor.field === 1) cursor.repeated(refs, 'zigzag')
      else if (cursor.field === 8) cursor.repeated(lats, 'zigzag')
      else if (cursor.field === 9) cursor.repeated(lons, 'zigzag')
      else if (cursor.field === 10) cursor.repeated(denseTags, 'unsigned')
      else cursor.skip()
    }
    if (lons.length !== refs.length || lats.length !== refs.length) {
      throw new ProtoError(`${refs.length} nodes with ${Math.min(lons.length, lats.length)} coordinates`)
    }
    let id = 0
    let lon = 0
    let lat = 0
    let tagAt = 0
    for (let index = 0; index < refs.length; index++) {
      id += refs.at(index)
      lon += lons.at(index)
      lat += lats.at(index)
      let tags: Record<string, string> | undefined
      // Pairs of string indices, ended by a 0 for each node; a block without any tags leaves the list empty.
      while (tagAt < denseTags.length && denseTags.at(tagAt) !== 0) {
        if (tagAt + 1 >= denseTags.length) throw new ProtoError('a node tag without a value')
        tags ??= emptyTags()
        tags[this.#strings.at(denseTags.at(tagAt))] = this.#strings.at(denseTags.at(tagAt + 1))
        tagAt += 2
      }
      tagAt++
      sink.addNode(id, this.#lon(lon), this.#lat(lat), tags)
    }
  }

  #readWay(cursor: ProtoCursor, sink: WaySink): void {
    keys.clear()
    values.clear()
    refs.clear()
    let id = 0
    while (cursor.next()) {
      if (cursor.field === 1) id = cursor.signed()
      else if (cursor.field === 2) cursor.repeated(keys, 'unsigned')
      else if (cursor.field === 3) cursor.repeated(values, 'unsigned')
      else if (cursor.field === 8) cursor.repeated(refs, 'zigzag')
      else cursor.skip()
    }
    sumUp(refs)
    sink.addWay(id, refs, this.#tags() ?? noTags)
  }

  #readRelation(cursor: ProtoCursor, sink: WaySink): void {
    for (const list of [keys, values, roles, refs, types]) list.clear()
    let id = 0
    while (cursor.next()) {
      if (cursor.field === 1) id = cursor.signed()
      else if (cursor.field === 2) cursor.repeated(keys, 'unsigned')
      else if (cursor.field === 3) cursor.repeated(values, 'unsigned')
      else if (cursor.field === 8) cursor.repeated(roles, 'signed')
      else if (cursor.field === 9) cursor.repeated(refs, 'zigzag')
      else if (cursor.field === 10) cursor.repeated(types, 'unsigned')
      else cursor.skip()
    }
    if (roles.length !== refs.length || types.length !== refs.length) {
      throw new ProtoError(`relation ${id} with ${refs.length} members and ${roles.length} roles`)
    }
    sumUp(refs)
    const members: OsmMember[] = []
    for (let index = 0; index < refs.length; index++) {
      const type = memberTypes[types.at(index)]
      if (!type) throw new ProtoError(`member type ${types.at(index)} in relation ${id}`)
      members.push({ type, ref: refs.at(index), role: this.#strings.at(roles.at(index)) })
    }
    sink.addRelation({ id, tags: this.#tags() ?? noTags, members })
  }

  /** The tags whose string indices were just read. */
  #tags(): Tags | undefined {
    if (keys.length !== values.length) {
      throw new ProtoError(`${keys.length} tag keys with ${values.length} values`)
    }
    if (keys.length === 0) return undefined
    const tags = emptyTags()
    for (let index = 0; index < keys.length; index++) {
      tags[this.#strings.at(keys.at(index))] = this.#strings.at(values.at(index))
    }
    return tags
  }

  // Stored in nanodegrees; kept in 1e-7 degrees.
  #lon(value: number): number {
    return Math.round((this.#lonOffset + this.#granularity * value) / 100)
  }

  #lat(value: number): number {
    return Math.round((this.#latOffset + this.#granularity * value) / 100)
  }
}

function sumUp(deltas: Float64List): void {
  let sum = 0
  for (let index = 0; index < deltas.length; index++) {
    sum += deltas.at(index)
    deltas.set(index, sum)
  }
}
