import { randomBytes } from 'node:crypto'
import type { IdentityTransaction } from '@cartage/db'
import type { UserId } from '@cartage/domain'
import { Secret } from 'otpauth'
import { hashOf } from '../tokens/token.ts'

const COUNT = 10
/** 160 bits: enough for a fast hash to be right (ASVS 5.0, 6.5.2 and 11.5.1), and 32 letters without padding. */
const BYTES = 20

/** Makes ten new codes in place of all earlier ones. Only their hashes are kept: they are shown now or never. */
export async function issueRecoveryCodes(
  trx: IdentityTransaction,
  userId: UserId,
): Promise<readonly string[]> {
  const codes = Array.from({ length: COUNT }, newRecoveryCode)
  await removeRecoveryCodes(trx, userId)
  await trx
    .insertInto('identity.recoveryCode')
    .values(codes.map((code) => ({ userId, hash: hashOf(normal(code)) })))
    .execute()
  return codes
}

/** Uses a code up, however it was typed; false when there is no such one. */
export async function takeRecoveryCode(
  trx: IdentityTransaction,
  userId: UserId,
  code: string,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('identity.recoveryCode')
    .where('userId', '=', userId)
    .where('hash', '=', hashOf(normal(code)))
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export async function countRecoveryCodes(trx: IdentityTransaction, userId: UserId): Promise<number> {
  const { left } = await trx
    .selectFrom('identity.recoveryCode')
    .select((eb) => eb.fn.countAll<number>().as('left'))
    .where('userId', '=', userId)
    .executeTakeFirstOrThrow()
  return left
}

export async function removeRecoveryCodes(trx: IdentityTransaction, userId: UserId): Promise<void> {
  await trx.deleteFrom('identity.recoveryCode').where('userId', '=', userId).execute()
}

/** Eight groups of four letters and digits, of which none is taken for another (RFC 4648, base32). */
function newRecoveryCode(): string {
  const { base32 } = new Secret({ buffer: Uint8Array.from(randomBytes(BYTES)).buffer })
  return (base32.toLowerCase().match(/.{4}/g) ?? []).join('-')
}

const normal = (code: string): string => code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
