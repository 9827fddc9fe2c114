import { getAccess, updateAccess, updateAccessInput } from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

export const accessRouter = router({
  get: staff.meta({ access: 'access:manage' }).query(({ ctx }) => getAccess({ ctx })),
  update: staff
    .meta({ access: 'access:manage', isSensitive: true })
    .input(updateAccessInput)
    .mutation(({ ctx, input }) => updateAccess({ ctx, input })),
})
