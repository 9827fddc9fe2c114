import { z } from 'zod'
import { passkeyAssertion } from '../passkeys/inputs.ts'

/** Six digits of an authenticator app. */
export const code = z
  .string()
  .trim()
  .regex(/^\d{3} ?\d{3}$/, 'Expected the six digits that the app shows.')
  .transform((digits) => digits.replace(' ', ''))
const recoveryCode = z.string().trim().min(1, 'Expected a recovery code.').max(60)
const ticket = z.string().min(1).max(200)

const either = {
  code: code.optional(),
  recoveryCode: recoveryCode.optional(),
  passkey: passkeyAssertion.optional(),
}
const one = { error: 'Expected one of these: a code of the app, a recovery code, a passkey.', path: ['code'] }

/** Whether exactly one of several proofs was given. */
export const isOne = (proofs: readonly unknown[]): boolean =>
  proofs.filter((proof) => proof !== undefined).length === 1

export const confirmTotpInput = z.strictObject({ code })
export const proveInSessionInput = z
  .strictObject(either)
  .refine((given) => isOne([given.code, given.recoveryCode, given.passkey]), one)
export const proveFactorInput = z
  .strictObject({ ticket, ...either })
  .refine((given) => isOne([given.code, given.recoveryCode, given.passkey]), one)

export type ConfirmTotpInput = z.infer<typeof confirmTotpInput>
export type ProveInSessionInput = z.infer<typeof proveInSessionInput>
export type ProveFactorInput = z.infer<typeof proveFactorInput>
