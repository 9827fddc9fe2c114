import { gzipSync } from 'node:zlib'
import { PbfWriter } from 'pbf'

/** A run of tiles with the same bytes, or, with a run of 0, a leaf directory. */
export interface DirectoryEntry {
  readonly tileId: number
  readonly offset: number
  readonly length: number
  runLength: number
}

/** The index of an archive: what comes with the header, and the leaves that it points into. */
export interface Directories {
  readonly root: Uint8Array
  readonly leaves: Uint8Array
}

/** Leaves hold this many entries at first, and more where the root would not fit otherwise. */
const firstLeafSize = 4096

/**
 * Number of a tile in an archive: all tiles of smaller zooms come first, then those of its own along a Hilbert curve, so that neighbours on the map
 * are neighbours in the file. The curve is Hilbert's (1891), the turning of quadrants as in Warren, Hacker's Delight (2012), section 16.
 */
export function tileId(z: number, x: number, y: number): number {
  let id = (4 ** z - 1) / 3
  let [right, down] = [x, y]
  for (let half = 2 ** (z - 1); half >= 1; half /= 2) {
    const isEast = right >= half
    const isSouth = down >= half
    if (isEast) right -= half
    if (isSouth) down -= half
    id += half * half * (isEast ? (isSouth ? 2 : 3) : isSouth ? 1 : 0)
    if (isSouth) continue
    if (isEast) [right, down] = [half - 1 - right, half - 1 - down]
    ;[right, down] = [down, right]
  }
  return id
}

/** Lays entries (ascending by tile) out as a root of at most `rootBytes`, with leaves where that is too little. */
export function encodeDirectories(entries: readonly DirectoryEntry[], rootBytes: number): Directories {
  const whole = encodeDirectory(entries)
  if (whole.length <= rootBytes) return { root: whole, leaves: new Uint8Array(0) }
  for (let leafSize = firstLeafSize; ; leafSize *= 2) {
    const leaves: Uint8Array[] = []
    const pointers: DirectoryEntry[] = []
    let offset = 0
    for (let from = 0; from < entries.length; from += leafSize) {
      const leaf = encodeDirectory(entries.slice(from, from + leafSize))
      pointers.push({ tileId: entries[from]?.tileId ?? 0, offset, length: leaf.length, runLength: 0 })
      leaves.push(leaf)
      offset += leaf.length
    }
    const root = encodeDirectory(pointers)
    if (root.length <= rootBytes) return { root, leaves: Buffer.concat(leaves) }
  }
}

/** Column by column as varints: steps of tile numbers, runs, lengths, and offsets with 0 for "right behind the one before". Compressed. */
function encodeDirectory(entries: readonly DirectoryEntry[]): Uint8Array {
  const writer = new PbfWriter()
  writer.writeVarint(entries.length)
  let last = 0
  for (const entry of entries) {
    writer.writeVarint(entry.tileId - last)
    last = entry.tileId
  }
  for (const { runLength } of entries) writer.writeVarint(runLength)
  for (const { length } of entries) writer.writeVarint(length)
  let end = -1
  for (const { offset, length } of entries) {
    writer.writeVarint(offset === end ? 0 : offset + 1)
    end = offset + length
  }
  return gzipSync(writer.finish(), { level: 9 })
}
