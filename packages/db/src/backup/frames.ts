import type { Readable } from 'node:stream'
import type { Note } from './notes.ts'

/** A backup is a row of these: what comes next, and the bytes of it. */
export type Frame =
  | { readonly kind: 'note'; readonly note: Note }
  | { readonly kind: 'data'; readonly data: Buffer }

const NOTE = 1
const DATA = 2
const HEAD_BYTES = 5
/** Small pieces are put together up to this, so that a row costs no frame of its own. */
const CHUNK_BYTES = 64 * 1024

/** Writes each frame behind its kind (one byte) and length (four). */
export async function* encodeFrames(frames: AsyncIterable<Frame>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let bytes = 0
  const flush = (): Buffer[] => {
    const whole = bytes === 0 ? [] : [head(DATA, bytes), ...waiting]
    waiting = []
    bytes = 0
    return whole
  }
  for await (const frame of frames) {
    if (frame.kind === 'data') {
      waiting.push(frame.data)
      bytes += frame.data.length
      if (bytes >= CHUNK_BYTES) yield* flush()
    } else {
      yield* flush()
      const text = Buffer.from(JSON.stringify(frame.note))
      yield head(NOTE, text.length)
      yield text
    }
  }
  yield* flush()
}

const head = (kind: number, length: number): Buffer => {
  const buffer = Buffer.alloc(HEAD_BYTES)
  buffer.writeUInt8(kind)
  buffer.writeUInt32BE(length, 1)
  return buffer
}

/** Reads what {@link encodeFrames} wrote. */
export async function* decodeFrames(stream: Readable): AsyncGenerator<Frame> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of stream) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    while (rest.length >= HEAD_BYTES) {
      const end = HEAD_BYTES + rest.readUInt32BE(1)
      if (rest.length < end) break
      const body = rest.subarray(HEAD_BYTES, end)
      yield rest.readUInt8() === NOTE
        ? { kind: 'note', note: JSON.parse(body.toString()) }
        : { kind: 'data', data: body }
      rest = rest.subarray(end)
    }
  }
}
