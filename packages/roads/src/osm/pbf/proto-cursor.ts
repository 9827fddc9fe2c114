import type { Float64List } from '../../number-list.ts'

/** The bytes are not the protocol-buffer message they should be. The caller adds which blob it was. */
export class ProtoError extends Error {
  override readonly name = 'ProtoError'
}

const wireVarint = 0
const wireFixed64 = 1
const wireBytes = 2
const wireFixed32 = 5

/** How the integers of a field are coded: `uint64`; `sint64`; `int64`, whose negative numbers take ten bytes. */
export type IntegerCoding = 'unsigned' | 'zigzag' | 'signed'

/**
 * Reads a protocol-buffer message field by field and its embedded messages in place (`enter`, `leave`), so that decoding
 * makes no objects. Every read is bounds-checked, so damaged input ends in a `ProtoError` and never in a value from
 * behind the message. Integers beyond 2^53 are refused.
 */
export class ProtoCursor {
  field = 0
  wire = 0
  readonly #bytes: Uint8Array
  #at: number
  #end: number

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.#bytes = bytes
    this.#at = start
    this.#end = end
  }

  /** Where the next read begins. */
  get at(): number {
    return this.#at
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
    const start = this.#at
    let byte = bytes[start] ?? 0
    // Nearly all numbers of an extract are differences of one or two bytes.
    if (byte < 0x80 && start < this.#end) {
      this.#at = start + 1
      return byte
    }
    let value = 0
    let scale = 1
    for (let at = start; at < this.#end; at++) {
      byte = bytes[at] ?? 0
      value += (byte & 0x7f) * scale
      if (byte < 0x80) {
        if (value > Number.MAX_SAFE_INTEGER) throw new ProtoError('an integer beyond 2^53')
        this.#at = at + 1
        return value
      }
      scale *= 128
      // Ten bytes hold 70 bits: a longer varint is not one.
      if (at - start >= 9) throw new ProtoError('an endless integer')
    }
    throw new ProtoError('an integer cut short')
  }

  /** A zigzag-coded varint (sint32, sint64). */
  zigzag(): number {
    const value = this.unsigned()
    if (value < 0x8000_0000) return (value >>> 1) ^ -(value & 1)
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
    const outer = this.enter()
    const view = this.#bytes.subarray(this.#at, this.#end)
    this.leave(outer)
    return view
  }

  /** Goes into an embedded message; the value returned is for `leave`. */
  enter(): number {
    if (this.wire !== wireBytes) {
      throw new ProtoError(`field ${this.field} has wire type ${this.wire} instead of ${wireBytes}`)
    }
    const length = this.unsigned()
    if (length > this.#end - this.#at) throw new ProtoError('a field longer than its message')
    const outer = this.#end
    this.#end = this.#at + length
    return outer
  }

  /** Goes on behind the embedded message, read to its end or not. */
  leave(outer: number): void {
    this.#at = this.#end
    this.#end = outer
  }

  /** Appends a repeated integer field, packed or not, to a list. */
  repeated(into: Float64List, coding: IntegerCoding): void {
    if (this.wire === wireVarint) {
      into.push(this[coding]())
      return
    }
    const outer = this.enter()
    if (coding === 'zigzag') while (this.#at < this.#end) into.push(this.zigzag())
    else if (coding === 'unsigned') while (this.#at < this.#end) into.push(this.unsigned())
    else while (this.#at < this.#end) into.push(this.signed())
    this.leave(outer)
  }

  /** Passes over the current field's value. */
  skip(): void {
    if (this.wire === wireVarint) this.#skipVarint()
    else if (this.wire === wireBytes) this.leave(this.enter())
    else if (this.wire === wireFixed64) this.#advance(8)
    else if (this.wire === wireFixed32) this.#advance(4)
    else throw new ProtoError(`wire type ${this.wire}`)
  }

  #skipVarint(): void {
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

  #advance(count: number): void {
    if (count > this.#end - this.#at) throw new ProtoError('a field longer than its message')
    this.#at += count
  }
}
