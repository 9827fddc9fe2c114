import { hkdfSync } from 'node:crypto'
import { CartageError } from '@cartage/domain'

/** A key to seal with. Its id stands in every record and tells nothing of the key. */
export interface SealingKey {
  readonly id: string
  readonly bytes: Buffer
}

const SHORTEST_BYTES = 32
const FEWEST_DIFFERENT = 10
const placeholder = /change.?me|example|password|secret.?key|your.?key|placeholder|default/i

/**
 * The keys of a text that holds one secret a line, or several separated by commas, newest first. Throws INVALID, without quoting
 * a secret, for one that is too short or that others could guess; `name` says where the text comes from.
 */
export function readSealingKeys(text: string, name: string): readonly SealingKey[] {
  const secrets = text.split(/[\s,]+/).filter((secret) => secret !== '')
  if (secrets.length === 0) throw unfit(name, 'is empty')
  return secrets.map((secret) => {
    if (Buffer.byteLength(secret) < SHORTEST_BYTES)
      throw unfit(name, `is shorter than ${SHORTEST_BYTES} bytes`)
    if (placeholder.test(secret) || new Set(secret).size < FEWEST_DIFFERENT) {
      throw unfit(name, 'is one that others can guess')
    }
    return sealingKey(secret)
  })
}

/** The key that a secret stands for (HKDF, RFC 5869): a secret of any length and form gives 256 bits, and an id beside them. */
function sealingKey(secret: string): SealingKey {
  const derive = (use: string, bytes: number): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, '', `cartage sealing ${use}`, bytes))
  return { id: derive('id', 6).toString('hex'), bytes: derive('key', 32) }
}

const unfit = (name: string, why: string): CartageError =>
  new CartageError('INVALID', `${name} ${why}. Make a secret with: openssl rand -base64 32`, {
    reason: 'SECRET_KEY',
  })
