import { depotId, memberRole, textLine, userId } from '@cartage/domain'
import { z } from 'zod'

/** Null for all depots. */
const depotIds = z.array(depotId).min(1).max(500).nullable()

export const inviteMemberInput = z.strictObject({
  email: z.email('Expected an e-mail address.').max(254),
  name: textLine(120),
  role: memberRole,
  depotIds: depotIds.default(null),
})
/** `depotIds` is named always, so that nobody lifts a limit by leaving it out. */
export const setMemberRoleInput = z.strictObject({ id: userId, role: memberRole, depotIds })
export const setMemberDisabledInput = z.strictObject({ id: userId, disabled: z.boolean() })

export const memberInput = z.strictObject({ id: userId })
export const endMemberSessionInput = z.strictObject({ id: userId, sessionId: z.uuid() })
export const handOverInput = z.strictObject({ id: userId, to: userId })
/** `handOverTo` is another member, who takes over the open invitations. */
export const removeMemberInput = z.strictObject({ id: userId, handOverTo: userId })

export type MemberInput = z.infer<typeof memberInput>
export type EndMemberSessionInput = z.infer<typeof endMemberSessionInput>
export type HandOverInput = z.infer<typeof handOverInput>
export type RemoveMemberInput = z.infer<typeof removeMemberInput>
export type InviteMemberInput = z.infer<typeof inviteMemberInput>
export type SetMemberRoleInput = z.infer<typeof setMemberRoleInput>
export type SetMemberDisabledInput = z.infer<typeof setMemberDisabledInput>
