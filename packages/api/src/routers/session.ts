import {
  acceptInvite,
  acceptInviteInput,
  beginPasskey,
  beginPasskeyInput,
  changePassword,
  changePasswordInput,
  claimFirstAdmin,
  claimFirstAdminInput,
  confirmEmail,
  confirmEmailInput,
  currentSession,
  deleteAccount,
  joinOrganization,
  joinOrganizationInput,
  listOwnOrganizations,
  proveFactor,
  proveFactorInput,
  reauthenticate,
  reauthenticateInput,
  requestReset,
  requestResetInput,
  resetPassword,
  resetPasswordInput,
  sessionSetup,
  signIn,
  signInInput,
  signInWithPasskey,
  signInWithPasskeyInput,
  signOut,
  switchOrganization,
  switchOrganizationInput,
  updateProfile,
  updateProfileInput,
} from '@cartage/services'
import { staff, visitor } from '../procedures.ts'
import { router } from '../trpc.ts'

const forLacking = staff.meta({ access: 'session', isForLacking: true })
const sensitive = staff.meta({ access: 'session', isSensitive: true })

export const sessionRouter = router({
  acceptInvite: visitor.input(acceptInviteInput).mutation(({ ctx, input }) => acceptInvite({ ctx, input })),
  beginPasskey: visitor.input(beginPasskeyInput).mutation(({ ctx, input }) => beginPasskey({ ctx, input })),
  changePassword: staff
    .meta({ access: 'session' })
    .input(changePasswordInput)
    .mutation(({ ctx, input }) => changePassword({ ctx, input })),
  claimFirstAdmin: visitor
    .input(claimFirstAdminInput)
    .mutation(({ ctx, input }) => claimFirstAdmin({ ctx, input })),
  confirmEmail: visitor.input(confirmEmailInput).mutation(({ ctx, input }) => confirmEmail({ ctx, input })),
  current: visitor.query(({ ctx }) => currentSession({ ctx })),
  deleteAccount: sensitive.mutation(({ ctx }) => deleteAccount({ ctx })),
  join: forLacking
    .input(joinOrganizationInput)
    .mutation(({ ctx, input }) => joinOrganization({ ctx, input })),
  organizations: forLacking.query(({ ctx }) => listOwnOrganizations({ ctx })),
  proveFactor: visitor.input(proveFactorInput).mutation(({ ctx, input }) => proveFactor({ ctx, input })),
  reauthenticate: forLacking
    .input(reauthenticateInput)
    .mutation(({ ctx, input }) => reauthenticate({ ctx, input })),
  requestReset: visitor.input(requestResetInput).mutation(({ ctx, input }) => requestReset({ ctx, input })),
  resetPassword: visitor
    .input(resetPasswordInput)
    .mutation(({ ctx, input }) => resetPassword({ ctx, input })),
  setup: visitor.query(({ ctx }) => sessionSetup({ ctx })),
  signIn: visitor.input(signInInput).mutation(({ ctx, input }) => signIn({ ctx, input })),
  signInWithPasskey: visitor
    .input(signInWithPasskeyInput)
    .mutation(({ ctx, input }) => signInWithPasskey({ ctx, input })),
  signOut: visitor.mutation(({ ctx }) => signOut({ ctx })),
  switchOrganization: forLacking
    .input(switchOrganizationInput)
    .mutation(({ ctx, input }) => switchOrganization({ ctx, input })),
  updateProfile: sensitive
    .input(updateProfileInput)
    .mutation(({ ctx, input }) => updateProfile({ ctx, input })),
})
