import type { OrganizationId, UserId } from '@cartage/domain'
import { confirmEmail, type ConfirmEmailInput } from './accounts/confirm-email.ts'
import { deleteAccount, type DeleteAccountInput } from './accounts/delete-account.ts'
import type { EmailChange } from './accounts/email-change.ts'
import { createOwnReset, limitResets, type OwnReset, type ResetRequest } from './accounts/request-reset.ts'
import { type ResetAnswer, resetPassword, type ResetPasswordInput } from './accounts/reset-password.ts'
import { updateProfile, type UpdateProfileInput } from './accounts/update-profile.ts'
import type { AuthContext } from './auth-context.ts'
import { createReset, type CreateResetInput } from './members/create-reset.ts'
import { handOver, type HandOverInput } from './members/hand-over.ts'
import {
  listOpenInvites,
  type OpenInvite,
  withdrawInvite,
  type WithdrawInviteInput,
} from './members/open-invites.ts'
import { removeMember, type RemoveMemberInput } from './members/remove-member.ts'
import { createRole, type CreateRoleInput } from './roles/create-role.ts'
import { type ListedRole, listRoles } from './roles/list-roles.ts'
import type { OwnRole } from './roles/own-role.ts'
import { removeRole, type RemoveRoleInput } from './roles/remove-role.ts'
import { updateRole, type UpdateRoleInput } from './roles/update-role.ts'
import {
  endMemberSession,
  type EndMemberSessionInput,
  endOtherSessions,
  endSession,
  type SessionEnder,
} from './sessions/end-session.ts'
import { listMemberSessions, listSessions, type SessionInfo } from './sessions/list-sessions.ts'
import type { OneTimeToken } from './tokens/one-time-token.ts'

/** The people of organizations and what they are there: their roles, accounts and sessions. */
export interface PeopleAuth {
  listRoles(organizationId: OrganizationId): Promise<readonly ListedRole[]>
  createRole(input: CreateRoleInput): Promise<OwnRole>
  updateRole(input: UpdateRoleInput): Promise<OwnRole>
  removeRole(input: RemoveRoleInput): Promise<void>
  /** Counts a request for a reset; LIMIT_REACHED where there were too many. */
  limitResets(request: ResetRequest): Promise<void>
  /** A token for the owner of an address, to be mailed to it and shown to nobody; null where there is none. */
  createOwnReset(email: string): Promise<OwnReset | null>
  /** A token for a member, made by an administrator. */
  createReset(input: CreateResetInput): Promise<OneTimeToken>
  resetPassword(input: ResetPasswordInput): Promise<ResetAnswer>
  /** Answers what is to be mailed about another address; null where it stays. */
  updateProfile(input: UpdateProfileInput): Promise<EmailChange | null>
  /** Takes the link that was mailed to a new address. */
  confirmEmail(input: ConfirmEmailInput): Promise<EmailChange>
  deleteAccount(input: DeleteAccountInput): Promise<void>
  handOver(input: HandOverInput): Promise<number>
  listOpenInvites(organizationId: OrganizationId): Promise<readonly OpenInvite[]>
  withdrawInvite(input: WithdrawInviteInput): Promise<void>
  removeMember(input: RemoveMemberInput): Promise<void>
  listSessions(userId: UserId): Promise<readonly SessionInfo[]>
  endSession(ender: SessionEnder, sessionId: string): Promise<void>
  /** Answers how many there were. */
  endOtherSessions(ender: SessionEnder): Promise<number>
  listMemberSessions(organizationId: OrganizationId, userId: UserId): Promise<readonly SessionInfo[]>
  endMemberSession(input: EndMemberSessionInput): Promise<void>
}

export const peopleAuth = (context: AuthContext): PeopleAuth => ({
  listRoles: (organizationId) => listRoles(context, organizationId),
  createRole: (input) => createRole(context, input),
  updateRole: (input) => updateRole(context, input),
  removeRole: (input) => removeRole(context, input),
  limitResets: (request) => limitResets(context, request),
  createOwnReset: (email) => createOwnReset(context, email),
  createReset: (input) => createReset(context, input),
  resetPassword: (input) => resetPassword(context, input),
  updateProfile: (input) => updateProfile(context, input),
  confirmEmail: (input) => confirmEmail(context, input),
  deleteAccount: (input) => deleteAccount(context, input),
  handOver: (input) => handOver(context, input),
  listOpenInvites: (organizationId) => listOpenInvites(context, organizationId),
  withdrawInvite: (input) => withdrawInvite(context, input),
  removeMember: (input) => removeMember(context, input),
  listSessions: (userId) => listSessions(context, userId),
  endSession: (ender, sessionId) => endSession(context, ender, sessionId),
  endOtherSessions: (ender) => endOtherSessions(context, ender),
  listMemberSessions: (organizationId, userId) => listMemberSessions(context, organizationId, userId),
  endMemberSession: (input) => endMemberSession(context, input),
})
