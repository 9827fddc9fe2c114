import { invalid, type CartageError } from '@cartage/domain'

export type OrderFileType = 'text' | 'xlsx'

/** How many bytes of a file decide its type. */
export const SNIFF_BYTES = 65_536

const startsWith = (bytes: Uint8Array, signature: readonly number[], at = 0): boolean =>
  signature.every((byte, index) => bytes[at + index] === byte)

/** Signatures of files that people drop by mistake, with what to do instead. */
const strangers: readonly {
  readonly signature: readonly number[]
  readonly at?: number
  readonly what: string
}[] = [
  { signature: [0x25, 0x50, 0x44, 0x46], what: 'a PDF document' },
  { signature: [0x89, 0x50, 0x4e, 0x47], what: 'a PNG picture' },
  { signature: [0xff, 0xd8, 0xff], what: 'a JPEG picture' },
  { signature: [0x47, 0x49, 0x46, 0x38], what: 'a GIF picture' },
  { signature: [0x57, 0x45, 0x42, 0x50], at: 8, what: 'a WebP picture' },
  {
    signature: [0xd0, 0xcf, 0x11, 0xe0],
    what: 'an old Excel or Word file; in Excel choose "Save as" and .xlsx',
  },
  { signature: [0x1f, 0x8b], what: 'a gzip archive; unpack it first' },
  { signature: [0x52, 0x61, 0x72, 0x21], what: 'a RAR archive; unpack it first' },
  { signature: [0x37, 0x7a, 0xbc, 0xaf], what: 'a 7z archive; unpack it first' },
  { signature: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], what: 'an SQLite database' },
  { signature: [0x7f, 0x45, 0x4c, 0x46], what: 'a program' },
  { signature: [0x4d, 0x5a, 0x90], what: 'a program' },
]

const unsupported = (fileName: string, what: string): CartageError =>
  invalid(`${fileName} is ${what}. An order file is CSV text or an Excel .xlsx sheet.`, 'file')

/** Text that is not a table: looked for behind white space, without regard to case. */
const documents: readonly (readonly [start: string, what: string])[] = [
  ['<!doctype', 'a web page'],
  ['<html', 'a web page'],
  ['<svg', 'an SVG picture'],
  ['<?xml', 'an XML document'],
  ['{\\rtf', 'an RTF document'],
  ['{', 'a JSON document'],
  ['[', 'a JSON document'],
]

/** The share of control bytes above which bytes are no text in any of our encodings. */
const BINARY_SHARE = 0.05

/**
 * Tells by its first bytes, never by its name, what a file is. `head` holds up to {@link SNIFF_BYTES} bytes.
 * Anything but a text table or a zip (an XLSX is one) is refused with a message that says what it is.
 */
export function fileTypeOf(head: Uint8Array, fileName: string): OrderFileType {
  if (head.length === 0) {
    throw invalid(`${fileName} is empty. An order file has a header row and one row an order.`, 'file')
  }
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) {
    return 'xlsx'
  }
  if (startsWith(head, [0x50, 0x4b])) {
    throw unsupported(fileName, 'an empty or split zip archive')
  }
  for (const { signature, at = 0, what } of strangers) {
    if (startsWith(head, signature, at)) {
      throw unsupported(fileName, what)
    }
  }
  const start = Buffer.from(head.subarray(0, 512))
    .toString('latin1')
    .replaceAll('\0', '')
    .replace('\u00ef\u00bb\u00bf', '')
    .trimStart()
    .toLowerCase()
  for (const [prefix, what] of documents) {
    if (start.startsWith(prefix)) {
      throw unsupported(fileName, what)
    }
  }
  if (utf16Of(head) === undefined && controlShare(head) > BINARY_SHARE) {
    throw unsupported(fileName, 'not text that Cartage can read')
  }
  return 'text'
}

/** Which UTF-16 the bytes are, by their mark or, without one, by where their zero bytes are. */
export function utf16Of(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (startsWith(head, [0xff, 0xfe])) {
    return 'utf-16le'
  }
  if (startsWith(head, [0xfe, 0xff])) {
    return 'utf-16be'
  }
  const pairs = Math.min(head.length, 4_096) >> 1
  let even = 0
  let odd = 0
  for (let pair = 0; pair < pairs; pair += 1) {
    even += head[2 * pair] === 0 ? 1 : 0
    odd += head[2 * pair + 1] === 0 ? 1 : 0
  }
  // Tables are mostly ASCII, whose UTF-16 has a zero in every second byte and hardly any in the others.
  if (odd > pairs * 0.6 && even < pairs * 0.05) {
    return 'utf-16le'
  }
  return even > pairs * 0.6 && odd < pairs * 0.05 ? 'utf-16be' : undefined
}

const controlShare = (head: Uint8Array): number => {
  let controls = 0
  for (const byte of head) {
    controls += (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) || byte === 127 ? 1 : 0
  }
  // A short file may hold a stray control character or two.
  return controls <= 8 ? 0 : controls / head.length
}
