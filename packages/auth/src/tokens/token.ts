import { createHash, randomBytes } from 'node:crypto'

const BYTES = 25

/** A secret of 200 random bits that is safe in a cookie and in a link. */
export const newToken = (): string => randomBytes(BYTES).toString('base64url')

/**
 * What the database keeps of a token: its SHA-256, in hexadecimal. A fast hash is right for a secret that is
 * random and long.
 */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')
