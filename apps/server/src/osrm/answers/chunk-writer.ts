import type { AnswerSink } from './answer-sink.ts'

const chunkBytes = 256 * 1024
// Longer than any number.
const roomBytes = 32
const encoder = new TextEncoder()
const [zero, point] = [0x30, 0x2e]

/** Writes text, numbers and bytes into chunks of one size. Millions of numbers as strings would cost more than their matrix. */
export class ChunkWriter {
  readonly #sink: AnswerSink
  #bytes = new Uint8Array(chunkBytes)
  #end = 0

  constructor(sink: AnswerSink) {
    this.#sink = sink
  }

  text(text: string): void {
    this.bytes(encoder.encode(text))
  }

  bytes(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length;) {
      const count = Math.min(bytes.length - from, chunkBytes - this.#end)
      this.#bytes.set(bytes.subarray(from, from + count), this.#end)
      this.#end += count
      from += count
      if (this.#end === chunkBytes) this.flush()
    }
  }

  /** One ASCII character. */
  character(code: number): void {
    if (this.#end === chunkBytes) this.flush()
    this.#bytes[this.#end++] = code
  }

  /** A number counted in tenths, without a needless zero. */
  tenths(tenths: number): void {
    if (tenths > 0xffffffff) return this.text(String(tenths / 10))
    if (this.#end + roomBytes > chunkBytes) this.flush()
    const units = (tenths / 10) >>> 0
    const digit = tenths - units * 10
    let digits = 1
    for (let limit = 10; limit <= units; limit *= 10) digits++
    let rest = units
    for (let at = this.#end + digits - 1; at >= this.#end; at--) {
      const less = (rest / 10) >>> 0
      this.#bytes[at] = zero + rest - less * 10
      rest = less
    }
    this.#end += digits
    if (digit === 0) return
    this.#bytes[this.#end++] = point
    this.#bytes[this.#end++] = zero + digit
  }

  flush(): void {
    if (this.#end === 0) return
    this.#sink.write(this.#bytes.subarray(0, this.#end))
    this.#bytes = new Uint8Array(chunkBytes)
    this.#end = 0
  }
}
