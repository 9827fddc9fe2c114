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
const sensitive = staff.meta({ access: 'role:manage', isSensitive: true })

export const roleAdviceRouter = router({
  accept: sensitive.input(decideAdviceInput).mutation(({ ctx, input }) => applyRoleAdvice({ ctx, input })),
  dismiss: manage.input(decideAdviceInput).mutation(({ ctx, input }) => dismissRoleAdvice({ ctx, input })),
  list: manage.query(({ ctx }) => listRoleAdvice({ ctx })),
  revert: sensitive.input(revertAdviceInput).mutation(({ ctx, input }) => revertRoleAdvice({ ctx, input })),
})
