import {
  createServiceAccount,
  createServiceAccountInput,
  listServiceAccounts,
  removeServiceAccount,
  removeServiceAccountInput,
  updateServiceAccount,
  updateServiceAccountInput,
} from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const manage = staff.meta({ access: 'key:manage', isForPeople: true })
const make = staff.meta({ access: 'key:manage', isSensitive: true })

export const serviceAccountsRouter = router({
  create: make
    .input(createServiceAccountInput)
    .mutation(({ ctx, input }) => createServiceAccount({ ctx, input })),
  list: manage.query(({ ctx }) => listServiceAccounts({ ctx })),
  remove: manage
    .input(removeServiceAccountInput)
    .mutation(({ ctx, input }) => removeServiceAccount({ ctx, input })),
  update: make
    .input(updateServiceAccountInput)
    .mutation(({ ctx, input }) => updateServiceAccount({ ctx, input })),
})
