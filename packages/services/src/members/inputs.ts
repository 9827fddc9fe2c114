import { role, userId } from '@cartage/domain'
import { z } from 'zod'

export const inviteMemberInput = z.strictObject({
  email: z.email('Expected an e-mail address.').max(254),
  name: z.string().trim().min(1).max(120),
  role,
})
export const setMemberRoleInput = z.strictObject({ id: userId, role })
export const setMemberDisabledInput = z.strictObject({ id: userId, disabled: z.boolean() })

export type InviteMemberInput = z.infer<typeof inviteMemberInput>
export type SetMemberRoleInput = z.infer<typeof setMemberRoleInput>
export type SetMemberDisabledInput = z.infer<typeof setMemberDisabledInput>
