import { listOwnUnusual, listUnusual } from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

export const unusualRouter = router({
  list: staff.meta({ access: 'member:manage' }).query(({ ctx }) => listUnusual({ ctx })),
  own: staff.meta({ access: 'session' }).query(({ ctx }) => listOwnUnusual({ ctx })),
})
