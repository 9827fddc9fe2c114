import {
  inviteMember,
  inviteMemberInput,
  listMembers,
  setMemberDisabled,
  setMemberDisabledInput,
  setMemberRole,
  setMemberRoleInput,
} from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const manage = staff.meta({ access: 'member:manage' })

export const membersRouter = router({
  invite: manage.input(inviteMemberInput).mutation(({ ctx, input }) => inviteMember({ ctx, input })),
  list: manage.query(({ ctx }) => listMembers({ ctx })),
  setDisabled: manage
    .input(setMemberDisabledInput)
    .mutation(({ ctx, input }) => setMemberDisabled({ ctx, input })),
  setRole: manage.input(setMemberRoleInput).mutation(({ ctx, input }) => setMemberRole({ ctx, input })),
})
