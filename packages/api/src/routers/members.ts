import {
  createResetLink,
  endMemberSession,
  endMemberSessionInput,
  handOverInput,
  handOverMember,
  inviteMember,
  inviteMemberInput,
  listMembers,
  listMemberSessions,
  listOpenInvites,
  memberInput,
  removeMember,
  removeMemberInput,
  setMemberDisabled,
  setMemberDisabledInput,
  setMemberRole,
  setMemberRoleInput,
  withdrawInvite,
} from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const manage = staff.meta({ access: 'member:manage' })
const sensitive = staff.meta({ access: 'member:manage', isSensitive: true })

export const membersRouter = router({
  createResetLink: sensitive.input(memberInput).mutation(({ ctx, input }) => createResetLink({ ctx, input })),
  endSession: sensitive
    .input(endMemberSessionInput)
    .mutation(({ ctx, input }) => endMemberSession({ ctx, input })),
  handOver: sensitive.input(handOverInput).mutation(({ ctx, input }) => handOverMember({ ctx, input })),
  invite: sensitive.input(inviteMemberInput).mutation(({ ctx, input }) => inviteMember({ ctx, input })),
  invites: manage.query(({ ctx }) => listOpenInvites({ ctx })),
  list: manage.query(({ ctx }) => listMembers({ ctx })),
  remove: sensitive.input(removeMemberInput).mutation(({ ctx, input }) => removeMember({ ctx, input })),
  sessions: manage.input(memberInput).query(({ ctx, input }) => listMemberSessions({ ctx, input })),
  setDisabled: sensitive
    .input(setMemberDisabledInput)
    .mutation(({ ctx, input }) => setMemberDisabled({ ctx, input })),
  setRole: sensitive.input(setMemberRoleInput).mutation(({ ctx, input }) => setMemberRole({ ctx, input })),
  withdrawInvite: manage.input(memberInput).mutation(({ ctx, input }) => withdrawInvite({ ctx, input })),
})
