import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import { RoadsError } from '../errors.ts'
import { checkSections, sectionBytes } from '../sections.ts'

/** Writes a section file packed with Zstandard, in pieces, and on the disk before it returns. */
export async function writePacked(path: string, chunks: readonly Uint8Array[]): Promise<void> {
  const file = await open(path, 'wx')
  try {
    const packed = createZstdCompress()
    await pipeline(
      Readable.from(chunks, { objectMode: false }),
      packed,
      async (bytes: AsyncIterable<Buffer>) => {
        for await (const chunk of bytes) await file.writeFile(chunk)
      },
    )
    await file.sync()
  } finally {
    await file.close()
  }
}

/**
 * Unpacks a section file into shared memory and checks it whole, so that it may be opened by any thread without another look.
 * Throws `corrupt_region` when it is damaged, cut or foreign, and `unsupported_region` when another version wrote it.
 */
export async function readPacked(path: string): Promise<SharedArrayBuffer> {
  const file = await open(path, 'r')
  let content: SharedContent | undefined
  try {
    await pipeline(
      file.createReadStream({ autoClose: false }),
      createZstdDecompress(),
      async (bytes: AsyncIterable<Buffer>) => {
        for await (const chunk of bytes) {
          content ??= new SharedContent(chunk, path)
          content.append(chunk)
        }
      },
    )
  } catch (cause) {
    throw cause instanceof RoadsError ? cause : damaged(path, cause)
  } finally {
    await file.close()
  }
  if (!content) throw damaged(path, undefined)
  return content.finish()
}

/** Shared memory of the size that the content's beginning states, filled as it comes. */
class SharedContent {
  readonly #path: string
  readonly #bytes: Uint8Array<SharedArrayBuffer>
  #filled = 0

  constructor(beginning: Uint8Array, path: string) {
    this.#path = path
    this.#bytes = new Uint8Array(new SharedArrayBuffer(sectionBytes(beginning, path)))
  }

  append(chunk: Uint8Array): void {
    if (this.#filled + chunk.length > this.#bytes.length) throw damaged(this.#path, undefined)
    this.#bytes.set(chunk, this.#filled)
    this.#filled += chunk.length
  }

  finish(): SharedArrayBuffer {
    if (this.#filled < this.#bytes.length) throw damaged(this.#path, undefined)
    checkSections(this.#bytes.buffer, this.#path)
    return this.#bytes.buffer
  }
}

function damaged(path: string, cause: unknown): RoadsError {
  return new RoadsError('corrupt_region', `${path} is damaged or cut short. Build the region again.`, {
    cause,
  })
}
