import { freeText, organizationId, textLine, userId } from '@cartage/domain'
import { z } from 'zod'

const name = textLine(80, 'Give the organization a name.')
const admin = z.strictObject({
  name: textLine(120),
  email: z.email('Expected an e-mail address.').max(254),
})

export const listManagedInput = z.strictObject({
  /** Stands somewhere in the name. */
  search: textLine(80).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.int().min(1).max(100).default(50),
  direction: z.literal('forward').optional(),
})
export const managedInput = z.strictObject({ id: organizationId })
export const createManagedInput = z.strictObject({ id: organizationId, name, admin })
export const inviteAdminInput = z.strictObject({ id: organizationId, admin })
export const renameManagedInput = z.strictObject({ id: organizationId, name, version: z.int().min(1) })
export const setManagedDisabledInput = z.strictObject({ id: organizationId, disabled: z.boolean() })
/** `name` is typed by whoever removes it, as it is. */
export const removeManagedInput = z.strictObject({ id: organizationId, name: freeText(80) })

/** A week is enough for any fault; it can be granted again. */
const MOST_HOURS = 7 * 24
export const grantVisitInput = z.strictObject({
  operatorId: userId,
  reason: textLine(200, 'Say what it is for.'),
  hours: z.int().min(1).max(MOST_HOURS, `Expected at most ${MOST_HOURS} hours.`),
})
export const withdrawVisitInput = z.strictObject({ operatorId: userId })

export type ListManagedInput = z.infer<typeof listManagedInput>
export type ManagedInput = z.infer<typeof managedInput>
export type CreateManagedInput = z.infer<typeof createManagedInput>
export type InviteAdminInput = z.infer<typeof inviteAdminInput>
export type RenameManagedInput = z.infer<typeof renameManagedInput>
export type SetManagedDisabledInput = z.infer<typeof setManagedDisabledInput>
export type RemoveManagedInput = z.infer<typeof removeManagedInput>
export type GrantVisitInput = z.infer<typeof grantVisitInput>
export type WithdrawVisitInput = z.infer<typeof withdrawVisitInput>
