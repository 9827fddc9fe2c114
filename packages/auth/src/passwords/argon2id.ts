import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

interface Parameters {
  /** KiB. */
  readonly m: number
  readonly t: number
  readonly p: number
}

/** OWASP's least for argon2id; raised here, stored passwords follow at their owner's next sign-in. */
const PARAMETERS: Parameters = { m: 19_456, t: 2, p: 1 }
const SALT_BYTES = 16
const HASH_BYTES = 32

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** Hashes a password with argon2id (RFC 9106) and a salt of its own, off the event loop, as a PHC string. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  return format(PARAMETERS, salt, await run(password, salt, PARAMETERS, HASH_BYTES))
}

/** A stored password that nothing matches and that takes as long to check as a real one. */
export const unmatchableHash = (): string =>
  format(PARAMETERS, randomBytes(SALT_BYTES), randomBytes(HASH_BYTES))

export interface Verification {
  readonly isRight: boolean
  /** Whether the stored parameters are weaker than today's. */
  readonly isWeak: boolean
}

/** Checks a password against a PHC string, in constant time for the hash. Throws on a string that is not one. */
export async function verifyPassword(password: string, stored: string): Promise<Verification> {
  const [, m, t, p, salt = '', hash = ''] = PHC.exec(stored) ?? []
  if (hash === '') throw new TypeError('A stored password is not an argon2id string.')
  const parameters = { m: Number(m), t: Number(t), p: Number(p) }
  const expected = Buffer.from(hash, 'base64')
  const actual = await run(password, Buffer.from(salt, 'base64'), parameters, expected.length)
  return {
    isRight: timingSafeEqual(actual, expected),
    isWeak: parameters.m < PARAMETERS.m || parameters.t < PARAMETERS.t || parameters.p < PARAMETERS.p,
  }
}

const run = (password: string, nonce: Buffer, { m, t, p }: Parameters, tagLength: number): Promise<Buffer> =>
  derive('argon2id', { message: password, nonce, memory: m, passes: t, parallelism: p, tagLength })

const format = ({ m, t, p }: Parameters, salt: Buffer, hash: Buffer): string =>
  `$argon2id$v=19$m=${m},t=${t},p=${p}$${unpadded(salt)}$${unpadded(hash)}`

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')
