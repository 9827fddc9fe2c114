import { PbfWriter } from 'pbf'
import type { Extract, ExtractNode, ExtractRelation, ExtractTags, ExtractWay } from './extract.ts'
import type { PbfEncoding } from './write-pbf.ts'

interface BlockContext {
  readonly how: PbfEncoding
  readonly strings: StringTable
}

/** One `PrimitiveBlock` with all elements of the extract in one group. */
export function writePrimitiveBlock(extract: Extract, how: PbfEncoding): Uint8Array {
  const context = { how, strings: new StringTable(how.emptyStringFirst) }
  const group = new PbfWriter()
  if (how.nodes === 'dense' && extract.nodes.length > 0) {
    group.writeBytesField(2, denseNodes(extract.nodes, context))
  } else for (const node of extract.nodes) group.writeBytesField(1, plainNode(node, context))
  for (const way of extract.ways ?? []) group.writeBytesField(3, wayMessage(way, context))
  for (const relation of extract.relations ?? []) group.writeBytesField(4, relationMessage(relation, context))

  const writer = new PbfWriter()
  const shared = (): void => {
    writer.writeBytesField(1, context.strings.message())
    if (how.granularity !== 100) writer.writeVarintField(17, how.granularity)
    if (how.latOffset !== 0) writer.writeVarintField(19, how.latOffset)
    if (how.lonOffset !== 0) writer.writeVarintField(20, how.lonOffset)
  }
  const elements = group.finish()
  if (how.sharedFieldsFirst) shared()
  writer.writeBytesField(2, elements)
  if (!how.sharedFieldsFirst) shared()
  return writer.finish()
}

/** Strings by first use; index 0 is reserved as the end of a dense node's tags, if there are dense nodes. */
class StringTable {
  readonly #strings: string[]
  readonly #first: number

  constructor(emptyStringFirst: boolean) {
    this.#strings = emptyStringFirst ? [''] : []
    this.#first = this.#strings.length
  }

  indexOf(text: string): number {
    const known = this.#strings.indexOf(text, this.#first)
    return known >= 0 ? known : this.#strings.push(text) - 1
  }

  message(): Uint8Array {
    const writer = new PbfWriter()
    for (const text of this.#strings) writer.writeStringField(1, text)
    return writer.finish()
  }
}

function denseNodes(nodes: readonly ExtractNode[], context: BlockContext): Uint8Array {
  const { how, strings } = context
  const writer = new PbfWriter()
  const tags = nodes.flatMap((node) => [
    ...Object.entries(node.tags ?? {}).flatMap(([key, value]) => [
      strings.indexOf(key),
      strings.indexOf(value),
    ]),
    0,
  ])
  writeNumbers(writer, 1, 'signed', deltas(nodes.map((node) => node.id)), how)
  writeNumbers(writer, 8, 'signed', deltas(nodes.map((node) => latUnits(node, how))), how)
  writeNumbers(writer, 9, 'signed', deltas(nodes.map((node) => lonUnits(node, how))), how)
  if (nodes.some((node) => node.tags)) writeNumbers(writer, 10, 'unsigned', tags, how)
  return writer.finish()
}

function plainNode(node: ExtractNode, context: BlockContext): Uint8Array {
  const writer = new PbfWriter()
  writer.writeSVarintField(1, node.id)
  writeTags(writer, node.tags, context)
  writer.writeSVarintField(8, latUnits(node, context.how))
  writer.writeSVarintField(9, lonUnits(node, context.how))
  return writer.finish()
}

function wayMessage(way: ExtractWay, context: BlockContext): Uint8Array {
  const writer = new PbfWriter()
  writer.writeVarintField(1, way.id)
  writeTags(writer, way.tags, context)
  writeNumbers(writer, 8, 'signed', deltas(way.refs), context.how)
  return writer.finish()
}

function relationMessage(relation: ExtractRelation, context: BlockContext): Uint8Array {
  const { how, strings } = context
  const { members } = relation
  const writer = new PbfWriter()
  const types = { node: 0, way: 1, relation: 2 }
  writer.writeVarintField(1, relation.id)
  writeTags(writer, relation.tags, context)
  writeNumbers(
    writer,
    8,
    'unsigned',
    members.map(({ role }) => strings.indexOf(role)),
    how,
  )
  writeNumbers(writer, 9, 'signed', deltas(members.map(({ ref }) => ref)), how)
  writeNumbers(
    writer,
    10,
    'unsigned',
    members.map(({ type }) => types[type]),
    how,
  )
  return writer.finish()
}

function writeTags(writer: PbfWriter, tags: ExtractTags = {}, { how, strings }: BlockContext): void {
  const entries = Object.entries(tags)
  writeNumbers(
    writer,
    2,
    'unsigned',
    entries.map(([key]) => strings.indexOf(key)),
    how,
  )
  writeNumbers(
    writer,
    3,
    'unsigned',
    entries.map(([, value]) => strings.indexOf(value)),
    how,
  )
}

function writeNumbers(
  writer: PbfWriter,
  field: number,
  sign: 'signed' | 'unsigned',
  values: readonly number[],
  { packed }: PbfEncoding,
): void {
  if (packed) {
    if (sign === 'signed') writer.writePackedSVarint(field, [...values])
    else writer.writePackedVarint(field, [...values])
    return
  }
  for (const value of values) {
    if (sign === 'signed') writer.writeSVarintField(field, value)
    else writer.writeVarintField(field, value)
  }
}

function deltas(values: readonly number[]): readonly number[] {
  return values.map((value, index) => value - (values[index - 1] ?? 0))
}

function lonUnits({ lon }: ExtractNode, { lonOffset, granularity }: PbfEncoding): number {
  return Math.round((lon * 1e9 - lonOffset) / granularity)
}

function latUnits({ lat }: ExtractNode, { latOffset, granularity }: PbfEncoding): number {
  return Math.round((lat * 1e9 - latOffset) / granularity)
}
