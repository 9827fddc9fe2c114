import type { Bounds } from '@cartage/domain'
import { NodeCollector } from '../node-collector.ts'
import type { OsmData } from '../osm-data.ts'
import type { OpenFile, ReadOptions } from '../read-osm.ts'
import { WayCollector } from '../way-collector.ts'
import { readHeaderBlock } from './header-block.ts'
import { PbfFile } from './pbf-file.ts'
import type { BlobPlace } from './pbf-file.ts'
import { PrimitiveBlock } from './primitive-block.ts'
import { TextInterner } from './string-table.ts'

/**
 * Reads `.osm.pbf` extracts (https://wiki.openstreetmap.org/wiki/PBF_Format) as one, blob by blob and twice over: first the
 * ways and relations, then of the nodes those that they refer to. Blobs without nodes are passed over the second time.
 */
export async function readPbf(files: readonly OpenFile[], options: ReadOptions): Promise<OsmData> {
  const ways = new WayCollector()
  const interner = new TextInterner()
  const stated: (Bounds | undefined)[] = []
  // Each is read twice, which is nobody's concern: half of its bytes count for each time.
  const total = files.reduce((sum, { size }) => sum + size, 0)
  let before = 0
  const report = (read: number): void =>
    options.onProgress?.({ phase: 'read', done: Math.round((before + read) / 2), total, unit: 'bytes' })

  const withNodes: { readonly file: PbfFile; readonly blobs: BlobPlace[] }[] = []
  for (const { handle, path, size } of files) {
    const file = new PbfFile(handle, path, size)
    const blobs: BlobPlace[] = []
    let bounds: Bounds | undefined
    report(0)
    for await (const blob of file.places()) {
      options.signal?.throwIfAborted()
      if (blob.type === 'OSMHeader') {
        const data = await file.unpack(blob)
        bounds = file.guard(blob.offset, () => readHeaderBlock(data, { path, offset: blob.offset }))
      } else if (blob.type === 'OSMData') {
        const data = await file.unpack(blob)
        file.guard(blob.offset, () => {
          if (new PrimitiveBlock(data, interner).readWays(ways)) blobs.push(blob)
        })
      }
      report(blob.end)
    }
    stated.push(bounds)
    withNodes.push({ file, blobs })
    before += size
  }

  const nodes = new NodeCollector(ways.neededNodes())
  for (const { file, blobs } of withNodes) {
    for (const blob of blobs) {
      options.signal?.throwIfAborted()
      const data = await file.unpack(blob)
      file.guard(blob.offset, () => new PrimitiveBlock(data, interner).readNodes(nodes))
      report(blob.end)
    }
    report(file.size)
    before += file.size
  }
  const found = nodes.finish(boxAround(stated))
  return { source: 'pbf', ...found, ...ways.finish(found.nodeIds) }
}

/** The box around all boxes; undefined when a file states none. */
function boxAround(boxes: readonly (Bounds | undefined)[]): Bounds | undefined {
  return boxes.reduce((a, b) => {
    if (!a || !b) return undefined
    return {
      west: Math.min(a.west, b.west),
      south: Math.min(a.south, b.south),
      east: Math.max(a.east, b.east),
      north: Math.max(a.north, b.north),
    }
  })
}
