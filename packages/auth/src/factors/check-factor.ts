import type { IdentityTransaction } from '@cartage/db'
import { CartageError, type UserId } from '@cartage/domain'
import type { AuthContext } from '../auth-context.ts'
import { takeLimit } from '../limits/limits.ts'
import { countUse } from '../passkeys/count-use.ts'
import { PasskeyRefused } from '../passkeys/passkey-refused.ts'
import type { PasskeyAssertion } from '../passkeys/passkey-responses.ts'
import { type VerifiedAssertion, verifyAssertion } from '../passkeys/verify-assertion.ts'
import { takeRecoveryCode } from './recovery-codes.ts'
import { stepOfCode } from './totp-codes.ts'

/** What somebody shows as their second factor. */
export type FactorProof =
  | { readonly code: string }
  | { readonly recoveryCode: string }
  | { readonly passkey: PasskeyAssertion }

/** The same with the signature of a passkey checked. */
export type ReadProof =
  | Exclude<FactorProof, { readonly passkey: unknown }>
  | { readonly shown: VerifiedAssertion }

const limitKey = (userId: UserId): string => `second-factor ${userId}`

/**
 * Counts a try, before it is known whether it is right: five, and then one more each ten minutes, however many sign-ins somebody
 * begins. Throws LIMIT_REACHED.
 */
export const takeFactorTry = ({ limits }: Pick<AuthContext, 'limits'>, userId: UserId): Promise<void> =>
  takeLimit(limits, { key: limitKey(userId), burst: 5, everyS: 600 })

/** Checks the signature of a passkey before the transaction that uses the proof up. Throws INVALID naming `passkey`. */
export async function readProof(
  context: AuthContext,
  userId: UserId,
  proof: FactorProof,
  purpose: 'second_factor' | 'reauthenticate' = 'second_factor',
): Promise<ReadProof> {
  if (!('passkey' in proof)) return proof
  return { shown: await verifyAssertion(context, proof.passkey, { purpose, userId }).catch(rethrowPasskey) }
}

/** Uses a proof up: each works once. Throws INVALID naming the field for any that is not right. */
export async function checkFactor(
  trx: IdentityTransaction,
  context: AuthContext,
  userId: UserId,
  proof: ReadProof,
): Promise<void> {
  if ('shown' in proof) {
    await countUse(trx, context, proof.shown).catch(rethrowPasskey)
  } else if ('code' in proof) {
    if (!(await takeTotpCode(trx, context, userId, proof.code))) throw wrongCode()
  } else if (!(await takeRecoveryCode(trx, userId, proof.recoveryCode))) throw wrongRecoveryCode()
  await forgetFactorTries(trx, context, userId)
}

/** After a right one the next five are free again. */
export const forgetFactorTries = (
  trx: IdentityTransaction,
  { limits }: Pick<AuthContext, 'limits'>,
  userId: UserId,
): Promise<void> => limits.forget(limitKey(userId), trx)

async function takeTotpCode(
  trx: IdentityTransaction,
  { sealer, now }: AuthContext,
  userId: UserId,
  code: string,
): Promise<boolean> {
  const row = await trx
    .selectFrom('identity.totp')
    .select('secret')
    .where('userId', '=', userId)
    .where('confirmedAt', 'is not', null)
    .executeTakeFirst()
  if (row === undefined) return false
  const step = stepOfCode(await sealer.open('identity.totp', userId, row.secret), code, now())
  if (step === null) return false
  // Of two that come with the same code at once, one finds the step taken.
  const { numUpdatedRows } = await trx
    .updateTable('identity.totp')
    .set({ lastStep: step })
    .where('userId', '=', userId)
    .where('lastStep', '<', step)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export const wrongCode = (): CartageError =>
  new CartageError(
    'INVALID',
    'This code is wrong or was used already. Wait for the next one that your app shows, and check the clock of your device.',
    { reason: 'FACTOR_WRONG', field: 'code' },
  )

const wrongRecoveryCode = (): CartageError =>
  new CartageError('INVALID', 'This is none of your recovery codes, or it was used already.', {
    reason: 'FACTOR_WRONG',
    field: 'recoveryCode',
  })

function rethrowPasskey(cause: unknown): never {
  if (!(cause instanceof PasskeyRefused)) throw cause
  throw new CartageError('INVALID', 'This passkey was not accepted. Try again, or use another way.', {
    reason: 'FACTOR_WRONG',
    field: 'passkey',
    cause,
  })
}

/** What the audit log is told of a refusal beyond that it was one. */
export const whyWrong = (error: unknown): { readonly why?: string } =>
  error instanceof Error && error.cause instanceof PasskeyRefused ? { why: error.cause.why } : {}

export const isFactorWrong = (error: unknown): boolean =>
  error instanceof CartageError && error.reason === 'FACTOR_WRONG'
