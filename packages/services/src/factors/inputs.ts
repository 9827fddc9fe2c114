import { z } from 'zod'

const code = z
  .string()
  .trim()
  .regex(/^\d{3} ?\d{3}$/, 'Expected the six digits that the app shows.')
  .transform((digits) => digits.replace(' ', ''))
const recoveryCode = z.string().trim().min(1, 'Expected a recovery code.').max(60)
const ticket = z.string().min(1).max(200)

const either = { code: code.optional(), recoveryCode: recoveryCode.optional() }
const isOne = ({ code: digits, recoveryCode: words }: { code?: unknown; recoveryCode?: unknown }): boolean =>
  (digits === undefined) !== (words === undefined)
const one = { error: 'Expected a code of the app, or a recovery code.', path: ['code'] }

export const confirmTotpInput = z.strictObject({ code })
export const proveInSessionInput = z.strictObject(either).refine(isOne, one)
export const proveFactorInput = z.strictObject({ ticket, ...either }).refine(isOne, one)

export type ConfirmTotpInput = z.infer<typeof confirmTotpInput>
export type ProveInSessionInput = z.infer<typeof proveInSessionInput>
export type ProveFactorInput = z.infer<typeof proveFactorInput>
