import { inflateSync, zstdDecompressSync } from 'node:zlib'
import { RoadsError } from '../../errors.ts'
import { ProtoCursor, ProtoError } from './proto-cursor.ts'

/** The format's own limit for a blob, packed and unpacked. */
export const maxBlobBytes = 32 * 1024 * 1024

/** Deflate cannot pack tighter than this (zlib's technical notes), so the first buffer need not be larger. */
const tightestDeflate = 1032

const unread: Readonly<Record<number, string>> = { 4: 'LZMA', 5: 'bzip2', 6: 'LZ4' }

/** What a `Blob` message holds, unpacked. Throws a `ProtoError` on damage and `unsupported_input` on a packing that is not read. */
export function unpackBlob(
  packed: Buffer,
  where: { readonly path: string; readonly offset: number },
): Buffer {
  const cursor = new ProtoCursor(packed)
  let rawSize = -1
  let raw: Uint8Array | undefined
  let zlib: Uint8Array | undefined
  let zstd: Uint8Array | undefined
  while (cursor.next()) {
    if (cursor.field === 1) raw = cursor.bytes()
    else if (cursor.field === 2) rawSize = cursor.unsigned()
    else if (cursor.field === 3) zlib = cursor.bytes()
    else if (cursor.field === 7) zstd = cursor.bytes()
    else if (unread[cursor.field] !== undefined) {
      throw new RoadsError(
        'unsupported_input',
        `${where.path} is packed with ${unread[cursor.field]} at byte ${where.offset}, which is not read here. Repack it with zlib: osmium cat FILE -o OUT.osm.pbf -f pbf,pbf_compression=zlib.`,
      )
    } else cursor.skip()
  }
  if (raw) return Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  if (rawSize > maxBlobBytes) throw new ProtoError(`a blob of ${rawSize} bytes unpacked`)
  const unpacked = inflate(zlib, zstd, rawSize < 0 ? maxBlobBytes : rawSize)
  if (rawSize >= 0 && unpacked.length !== rawSize) {
    throw new ProtoError(`a blob that unpacks to ${unpacked.length} bytes instead of ${rawSize}`)
  }
  return unpacked
}

function inflate(zlib: Uint8Array | undefined, zstd: Uint8Array | undefined, maxBytes: number): Buffer {
  // The cap holds while unpacking, so a blob that lies about its size cannot fill the memory.
  const maxOutputLength = Math.max(1, maxBytes)
  try {
    if (zlib) {
      // One chunk for the whole, with room to see the end: no pieces to be joined.
      const chunkSize = Math.min(maxBytes, zlib.length * tightestDeflate) + 64
      return inflateSync(zlib, { maxOutputLength, chunkSize })
    }
    if (zstd) return zstdDecompressSync(zstd, { maxOutputLength })
  } catch (cause) {
    throw new ProtoError('its compressed data cannot be unpacked', { cause })
  }
  throw new ProtoError('a blob without data')
}
