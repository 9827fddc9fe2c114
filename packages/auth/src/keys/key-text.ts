import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** Every key begins with it, so that scanners find one that leaked into a repository or a log. */
export const KEY_PREFIX = 'crt_'

const BYTES = 25
/** 62 to the 34th is more than 2 to the 200th. */
const SECRET_LETTERS = 34
const CHECK_LETTERS = 6
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const SHAPE = new RegExp(`^${KEY_PREFIX}[0-9A-Za-z]{${SECRET_LETTERS + CHECK_LETTERS}}$`)
const HINT_LETTERS = 4

/** A key of 200 random bits and a checksum, in letters and digits alone: a double click takes all of it. */
export function newKey(): string {
  const secret = inBase62(BigInt(`0x${randomBytes(BYTES).toString('hex')}`), SECRET_LETTERS)
  return `${KEY_PREFIX}${secret}${checksumOf(secret)}`
}

/** Whether a text has the shape of a key and its checksum is right; a typing error needs no look into the database. */
export function isKeyText(text: string): boolean {
  if (!SHAPE.test(text)) return false
  const secret = text.slice(KEY_PREFIX.length, -CHECK_LETTERS)
  return text.endsWith(checksumOf(secret))
}

/** The last letters, by which people tell keys apart. They belong to the checksum and give little of the secret away. */
export const hintOf = (key: string): string => key.slice(-HINT_LETTERS)

const checksumOf = (secret: string): string => inBase62(BigInt(crc32(secret)), CHECK_LETTERS)

function inBase62(value: bigint, length: number): string {
  let [rest, text] = [value, '']
  for (let at = 0; at < length; at++) {
    text = (LETTERS[Number(rest % 62n)] ?? '') + text
    rest /= 62n
  }
  return text
}
