import {
  confirmTotp,
  confirmTotpInput,
  enrolTotp,
  listFactors,
  proveInSession,
  proveInSessionInput,
  removeTotp,
  renewRecoveryCodes,
} from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const forLacking = staff.meta({ access: 'session', isForLacking: true })
const sensitive = staff.meta({ access: 'session', isSensitive: true })
const sensitiveForLacking = staff.meta({ access: 'session', isSensitive: true, isForLacking: true })

export const factorsRouter = router({
  confirmTotp: sensitiveForLacking
    .input(confirmTotpInput)
    .mutation(({ ctx, input }) => confirmTotp({ ctx, input })),
  enrolTotp: sensitiveForLacking.mutation(({ ctx }) => enrolTotp({ ctx })),
  list: forLacking.query(({ ctx }) => listFactors({ ctx })),
  prove: forLacking.input(proveInSessionInput).mutation(({ ctx, input }) => proveInSession({ ctx, input })),
  removeTotp: sensitive.mutation(({ ctx }) => removeTotp({ ctx })),
  renewRecoveryCodes: sensitive.mutation(({ ctx }) => renewRecoveryCodes({ ctx })),
})
