import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { CartageError } from '@cartage/domain'
import type { SealingKey } from './sealing-key.ts'

const CIPHER = 'aes-256-gcm'
const VERSION = '1'
const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * Encrypts a text (AES-256-GCM, NIST SP 800-38D) as `1.KEY-ID.DATA`, DATA being nonce, ciphertext and tag. `about` says which
 * record it is of: moved to another, it does not open. Nonces are random, which is safe for 2^32 texts a key.
 */
export function sealText(text: string, about: string, { id, bytes }: SealingKey): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(CIPHER, bytes, iv, { authTagLength: TAG_BYTES })
  cipher.setAAD(boundTo(id, about))
  const data = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return [VERSION, id, data.toString('base64url')].join('.')
}

/** The text of a sealed one. Throws PRECONDITION where no key of these fits, or where one byte of it was changed. */
export function openText(sealed: string, about: string, keys: readonly SealingKey[]): string {
  const [version, id = '', encoded = '', ...rest] = sealed.split('.')
  const data = Buffer.from(encoded, 'base64url')
  // Decoding forgives what encoding would not write; a record that was touched is not forgiven.
  const isWhole = data.toString('base64url') === encoded && data.length >= IV_BYTES + TAG_BYTES
  if (version !== VERSION || rest.length > 0 || !isWhole) throw damaged(about)
  const key = keys.find((one) => one.id === id)
  if (key === undefined) throw missingKeys([id])
  try {
    const decipher = createDecipheriv(CIPHER, key.bytes, data.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    })
    decipher.setAAD(boundTo(id, about))
    decipher.setAuthTag(data.subarray(-TAG_BYTES))
    return Buffer.concat([decipher.update(data.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString()
  } catch (cause) {
    throw damaged(about, cause)
  }
}

/** The id of the key that a text was sealed with. */
export const keyIdOf = (sealed: string): string => sealed.split('.')[1] ?? ''

const boundTo = (keyId: string, about: string): Buffer => Buffer.from(`${VERSION}.${keyId}.${about}`)

const damaged = (about: string, cause?: unknown): CartageError =>
  new CartageError(
    'PRECONDITION',
    'A secret that is stored here was changed or damaged and cannot be opened. Restore it from a backup, or set it up anew.',
    { reason: 'SEALED_DAMAGED', detail: about, cause },
  )

/** What is said of records that were sealed with keys which are not there. */
export const missingKeys = (ids: readonly string[]): CartageError =>
  new CartageError(
    'PRECONDITION',
    `Secrets that are stored here were sealed with ${ids.length === 1 ? 'the key' : 'the keys'} ${ids.join(', ')}, which the server does not have. Whoever runs it adds it behind the present one in CARTAGE_SECRET_KEY, in the file that CARTAGE_SECRET_KEY_FILE names, or in secret.key of the data folder.`,
    { reason: 'SEALING_KEY' },
  )
