import type { AnswerSink } from './answer-sink.ts'

const chunkBytes = 256 * 1024
// Longer than any number.
const roomBytes = 32
const encoder = new TextEncoder()
const [zero, point] = [0x30, 0x2e]
/** `000` to `999`. */
const threeDigits = encoder.encode(
  Array.from({ length: 1000 }, (_, value) => String(value).padStart(3, '0')).join(''),
)

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
    this.#whole(units)
    const digit = tenths - units * 10
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

  /** Three digits at a time. */
  #whole(value: number): void {
    let rest = value
    if (value >= 1000) {
      const thousands = (value / 1000) >>> 0
      this.#whole(thousands)
      rest = value - thousands * 1000
    }
    const from = rest * 3
    if (value >= 100) this.#bytes[this.#end++] = threeDigits[from] ?? zero
    if (value >= 10) this.#bytes[this.#end++] = threeDigits[from + 1] ?? zero
    this.#bytes[this.#end++] = threeDigits[from + 2] ?? zero
  }
}
