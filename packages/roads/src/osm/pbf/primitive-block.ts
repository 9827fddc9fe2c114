import { Float64List } from '../../number-list.ts'
import type { OsmCollector } from '../osm-collector.ts'
import type { OsmMember, Tags } from '../osm-data.ts'
import { ProtoCursor, ProtoError } from './proto-cursor.ts'

/** What the elements of one block share: strings and how coordinates are scaled. */
interface BlockContext {
  readonly text: (index: number) => string
  readonly lon: (value: number) => number
  readonly lat: (value: number) => number
}

const memberTypes = ['node', 'way', 'relation'] as const

/**
 * Decodes one `OSMData` block into the collector. Fields are taken in any order, as protocol buffers allow:
 * the string table and the granularity may follow the groups that need them.
 */
export function readPrimitiveBlock(data: Uint8Array, collector: OsmCollector): void {
  const cursor = new ProtoCursor(data)
  const strings: Uint8Array[] = []
  const groups: ProtoCursor[] = []
  let granularity = 100
  let latOffset = 0
  let lonOffset = 0
  while (cursor.next()) {
    if (cursor.field === 1) readStrings(cursor.message(), strings)
    else if (cursor.field === 2) groups.push(cursor.message())
    else if (cursor.field === 17) granularity = cursor.signed()
    else if (cursor.field === 19) latOffset = cursor.signed()
    else if (cursor.field === 20) lonOffset = cursor.signed()
    else cursor.skip()
  }
  const context: BlockContext = {
    text: stringReader(strings),
    // Stored in nanodegrees; kept in 1e-7 degrees.
    lon: (value) => Math.round((lonOffset + granularity * value) / 100),
    lat: (value) => Math.round((latOffset + granularity * value) / 100),
  }
  for (const group of groups) readGroup(group, context, collector)
}

function readStrings(cursor: ProtoCursor, strings: Uint8Array[]): void {
  while (cursor.next()) {
    if (cursor.field === 1) strings.push(cursor.bytes())
    else cursor.skip()
  }
}

function stringReader(strings: readonly Uint8Array[]): (index: number) => string {
  const decoder = new TextDecoder()
  const decoded: string[] = []
  return (index) => {
    const known = decoded[index]
    if (known !== undefined) return known
    const bytes = strings[index]
    if (!bytes) throw new ProtoError(`string ${index} of a table of ${strings.length}`)
    const text = decoder.decode(bytes)
    decoded[index] = text
    return text
  }
}

function readGroup(cursor: ProtoCursor, context: BlockContext, collector: OsmCollector): void {
  while (cursor.next()) {
    if (cursor.field === 1) readNode(cursor.message(), context, collector)
    else if (cursor.field === 2) readDense(cursor.message(), context, collector)
    else if (cursor.field === 3) readWay(cursor.message(), context, collector)
    else if (cursor.field === 4) readRelation(cursor.message(), context, collector)
    else cursor.skip()
  }
}

function readNode(cursor: ProtoCursor, context: BlockContext, collector: OsmCollector): void {
  const keys = new Float64List(8)
  const values = new Float64List(8)
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
  collector.addNode(id, context.lon(lon), context.lat(lat), readTags(keys, values, context))
}

// Reused from block to block: a block holds thousands of nodes, and nothing keeps these lists.
const denseIds = new Float64List(16_384)
const denseLons = new Float64List(16_384)
const denseLats = new Float64List(16_384)
const denseTags = new Float64List(16_384)

function readDense(cursor: ProtoCursor, context: BlockContext, collector: OsmCollector): void {
  for (const list of [denseIds, denseLons, denseLats, denseTags]) list.clear()
  while (cursor.next()) {
    if (cursor.field === 1) cursor.repeated(denseIds, 'zigzag')
    else if (cursor.field === 8) cursor.repeated(denseLats, 'zigzag')
    else if (cursor.field === 9) cursor.repeated(denseLons, 'zigzag')
    else if (cursor.field === 10) cursor.repeated(denseTags, 'unsigned')
    else cursor.skip()
  }
  if (denseLons.length !== denseIds.length || denseLats.length !== denseIds.length) {
    throw new ProtoError(`${denseIds.length} nodes with ${denseLons.length} coordinates`)
  }
  let id = 0
  let lon = 0
  let lat = 0
  let tagAt = 0
  for (let index = 0; index < denseIds.length; index++) {
    id += denseIds.at(index)
    lon += denseLons.at(index)
    lat += denseLats.at(index)
    let tags: Record<string, string> | undefined
    // Pairs of string indices, ended by a 0 for each node; a block without any tags leaves the list empty.
    while (tagAt < denseTags.length && denseTags.at(tagAt) !== 0) {
      if (tagAt + 1 >= denseTags.length) throw new ProtoError('a node tag without a value')
      tags ??= emptyTags()
      tags[context.text(denseTags.at(tagAt))] = context.text(denseTags.at(tagAt + 1))
      tagAt += 2
    }
    tagAt++
    collector.addNode(id, context.lon(lon), context.lat(lat), tags)
  }
}

function readWay(cursor: ProtoCursor, context: BlockContext, collector: OsmCollector): void {
  const keys = new Float64List(16)
  const values = new Float64List(16)
  const refs = new Float64List(32)
  let id = 0
  while (cursor.next()) {
    if (cursor.field === 1) id = cursor.signed()
    else if (cursor.field === 2) cursor.repeated(keys, 'unsigned')
    else if (cursor.field === 3) cursor.repeated(values, 'unsigned')
    else if (cursor.field === 8) cursor.repeated(refs, 'zigzag')
    else cursor.skip()
  }
  collector.addWay(id, summed(refs), readTags(keys, values, context) ?? emptyTags())
}

function readRelation(cursor: ProtoCursor, context: BlockContext, collector: OsmCollector): void {
  const keys = new Float64List(16)
  const values = new Float64List(16)
  const roles = new Float64List(16)
  const refs = new Float64List(16)
  const types = new Float64List(16)
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
  const members: OsmMember[] = []
  summed(refs).forEach((ref, index) => {
    const type = memberTypes[types.at(index)]
    if (!type) throw new ProtoError(`member type ${types.at(index)} in relation ${id}`)
    members.push({ type, ref, role: context.text(roles.at(index)) })
  })
  collector.addRelation({ id, tags: readTags(keys, values, context) ?? emptyTags(), members })
}

function readTags(keys: Float64List, values: Float64List, context: BlockContext): Tags | undefined {
  if (keys.length !== values.length)
    throw new ProtoError(`${keys.length} tag keys with ${values.length} values`)
  if (keys.length === 0) return undefined
  const tags = emptyTags()
  for (let index = 0; index < keys.length; index++) {
    tags[context.text(keys.at(index))] = context.text(values.at(index))
  }
  return tags
}

function summed(deltas: Float64List): Float64Array {
  const values = deltas.toArray()
  let sum = 0
  for (let index = 0; index < values.length; index++) {
    sum += values[index] ?? 0
    values[index] = sum
  }
  return values
}

function emptyTags(): Record<string, string> {
  return Object.create(null)
}
