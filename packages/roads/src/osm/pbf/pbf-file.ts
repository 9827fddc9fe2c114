import type { FileHandle } from 'node:fs/promises'
import { RoadsError } from '../../errors.ts'
import { ProtoCursor, ProtoError } from './proto-cursor.ts'
import { maxBlobBytes, unpackBlob } from './unpack-blob.ts'

/** Where a blob of a file is, before it is read. */
export interface BlobPlace {
  readonly type: string
  /** Of the blob's length prefix: what messages name. */
  readonly offset: number
  /** The packed blob itself is `start .. end`. */
  readonly start: number
  readonly end: number
}

// The format's own limit, as `maxBlobBytes`: a writer must stay below it, so a larger number is damage or an attack.
const maxHeaderBytes = 64 * 1024

/** Read at once, so that small blobs cost no call each. */
const windowBytes = 256 * 1024

/**
 * An `.osm.pbf` file as a row of blobs. Memory stays at one blob: what a call returns is valid until the next one.
 * Throws `corrupt_input` naming the byte offset on anything that is not as the format says.
 */
export class PbfFile {
  readonly path: string
  readonly size: number
  readonly #file: FileHandle
  #window = Buffer.alloc(0)
  #windowAt = 0
  #windowEnd = 0

  constructor(file: FileHandle, path: string, size: number) {
    this.#file = file
    this.path = path
    this.size = size
  }

  /** The blobs in the order of the file, of which only the headers are read. */
  async *places(): AsyncGenerator<BlobPlace> {
    let offset = 0
    while (offset < this.size) {
      const prefix = await this.#read(offset, offset, 4, 'a blob length')
      const headerBytes = prefix.readUInt32BE(0)
      if (headerBytes > maxHeaderBytes) throw this.corrupt(offset, `a blob header of ${headerBytes} bytes`)
      const header = await this.#read(offset, offset + 4, headerBytes, 'a blob header')
      const { type, bytes } = this.guard(offset, () => parseBlobHeader(header))
      if (bytes > maxBlobBytes) throw this.corrupt(offset, `a blob of ${bytes} bytes`)
      const start = offset + 4 + headerBytes
      if (start + bytes > this.size) throw this.corrupt(offset, 'the file is cut short in a blob')
      yield { type, offset, start, end: start + bytes }
      offset = start + bytes
    }
  }

  /** The content of a blob, unpacked. */
  async unpack({ offset, start, end }: BlobPlace): Promise<Buffer> {
    const packed = await this.#read(offset, start, end - start, 'a blob')
    return this.guard(offset, () => unpackBlob(packed, { path: this.path, offset }))
  }

  /** Runs what decodes a blob, and says of what goes wrong where in the file it was. */
  guard<T>(offset: number, decode: () => T): T {
    try {
      return decode()
    } catch (error) {
      if (error instanceof ProtoError) throw this.corrupt(offset, error.message, error)
      throw error
    }
  }

  /** The one error for damaged extracts. */
  corrupt(offset: number, what: string, cause?: unknown): RoadsError {
    return new RoadsError(
      'corrupt_input',
      `${this.path} is damaged at byte ${offset}: ${what}. Download the extract again.`,
      cause === undefined ? undefined : { cause },
    )
  }

  async #read(offset: number, start: number, length: number, what: string): Promise<Buffer> {
    if (start + length > this.size) throw this.corrupt(offset, `the file is cut short in ${what}`)
    if (start < this.#windowAt || start + length > this.#windowEnd) await this.#moveWindow(start, length)
    // Shorter than it was when it was opened.
    if (start + length > this.#windowEnd) throw this.corrupt(offset, `the file is cut short in ${what}`)
    return this.#window.subarray(start - this.#windowAt, start - this.#windowAt + length)
  }

  async #moveWindow(start: number, length: number): Promise<void> {
    const wanted = Math.min(Math.max(length, windowBytes), this.size - start)
    if (this.#window.length < wanted) this.#window = Buffer.allocUnsafeSlow(wanted)
    this.#windowAt = start
    this.#windowEnd = start
    while (this.#windowEnd < start + wanted) {
      const filled = this.#windowEnd - start
      const { bytesRead } = await this.#file.read(this.#window, filled, wanted - filled, this.#windowEnd)
      if (bytesRead === 0) return
      this.#windowEnd += bytesRead
    }
  }
}

function parseBlobHeader(data: Uint8Array): { readonly type: string; readonly bytes: number } {
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
