import { isAscii, isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'
import { utf16Of } from './file-type.ts'

/** Turns the bytes of a text file into text, a piece at a time. */
export interface TextDecoding {
  /** The text of the next bytes. */
  push(chunk: Uint8Array): string
  /** The text of what was left over. */
  end(): string
  /** How the bytes so far were read, such as `UTF-8` or `Windows-1252`. */
  readonly encoding: string
}

/**
 * Decodes a file whose encoding nobody stated: UTF-16 by its mark or its zero bytes, else UTF-8 until the first
 * character beyond ASCII proves otherwise, and then Windows-1252. A stray broken byte in a UTF-8 file is read as
 * Windows-1252 on its own. The answer does not depend on how the bytes are cut into chunks after the first one,
 * which must hold the start of the file.
 */
export function textDecoding(head: Uint8Array): TextDecoding {
  const utf16 = utf16Of(head)
  return utf16 === undefined ? eightBit() : sixteenBit(utf16)
}

const sixteenBit = (label: 'utf-16le' | 'utf-16be'): TextDecoding => {
  const decoder = new TextDecoder(label)
  return {
    encoding: label.toUpperCase(),
    push: (chunk) => decoder.decode(chunk, { stream: true }),
    end: () => decoder.decode(),
  }
}

const windows1252 = new TextDecoder('windows-1252')

const eightBit = (): TextDecoding => {
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
  let mode: 'ascii' | 'utf-8' | 'windows-1252' = 'ascii'
  let hasBroken = false
  let isFirst = true
  let tail: Uint8Array = new Uint8Array(0)

  const decode = (bytes: Uint8Array): string => {
    if (bytes.length === 0 || (mode === 'ascii' && isAscii(bytes))) {
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
    }
    if (mode === 'ascii') {
      mode = startsAsUtf8(bytes) ? 'utf-8' : 'windows-1252'
    }
    if (mode === 'windows-1252') {
      return windows1252.decode(bytes)
    }
    if (isUtf8(bytes)) {
      return utf8.decode(bytes)
    }
    hasBroken = true
    return decodeMixed(bytes, utf8)
  }

  return {
    get encoding() {
      if (mode === 'windows-1252') {
        return 'Windows-1252'
      }
      return hasBroken ? 'UTF-8 with Windows-1252' : 'UTF-8'
    },
    push(chunk) {
      let bytes = tail.length === 0 ? chunk : Buffer.concat([tail, chunk])
      if (isFirst && bytes.length >= 3) {
        isFirst = false
        if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
          bytes = bytes.subarray(3)
          mode = 'utf-8'
        }
      }
      const whole = mode === 'windows-1252' ? bytes.length : bytes.length - incompleteBytes(bytes)
      tail = bytes.slice(whole)
      return decode(bytes.subarray(0, whole))
    },
    end: () => decode(tail),
  }
}

/** How many bytes a UTF-8 character has that begins with this one; 1 for a byte that begins none. */
const lengthOf = (byte: number): number => {
  if (byte >= 0xc2 && byte <= 0xdf) {
    return 2
  }
  if (byte >= 0xe0 && byte <= 0xef) {
    return 3
  }
  return byte >= 0xf0 && byte <= 0xf4 ? 4 : 1
}

/** Bytes at the end that begin a UTF-8 character which the next chunk may complete. */
const incompleteBytes = (bytes: Uint8Array): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) {
      return 0
    }
    if (byte >= 0xc0) {
      return lengthOf(byte) > back ? back : 0
    }
  }
  return 0
}

const startsAsUtf8 = (bytes: Uint8Array): boolean => {
  const at = bytes.findIndex((byte) => byte >= 0x80)
  const length = lengthOf(bytes[at] ?? 0)
  return length > 1 && isUtf8(bytes.subarray(at, at + length))
}

const decodeMixed = (bytes: Uint8Array, utf8: TextDecoder): string => {
  const parts: string[] = []
  let from = 0
  let at = 0
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0
    const length = lengthOf(byte)
    if (byte < 0x80 || (length > 1 && isUtf8(bytes.subarray(at, at + length)))) {
      at += length
      continue
    }
    parts.push(utf8.decode(bytes.subarray(from, at)), windows1252.decode(bytes.subarray(at, at + 1)))
    at += 1
    from = at
  }
  parts.push(utf8.decode(bytes.subarray(from)))
  return parts.join('')
}
