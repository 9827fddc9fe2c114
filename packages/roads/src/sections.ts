import { crc32 } from 'node:zlib'
import { RoadsError } from './errors.ts'

export type SectionArray = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array

/** Named typed arrays, as they are stored in one file. Text and JSON are stored as their UTF-8 bytes. */
export type Sections = Readonly<Record<string, SectionArray>>

/** Views over an opened file. A missing or differently typed section is an error, never an empty array. */
export interface SectionReader {
  has(name: string): boolean
  float64(name: string): Float64Array
  float32(name: string): Float32Array
  int32(name: string): Int32Array
  uint32(name: string): Uint32Array
  uint16(name: string): Uint16Array
  uint8(name: string): Uint8Array
  text(name: string): string
}

const magic = 0x54524143 // "CART", little-endian
const formatVersion = 1
const prefixBytes = 24
const alignment = 64

interface Entry {
  readonly name: string
  readonly type: string
  readonly offset: number
  readonly length: number
}

const arrayTypes = {
  f64: Float64Array,
  f32: Float32Array,
  i32: Int32Array,
  u32: Uint32Array,
  u16: Uint16Array,
  u8: Uint8Array,
} as const

/** Named arrays as one buffer, see `sectionChunks`. */
export function encodeSections(kind: string, sections: Sections): Uint8Array<ArrayBuffer> {
  const chunks = sectionChunks(kind, sections)
  const out = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    out.set(chunk, at)
    at += chunk.length
  }
  return out
}

/**
 * Lays named arrays out behind each other: a fixed prefix (magic, version, header length, checksum, total length),
 * a JSON header, then each array aligned to 64 bytes so that it can be viewed in place. Numbers are little-endian.
 * The chunks are views of the arrays themselves, to be written one after the other without a copy of the whole.
 */
export function sectionChunks(kind: string, sections: Sections): readonly Uint8Array[] {
  const entries: Entry[] = []
  let offset = 0
  for (const [name, array] of Object.entries(sections)) {
    entries.push({ name, type: typeOf(array), offset, length: array.length })
    offset = alignUp(offset + array.byteLength)
  }
  const header = new TextEncoder().encode(JSON.stringify({ kind, entries }))
  const start = alignUp(prefixBytes + header.length)
  const head = new Uint8Array(start)
  head.set(header, prefixBytes)
  const body = Object.values(sections).flatMap((array) => [
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
    new Uint8Array(alignUp(array.byteLength) - array.byteLength),
  ])
  const prefix = new DataView(head.buffer)
  prefix.setUint32(0, magic, true)
  prefix.setUint32(4, formatVersion, true)
  prefix.setUint32(8, header.length, true)
  prefix.setUint32(
    12,
    body.reduce((sum, chunk) => crc32(chunk, sum), crc32(head.subarray(prefixBytes))),
    true,
  )
  prefix.setFloat64(16, start + offset, true)
  return [head, ...body]
}

/**
 * Opens a buffer written by `encodeSections` without copying: every array is a view, so a SharedArrayBuffer stays shared. Content that
 * may be damaged goes through `checkSections` first. `where` names the file in messages. Throws `corrupt_region` on a foreign buffer
 * and `unsupported_region` on another format version or kind.
 */
export function openSections(kind: string, buffer: ArrayBufferLike, where: string): SectionReader {
  const bytes = new Uint8Array(buffer)
  sectionBytes(bytes, where)
  const headerBytes = new DataView(buffer).getUint32(8, true)
  const header = parseHeader(bytes, headerBytes, where)
  if (header.kind !== kind) {
    throw new RoadsError('unsupported_region', `${where} holds "${header.kind}", expected "${kind}".`)
  }
  return sectionReader(buffer, alignUp(prefixBytes + headerBytes), header.entries, where)
}

/** Throws `corrupt_region` unless the buffer is as long as it says and its checksum is right. */
export function checkSections(buffer: ArrayBufferLike, where: string): void {
  const bytes = new Uint8Array(buffer)
  const expectedBytes = sectionBytes(bytes, where)
  if (expectedBytes !== bytes.length) {
    throw new RoadsError(
      'corrupt_region',
      `${where} has ${bytes.length} bytes instead of ${expectedBytes}. Build the region again.`,
    )
  }
  if (crc32(bytes.subarray(prefixBytes)) !== statedChecksum(bytes)) {
    throw new RoadsError('corrupt_region', `${where} is damaged (checksum differs). Build the region again.`)
  }
}

/** The checksum that a section file, or its first chunk, states. */
export function statedChecksum(beginning: Uint8Array): number {
  return new DataView(beginning.buffer, beginning.byteOffset, beginning.byteLength).getUint32(12, true)
}

// An index of a continent is a few gigabytes; more is no index.
const mostBytes = 2 ** 34

/** How long the whole is, by its beginning. Throws as `openSections` does. */
export function sectionBytes(beginning: Uint8Array, where: string): number {
  const prefix = new DataView(beginning.buffer, beginning.byteOffset, beginning.byteLength)
  if (beginning.length < prefixBytes || prefix.getUint32(0, true) !== magic) {
    throw new RoadsError('corrupt_region', `${where} is not a region file. Build the region again.`)
  }
  const version = prefix.getUint32(4, true)
  if (version !== formatVersion) {
    throw new RoadsError(
      'unsupported_region',
      `${where} has format version ${version}, this program reads ${formatVersion}. Build the region again.`,
    )
  }
  const bytes = prefix.getFloat64(16, true)
  if (!(bytes >= prefixBytes && bytes <= mostBytes)) {
    throw new RoadsError(
      'corrupt_region',
      `${where} is damaged (states ${bytes} bytes). Build the region again.`,
    )
  }
  return bytes
}

/** UTF-8 bytes of a text or of a JSON value, for a `u8` section. */
export function textSection(value: string): Uint8Array {
  return new TextEncoder().encode(value)
}

function sectionReader(
  buffer: ArrayBufferLike,
  start: number,
  entries: readonly Entry[],
  where: string,
): SectionReader {
  const byName = new Map(entries.map((entry) => [entry.name, entry]))
  const locate = (name: string, type: string): { offset: number; length: number } => {
    const entry = byName.get(name)
    if (!entry || entry.type !== type) {
      throw new RoadsError('corrupt_region', `${where} has no section "${name}" of type ${type}.`)
    }
    return { offset: start + entry.offset, length: entry.length }
  }
  const view = <T>(
    type: string,
    make: new (buffer: ArrayBufferLike, offset: number, length: number) => T,
  ): ((name: string) => T) => {
    return (name) => {
      const { offset, length } = locate(name, type)
      return new make(buffer, offset, length)
    }
  }
  const uint8 = view('u8', arrayTypes.u8)
  return {
    has: (name) => byName.has(name),
    float64: view('f64', arrayTypes.f64),
    float32: view('f32', arrayTypes.f32),
    int32: view('i32', arrayTypes.i32),
    uint32: view('u32', arrayTypes.u32),
    uint16: view('u16', arrayTypes.u16),
    uint8,
    text: (name) => new TextDecoder().decode(uint8(name)),
  }
}

function parseHeader(
  bytes: Uint8Array,
  length: number,
  where: string,
): { kind: string; entries: readonly Entry[] } {
  try {
    return JSON.parse(new TextDecoder().decode(bytes.subarray(prefixBytes, prefixBytes + length)))
  } catch (cause) {
    throw new RoadsError('corrupt_region', `${where} has an unreadable header. Build the region again.`, {
      cause,
    })
  }
}

function typeOf(array: SectionArray): keyof typeof arrayTypes {
  if (array instanceof Float64Array) return 'f64'
  if (array instanceof Float32Array) return 'f32'
  if (array instanceof Int32Array) return 'i32'
  if (array instanceof Uint32Array) return 'u32'
  if (array instanceof Uint16Array) return 'u16'
  return 'u8'
}

function alignUp(offset: number): number {
  return Math.ceil(offset / alignment) * alignment
}
