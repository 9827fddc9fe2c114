import {
  applyRoleAdvice,
  decideAdviceInput,
  dismissRoleAdvice,
  listRoleAdvice,
  revertAdviceInput,
  revertRoleAdvice,
} from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const manage = staff.meta({ access: 'role:manage' })

export const roleAdviceRouter = router({
  accept: manage.input(decideAdviceInput).mutation(({ ctx, input }) => applyRoleAdvice({ ctx, input })),
  dismiss: manage.input(decideAdviceInput).mutation(({ ctx, input }) => dismissRoleAdvice({ ctx, input })),
  list: manage.query(({ ctx }) => listRoleAdvice({ ctx })),
  revert: manage.input(revertAdviceInput).mutation(({ ctx, input }) => revertRoleAdvice({ ctx, input })),
})
