import {
  addPasskey,
  addPasskeyInput,
  beginPasskeyProof,
  beginPasskeyProofInput,
  beginPasskeyRegistration,
  removePasskey,
  removePasskeyInput,
  renamePasskey,
  renamePasskeyInput,
} from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const own = staff.meta({ access: 'session' })
const forLacking = staff.meta({ access: 'session', isForLacking: true })
const sensitive = staff.meta({ access: 'session', isSensitive: true })
const sensitiveForLacking = staff.meta({ access: 'session', isSensitive: true, isForLacking: true })

export const passkeysRouter = router({
  add: sensitiveForLacking.input(addPasskeyInput).mutation(({ ctx, input }) => addPasskey({ ctx, input })),
  begin: sensitiveForLacking.mutation(({ ctx }) => beginPasskeyRegistration({ ctx })),
  beginProof: forLacking
    .input(beginPasskeyProofInput)
    .mutation(({ ctx, input }) => beginPasskeyProof({ ctx, input })),
  remove: sensitive.input(removePasskeyInput).mutation(({ ctx, input }) => removePasskey({ ctx, input })),
  rename: own.input(renamePasskeyInput).mutation(({ ctx, input }) => renamePasskey({ ctx, input })),
})
