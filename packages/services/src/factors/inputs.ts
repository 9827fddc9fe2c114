import { z } from 'zod'
import { passkeyAssertion } from '../passkeys/inputs.ts'

/** Six digits of an authenticator app. */
const code = z
  .string()
  .trim()
  .regex(/^\d{3} ?\d{3}$/, 'Expected the six digits that the app shows.')
  .transform((digits) => digits.replace(' ', ''))
const recoveryCode = z.string().trim().min(1, 'Expected a recovery code.').max(60)
const ticket = z.string().min(1).max(200)

export const anyFactor = {
  code: code.optional(),
  recoveryCode: recoveryCode.optional(),
  passkey: passkeyAssertion.optional(),
}
const one = { error: 'Expected one of these: a code of the app, a recovery code, a passkey.', path: ['code'] }

/** The factors that were given. */
export const factorsIn = ({
  code,
  recoveryCode,
  passkey,
}: Readonly<Partial<Record<keyof typeof anyFactor, unknown>>>): readonly unknown[] =>
  [code, recoveryCode, passkey].filter((proof) => proof !== undefined)

export const confirmTotpInput = z.strictObject({ code })
export const proveInSessionInput = z
  .strictObject(anyFactor)
  .refine((given) => factorsIn(given).length === 1, one)
export const proveFactorInput = z
  .strictObject({ ticket, ...anyFactor })
  .refine((given) => factorsIn(given).length === 1, one)

export type ConfirmTotpInput = z.infer<typeof confirmTotpInput>
export type ProveInSessionInput = z.infer<typeof proveInSessionInput>
export type ProveFactorInput = z.infer<typeof proveFactorInput>
