import { organizationId, textLine } from '@cartage/domain'
import { z } from 'zod'
import { anyFactor, factorsIn } from '../factors/inputs.ts'

const email = z.email('Expected an e-mail address.').max(254)
/** Its strength is judged where it is set; here only its size is bounded. */
const password = z.string().min(1).max(1_000)
const token = z.string().min(1).max(200)
const personName = textLine(120)

export const signInInput = z.strictObject({ email, password })
export const claimFirstAdminInput = z.strictObject({
  token,
  organizationName: textLine(80),
  name: personName,
  email,
  password,
})
export const acceptInviteInput = z.strictObject({ token, password })
export const changePasswordInput = z.strictObject({ current: password, next: password })

/** What a sign-in takes: the password, the second factor of who has one, or both in one passkey. */
export const reauthenticateInput = z
  .strictObject({ password: password.optional(), ...anyFactor })
  .refine((given) => given.password !== undefined || factorsIn(given).length > 0, {
    error: 'Expected the password, a code of the app, a recovery code or a passkey.',
    path: ['password'],
  })
  .refine((given) => factorsIn(given).length <= 1, {
    error: 'Expected one of these beside the password: a code of the app, a recovery code, a passkey.',
    path: ['code'],
  })
export const switchOrganizationInput = z.strictObject({ id: organizationId })
export const joinOrganizationInput = z.strictObject({ token })
export const requestResetInput = z.strictObject({ email })
export const resetPasswordInput = z.strictObject({ token, password })
export const confirmEmailInput = z.strictObject({ token })
export const updateProfileInput = z.strictObject({ name: personName, email })

export type RequestResetInput = z.infer<typeof requestResetInput>
export type ResetPasswordInput = z.infer<typeof resetPasswordInput>
export type ConfirmEmailInput = z.infer<typeof confirmEmailInput>
export type UpdateProfileInput = z.infer<typeof updateProfileInput>
export type ReauthenticateInput = z.infer<typeof reauthenticateInput>
export type SwitchOrganizationInput = z.infer<typeof switchOrganizationInput>
export type JoinOrganizationInput = z.infer<typeof joinOrganizationInput>
export type SignInInput = z.infer<typeof signInInput>
export type ClaimFirstAdminInput = z.infer<typeof claimFirstAdminInput>
export type AcceptInviteInput = z.infer<typeof acceptInviteInput>
export type ChangePasswordInput = z.infer<typeof changePasswordInput>
