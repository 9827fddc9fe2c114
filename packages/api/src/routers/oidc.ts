import {
  checkProvider,
  checkProviderInput,
  connectAccount,
  createProvider,
  createProviderInput,
  listConnections,
  listProviders,
  offeredProviders,
  offeredProvidersInput,
  pendingSignIn,
  providerInput,
  removeProvider,
  startLink,
  startProof,
  startProofInput,
  unlinkAccount,
  updateProvider,
  updateProviderInput,
} from '@cartage/services'
import { staff, visitor } from '../procedures.ts'
import { router } from '../trpc.ts'

const managed = staff.meta({ access: 'access:manage', isSensitive: true })
const own = staff.meta({ access: 'session', isSensitive: true })

export const oidcRouter = router({
  check: managed.input(checkProviderInput).mutation(({ ctx, input }) => checkProvider({ ctx, input })),
  connect: own.mutation(({ ctx }) => connectAccount({ ctx })),
  connections: staff.meta({ access: 'session' }).query(({ ctx }) => listConnections({ ctx })),
  create: managed.input(createProviderInput).mutation(({ ctx, input }) => createProvider({ ctx, input })),
  list: staff.meta({ access: 'access:manage' }).query(({ ctx }) => listProviders({ ctx })),
  offered: visitor.input(offeredProvidersInput).query(({ ctx, input }) => offeredProviders({ ctx, input })),
  pending: visitor.query(({ ctx }) => pendingSignIn({ ctx })),
  remove: managed.input(providerInput).mutation(({ ctx, input }) => removeProvider({ ctx, input })),
  startLink: own.input(providerInput).mutation(({ ctx, input }) => startLink({ ctx, input })),
  startProof: staff
    .meta({ access: 'session', isForLacking: true })
    .input(startProofInput)
    .mutation(({ ctx, input }) => startProof({ ctx, input })),
  unlink: own.input(providerInput).mutation(({ ctx, input }) => unlinkAccount({ ctx, input })),
  update: managed.input(updateProviderInput).mutation(({ ctx, input }) => updateProvider({ ctx, input })),
})
