import { createHash } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import type { Bounds } from '@cartage/domain'
import { RoadsError } from '../errors.ts'
import { giveWay } from '../region/give-way.ts'
import { layerFields, layers } from './layers.ts'
import { tileUnits, worldX, worldY } from './mercator.ts'
import { encodeDirectories, tileId } from './pmtiles-directory.ts'
import type { DirectoryEntry, Directories } from './pmtiles-directory.ts'
import { largestZoom } from './vertex-zooms.ts'

/** What tiles are taken from; a `Region` is one. */
export interface TileOrigin {
  readonly info: { readonly name: string; readonly bounds: Bounds; readonly attribution: string }
  tile(z: number, x: number, y: number): Uint8Array | undefined
}

export interface ExportTilesOptions {
  /** From 0 to 16, the largest there is and the default: a map draws closer views from those tiles. */
  readonly maxZoom?: number | undefined
  readonly onProgress?: ((done: number, total: number) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

export interface ExportedTiles {
  /** Tiles of the archive, and how many of them differ. */
  readonly tiles: number
  readonly contents: number
  readonly bytes: number
}

const headerBytes = 127
/** Header and root directory lie in the first 16 KiB, which a client fetches at once. */
const dataOffset = 16_384
const batch = 64

/**
 * Writes every tile of a region to one PMTiles archive (specification version 3), gzip-compressed, equal tiles once. The tile data comes right
 * behind the room for the root directory and what is known only at the end behind that, so memory holds one entry a tile. The file takes its
 * name when it is complete. Throws `unwritable_region`; a cancelled export rejects with the signal's reason.
 */
export async function exportTiles(
  origin: TileOrigin,
  out: string,
  options: ExportTilesOptions = {},
): Promise<ExportedTiles> {
  const maxZoom = options.maxZoom ?? largestZoom
  if (!(Number.isInteger(maxZoom) && maxZoom >= 0 && maxZoom <= largestZoom)) {
    throw new RoadsError(
      'unsupported_input',
      `The largest zoom is ${maxZoom}; a whole number from 0 to ${largestZoom} is expected.`,
    )
  }
  const part = `${out}.${process.pid}.part`
  const file = await open(part, 'w').catch((cause: unknown) => {
    throw unwritable(out, cause)
  })
  try {
    const result = await writeArchive(origin, file, maxZoom, options)
    await file.sync()
    await file.close()
    await rename(part, out)
    return result
  } catch (error) {
    await file.close().catch(() => undefined)
    await rm(part, { force: true })
    throw isFileError(error) ? unwritable(out, error) : error
  }
}

async function writeArchive(
  origin: TileOrigin,
  file: FileHandle,
  maxZoom: number,
  { onProgress, signal }: ExportTilesOptions,
): Promise<ExportedTiles> {
  const wanted = tilesWithin(origin.info.bounds, maxZoom)
  const entries: DirectoryEntry[] = []
  const known = new Map<string, { readonly offset: number; readonly length: number }>()
  let dataBytes = 0
  let tiles = 0
  let waiting: Uint8Array[] = []
  const flush = async (): Promise<void> => {
    const bytes = Buffer.concat(waiting)
    waiting = []
    if (bytes.length > 0) await file.write(bytes, 0, bytes.length, dataOffset + dataBytes - bytes.length)
  }
  for (const [index, { id, z, x, y }] of wanted.entries()) {
    if (index % batch === 0) {
      onProgress?.(index, wanted.length)
      await flush()
      await giveWay(signal)
    }
    const tile = origin.tile(z, x, y)
    if (!tile || tile.length === 0) continue
    tiles++
    const digest = createHash('sha256').update(tile).digest('base64')
    let place = known.get(digest)
    if (!place) {
      const compressed = gzipSync(tile, { level: 9 })
      place = { offset: dataBytes, length: compressed.length }
      known.set(digest, place)
      waiting.push(compressed)
      dataBytes += compressed.length
    }
    const previous = entries.at(-1)
    if (previous && previous.offset === place.offset && previous.tileId + previous.runLength === id) {
      previous.runLength++
    } else entries.push({ tileId: id, ...place, runLength: 1 })
  }
  await flush()
  onProgress?.(wanted.length, wanted.length)

  const directories = encodeDirectories(entries, dataOffset - headerBytes)
  const metadata = gzipSync(JSON.stringify(metadataOf(origin, maxZoom)), { level: 9 })
  const tail = Buffer.concat([directories.leaves, metadata])
  await file.write(tail, 0, tail.length, dataOffset + dataBytes)
  const header = encodeHeader({
    bounds: origin.info.bounds,
    maxZoom,
    directories,
    metadataBytes: metadata.length,
    dataBytes,
    tiles,
    entries: entries.length,
    contents: known.size,
  })
  const head = Buffer.concat([header, directories.root])
  await file.write(head, 0, head.length, 0)
  return { tiles, contents: known.size, bytes: dataOffset + dataBytes + tail.length }
}

interface WantedTile {
  readonly id: number
  readonly z: number
  readonly x: number
  readonly y: number
}

/** The tiles that a box reaches into, in the order of an archive. */
function tilesWithin(bounds: Bounds, maxZoom: number): WantedTile[] {
  const wanted: WantedTile[] = []
  for (let z = 0; z <= maxZoom; z++) {
    const size = tileUnits(z)
    const last = { x: Math.floor(worldX(bounds.east) / size), y: Math.floor(worldY(bounds.south) / size) }
    for (let x = Math.floor(worldX(bounds.west) / size); x <= last.x; x++) {
      for (let y = Math.floor(worldY(bounds.north) / size); y <= last.y; y++) {
        wanted.push({ id: tileId(z, x, y), z, x, y })
      }
    }
  }
  return wanted.toSorted((a, b) => a.id - b.id)
}

/** As TileJSON 3.0 has it. */
function metadataOf({ info }: TileOrigin, maxZoom: number): object {
  return {
    name: info.name,
    attribution: info.attribution,
    type: 'baselayer',
    vector_layers: layers.map((id) => ({
      id,
      fields: { class: 'String', ...layerFields[id] },
      minzoom: 0,
      maxzoom: maxZoom,
    })),
  }
}

interface HeaderFacts {
  readonly bounds: Bounds
  readonly maxZoom: number
  readonly directories: Directories
  readonly metadataBytes: number
  readonly dataBytes: number
  readonly tiles: number
  readonly entries: number
  readonly contents: number
}

const gzip = 2
const vectorTiles = 1

function encodeHeader(facts: HeaderFacts): Uint8Array {
  const { bounds, directories, dataBytes } = facts
  const header = Buffer.alloc(headerBytes)
  header.write('PMTiles', 'latin1')
  header.writeUInt8(3, 7)
  const leavesOffset = dataOffset + dataBytes
  const metadataOffset = leavesOffset + directories.leaves.length
  const words = [
    headerBytes,
    directories.root.length,
    metadataOffset,
    facts.metadataBytes,
    leavesOffset,
    directories.leaves.length,
    dataOffset,
    dataBytes,
    facts.tiles,
    facts.entries,
    facts.contents,
  ]
  words.forEach((word, index) => header.writeBigUInt64LE(BigInt(word), 8 + 8 * index))
  // Clustered (in the order of the directory), both compressions, kind of tile, zooms.
  header.set([1, gzip, gzip, vectorTiles, 0, facts.maxZoom], 96)
  const place = (lon: number, lat: number, at: number): void => {
    header.writeInt32LE(Math.round(lon * 1e7), at)
    header.writeInt32LE(Math.round(lat * 1e7), at + 4)
  }
  place(bounds.west, bounds.south, 102)
  place(bounds.east, bounds.north, 110)
  header.writeUInt8(Math.min(12, facts.maxZoom), 118)
  place((bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2, 119)
  return header
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}

function unwritable(out: string, cause: unknown): RoadsError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
  return new RoadsError('unwritable_region', `The tiles cannot be written to ${out} (${code}).`, { cause })
}
