import type { Float64List } from '../../number-list.ts'

/** The bytes are not the protocol-buffer message they should be. The caller adds which blob it was. */
export class ProtoError extends Error {
  override readonly name = 'ProtoError'
}

const wireVarint = 0
const wireFixed64 = 1
const wireBytes = 2
const wireFixed32 = 5

/**
 * Reads one protocol-buffer message field by field. Every read is bounds-checked, so damaged input ends in a
 * `ProtoError` and never in a value from behind the message. Integers beyond 2^53 are refused.
 */
export class ProtoCursor {
  field = 0
  wire = 0
  readonly #bytes: Uint8Array
  #at: number
  readonly #end: number

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.#bytes = bytes
    this.#at = start
    this.#end = end
  }

  /** Moves to the next field and says whether there is one. */
  next(): boolean {
    if (this.#at >= this.#end) return false
    const key = this.unsigned()
    this.field = Math.floor(key / 8)
    this.wire = key % 8
    if (this.field === 0) throw new ProtoError('field number 0')
    return true
  }

  /** An unsigned varint. */
  unsigned(): number {
    const bytes = this.#bytes
    let value = 0
    let scale = 1
    for (let at = this.#at; at < this.#end; at++) {
      const byte = bytes[at] ?? 0
      value += (byte & 0x7f) * scale
      if (byte < 0x80) {
        if (value > Number.MAX_SAFE_INTEGER) throw new ProtoError('an integer beyond 2^53')
        this.#at = at + 1
        return value
      }
      scale *= 128
      // Ten bytes hold 70 bits: a longer varint is not one.
      if (at - this.#at >= 9) throw new ProtoError('an endless integer')
    }
    throw new ProtoError('an integer cut short')
  }

  /** A zigzag-coded varint (sint32, sint64). */
  zigzag(): number {
    const value = this.unsigned()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  /** A two's-complement varint (int32, int64): negative numbers take ten bytes. */
  signed(): number {
    const bytes = this.#bytes
    let low = 0
    let high = 0
    for (let index = 0; index < 10; index++) {
      const at = this.#at + index
      if (at >= this.#end) throw new ProtoError('an integer cut short')
      const byte = bytes[at] ?? 0
      const bits = byte & 0x7f
      if (index < 4) low += bits * 2 ** (7 * index)
      else if (index === 4) {
        low += (bits & 0x0f) * 2 ** 28
        high += bits >>> 4
      } else high += bits * 2 ** (7 * index - 32)
      if (byte < 0x80) {
        this.#at = at + 1
        const value = ((high % 2 ** 32) | 0) * 2 ** 32 + low
        if (!Number.isSafeInteger(value)) throw new ProtoError('an integer beyond 2^53')
        return value
      }
    }
    throw new ProtoError('an endless integer')
  }

  /** The bytes of a length-delimited field, as a view. */
  bytes(): Uint8Array {
    this.#expect(wireBytes)
    const length = this.unsigned()
    const start = this.#at
    if (length > this.#end - start) throw new ProtoError('a field longer than its message')
    this.#at = start + length
    return this.#bytes.subarray(start, this.#at)
  }

  /** A cursor over an embedded message. */
  message(): ProtoCursor {
    return new ProtoCursor(this.bytes())
  }

  /** Appends a repeated integer field, packed or not, to a list. */
  repeated(into: Float64List, coding: 'unsigned' | 'zigzag' | 'signed'): void {
    if (this.wire === wireVarint) {
      into.push(this[coding]())
      return
    }
    const packed = this.message()
    while (packed.#at < packed.#end) into.push(packed[coding]())
  }

  /** Passes over the current field's value. */
  skip(): void {
    if (this.wire === wireVarint) this.unsigned64()
    else if (this.wire === wireBytes) this.bytes()
    else if (this.wire === wireFixed64) this.#advance(8)
    else if (this.wire === wireFixed32) this.#advance(4)
    else throw new ProtoError(`wire type ${this.wire}`)
  }

  /** Passes over a varint of any value. */
  unsigned64(): void {
    for (let index = 0; index < 10; index++) {
      const at = this.#at + index
      if (at >= this.#end) throw new ProtoError('an integer cut short')
      if ((this.#bytes[at] ?? 0) < 0x80) {
        this.#at = at + 1
        return
      }
    }
    throw new ProtoError('an endless integer')
  }

  #expect(wire: number): void {
    if (this.wire !== wire) {
      throw new ProtoError(`field ${this.field} has wire type ${this.wire} instead of ${wire}`)
    }
  }

  #advance(count: number): void {
    if (count > this.#end - this.#at) throw new ProtoError('a field longer than its message')
    this.#at += count
  }
}
