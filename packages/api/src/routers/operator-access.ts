import {
  grantVisit,
  grantVisitInput,
  listOperators,
  withdrawVisit,
  withdrawVisitInput,
} from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const manage = staff.meta({ access: 'access:manage', isForPeople: true })

export const operatorAccessRouter = router({
  grant: staff
    .meta({ access: 'access:manage', isSensitive: true })
    .input(grantVisitInput)
    .mutation(({ ctx, input }) => grantVisit({ ctx, input })),
  list: manage.query(({ ctx }) => listOperators({ ctx })),
  withdraw: manage.input(withdrawVisitInput).mutation(({ ctx, input }) => withdrawVisit({ ctx, input })),
})
