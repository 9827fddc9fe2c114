import {
  acceptInvite,
  acceptInviteInput,
  changePassword,
  changePasswordInput,
  claimFirstAdmin,
  claimFirstAdminInput,
  currentSession,
  sessionSetup,
  signIn,
  signInInput,
  signOut,
} from '@cartage/services'
import { staff, visitor } from '../procedures.ts'
import { router } from '../trpc.ts'

export const sessionRouter = router({
  acceptInvite: visitor.input(acceptInviteInput).mutation(({ ctx, input }) => acceptInvite({ ctx, input })),
  changePassword: staff
    .meta({ access: 'session' })
    .input(changePasswordInput)
    .mutation(({ ctx, input }) => changePassword({ ctx, input })),
  claimFirstAdmin: visitor
    .input(claimFirstAdminInput)
    .mutation(({ ctx, input }) => claimFirstAdmin({ ctx, input })),
  current: visitor.query(({ ctx }) => currentSession({ ctx })),
  setup: visitor.query(({ ctx }) => sessionSetup({ ctx })),
  signIn: visitor.input(signInInput).mutation(({ ctx, input }) => signIn({ ctx, input })),
  signOut: visitor.mutation(({ ctx }) => signOut({ ctx })),
})
