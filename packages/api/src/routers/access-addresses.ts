import { getAddresses, setAddresses, setAddressesInput } from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

export const accessAddressesRouter = router({
  get: staff.meta({ access: 'access:manage' }).query(({ ctx }) => getAddresses({ ctx })),
  update: staff
    .meta({ access: 'access:manage', isSensitive: true })
    .input(setAddressesInput)
    .mutation(({ ctx, input }) => setAddresses({ ctx, input })),
})
