import type { FileHandle } from 'node:fs/promises'
import { inflateSync, zstdDecompressSync } from 'node:zlib'
import { RoadsError } from '../../errors.ts'
import { ProtoCursor, ProtoError } from './proto-cursor.ts'

export interface OsmBlob {
  readonly type: string
  /** Position of the blob in the file, for messages. */
  readonly offset: number
  /** Position behind the blob, for progress. */
  readonly end: number
  readonly data: Uint8Array
}

// The format's own limits: a writer must stay below them, so a larger number is damage or an attack.
const maxHeaderBytes = 64 * 1024
const maxBlobBytes = 32 * 1024 * 1024

/**
 * The blobs of an `.osm.pbf` file, one after the other and unpacked, so memory stays at one blob.
 * Throws `corrupt_input` naming the byte offset on anything that is not as the format says.
 */
export async function* readBlobs(
  file: FileHandle,
  path: string,
  signal?: AbortSignal,
): AsyncGenerator<OsmBlob> {
  const { size } = await file.stat()
  let offset = 0
  while (offset < size) {
    signal?.throwIfAborted()
    const fail = (what: string, cause?: unknown): RoadsError => corrupt(path, offset, what, cause)
    const prefix = await readExactly(file, offset, 4, size)
    if (!prefix) throw fail('the file is cut short in a blob length')
    const headerBytes = prefix.readUInt32BE(0)
    if (headerBytes > maxHeaderBytes) throw fail(`a blob header of ${headerBytes} bytes`)
    const headerData = await readExactly(file, offset + 4, headerBytes, size)
    if (!headerData) throw fail('the file is cut short in a blob header')
    const header = guard(() => parseBlobHeader(headerData), fail)
    if (header.bytes > maxBlobBytes) throw fail(`a blob of ${header.bytes} bytes`)
    const start = offset + 4 + headerBytes
    const packed = await readExactly(file, start, header.bytes, size)
    if (!packed) throw fail('the file is cut short in a blob')
    const data = guard(() => unpackBlob(packed, fail), fail)
    const end = start + header.bytes
    yield { type: header.type, offset, end, data }
    offset = end
  }
}

/** The one error for damaged extracts. */
export function corrupt(path: string, offset: number, what: string, cause?: unknown): RoadsError {
  return new RoadsError(
    'corrupt_input',
    `${path} is damaged at byte ${offset}: ${what}. Download the extract again.`,
    cause === undefined ? undefined : { cause },
  )
}

function guard<T>(run: () => T, fail: (what: string, cause?: unknown) => RoadsError): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof ProtoError) throw fail(error.message, error)
    throw error
  }
}

async function readExactly(
  file: FileHandle,
  position: number,
  length: number,
  size: number,
): Promise<Buffer | undefined> {
  if (position + length > size) return undefined
  const buffer = Buffer.allocUnsafe(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled)
    if (bytesRead === 0) return undefined
    filled += bytesRead
  }
  return buffer
}

function parseBlobHeader(data: Uint8Array): { type: string; bytes: number } {
  const cursor = new ProtoCursor(data)
  let type = ''
  let bytes = -1
  while (cursor.next()) {
    if (cursor.field === 1) type = new TextDecoder().decode(cursor.bytes())
    else if (cursor.field === 3) bytes = cursor.unsigned()
    else cursor.skip()
  }
  if (type === '' || bytes < 0) throw new ProtoError('a blob header without type or size')
  return { type, bytes }
}

const packings: Readonly<Record<number, string>> = { 4: 'LZMA', 5: 'bzip2', 6: 'LZ4' }

function unpackBlob(packed: Uint8Array, fail: (what: string, cause?: unknown) => RoadsError): Uint8Array {
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
    else if (packings[cursor.field] !== undefined) {
      throw new RoadsError(
        'unsupported_input',
        `The extract is packed with ${packings[cursor.field]}, which is not read here. Repack it with zlib, for example: osmium cat -f pbf,pbf_compression=zlib.`,
      )
    } else cursor.skip()
  }
  if (raw) return raw
  if (rawSize > maxBlobBytes) throw fail(`a blob of ${rawSize} bytes unpacked`)
  const unpacked = inflate(zlib, zstd, fail)
  if (rawSize >= 0 && unpacked.length !== rawSize) {
    throw fail(`a blob that unpacks to ${unpacked.length} bytes instead of ${rawSize}`)
  }
  return unpacked
}

function inflate(
  zlib: Uint8Array | undefined,
  zstd: Uint8Array | undefined,
  fail: (what: string, cause?: unknown) => RoadsError,
): Uint8Array {
  // The cap holds while unpacking, so a blob that lies about its size cannot fill the memory.
  const options = { maxOutputLength: maxBlobBytes }
  try {
    if (zlib) return inflateSync(zlib, options)
    if (zstd) return zstdDecompressSync(zstd, options)
  } catch (cause) {
    throw fail('its compressed data cannot be unpacked', cause)
  }
  throw fail('a blob without data')
}
