import { deflateSync, zstdCompressSync } from 'node:zlib'
import { PbfWriter } from 'pbf'
import type { Extract } from './extract.ts'
import { writePrimitiveBlock } from './write-primitive-block.ts'

/** The freedoms that the format leaves to a writer; readers must take all of them. */
export interface PbfEncoding {
  readonly nodes: 'dense' | 'plain'
  readonly compression: 'zlib' | 'zstd' | 'raw'
  /** Whether repeated numbers are packed into one field, or written as a field each. */
  readonly packed: boolean
  /** Whether shared fields (strings, granularity) come before the elements that need them. */
  readonly sharedFieldsFirst: boolean
  /** Whether the string table begins with an empty string, which only dense nodes need. */
  readonly emptyStringFirst: boolean
  /** Nanodegrees per coordinate unit, and where coordinates count from; not written where they are the usual ones. */
  readonly granularity: number
  readonly lonOffset: number
  readonly latOffset: number
  readonly elementsPerBlock: number
  readonly requiredFeatures: readonly string[]
}

const usual: PbfEncoding = {
  nodes: 'dense',
  compression: 'zlib',
  packed: true,
  sharedFieldsFirst: true,
  emptyStringFirst: true,
  granularity: 100,
  lonOffset: 0,
  latOffset: 0,
  elementsPerBlock: 8000,
  requiredFeatures: ['OsmSchema-V0.6', 'DenseNodes'],
}

/** The bytes of an `.osm.pbf` file (https://wiki.openstreetmap.org/wiki/PBF_Format) with this content. */
export function writePbf(extract: Extract, encoding: Partial<PbfEncoding> = {}): Uint8Array {
  const how = { ...usual, ...encoding }
  const blobs = [blob('OSMHeader', headerBlock(extract, how), how)]
  const block = (part: Extract): void => {
    blobs.push(blob('OSMData', writePrimitiveBlock(part, how), how))
  }
  for (const nodes of chunks(extract.nodes, how.elementsPerBlock)) block({ nodes })
  for (const ways of chunks(extract.ways ?? [], how.elementsPerBlock)) block({ nodes: [], ways })
  for (const relations of chunks(extract.relations ?? [], how.elementsPerBlock))
    block({ nodes: [], relations })
  return Buffer.concat(blobs.flat())
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}

function headerBlock({ bounds }: Extract, { requiredFeatures }: PbfEncoding): Uint8Array {
  const writer = new PbfWriter()
  if (bounds) {
    const nanodegrees = [bounds.west, bounds.east, bounds.north, bounds.south].map((value) =>
      Math.round(value * 1e9),
    )
    writer.writeMessage(
      1,
      (values: readonly number[], box) =>
        values.forEach((value, index) => box.writeSVarintField(index + 1, value)),
      nanodegrees,
    )
  }
  for (const feature of requiredFeatures) writer.writeStringField(4, feature)
  writer.writeStringField(16, 'cartage-testing')
  return writer.finish()
}

function blob(type: string, content: Uint8Array, { compression }: PbfEncoding): readonly Uint8Array[] {
  const body = new PbfWriter()
  if (compression === 'raw') body.writeBytesField(1, content)
  else {
    body.writeVarintField(2, content.length)
    if (compression === 'zlib') body.writeBytesField(3, deflateSync(content))
    else body.writeBytesField(7, zstdCompressSync(content))
  }
  const packed = body.finish()
  const header = new PbfWriter()
  header.writeStringField(1, type)
  header.writeVarintField(3, packed.length)
  const headerBytes = header.finish()
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, headerBytes.length)
  return [length, headerBytes, packed]
}
