import type { FileHandle } from 'node:fs/promises'
import type { Bounds } from '@cartage/domain'
import { OsmCollector } from '../osm-collector.ts'
import type { OsmData } from '../osm-data.ts'
import type { ReadOptions } from '../read-osm.ts'
import { readHeaderBlock } from './header-block.ts'
import { readPrimitiveBlock } from './primitive-block.ts'
import { ProtoError } from './proto-cursor.ts'
import { corrupt, readBlobs } from './read-blobs.ts'

/** Reads an `.osm.pbf` extract (https://wiki.openstreetmap.org/wiki/PBF_Format) blob by blob. */
export async function readPbf(file: FileHandle, path: string, options: ReadOptions): Promise<OsmData> {
  const { size } = await file.stat()
  const collector = new OsmCollector()
  let bounds: Bounds | undefined
  for await (const blob of readBlobs(file, path, options.signal)) {
    try {
      if (blob.type === 'OSMHeader') bounds = readHeaderBlock(blob.data, path)
      else if (blob.type === 'OSMData') readPrimitiveBlock(blob.data, collector)
    } catch (error) {
      if (error instanceof ProtoError) throw corrupt(path, blob.offset, error.message, error)
      throw error
    }
    options.onProgress?.({ phase: 'read', done: blob.end, total: size })
  }
  return collector.finish('pbf', bounds)
}
