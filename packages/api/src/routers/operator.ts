import {
  createManaged,
  createManagedInput,
  getManaged,
  inviteAdmin,
  inviteAdminInput,
  keepManaged,
  listManaged,
  listManagedInput,
  managedInput,
  removeManaged,
  removeManagedInput,
  renameManaged,
  renameManagedInput,
  setManagedDisabled,
  setManagedDisabledInput,
} from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const operator = staff.meta({ access: 'operator' })
const sensitive = staff.meta({ access: 'operator', isSensitive: true })

export const operatorRouter = router({
  create: sensitive.input(createManagedInput).mutation(({ ctx, input }) => createManaged({ ctx, input })),
  get: operator.input(managedInput).query(({ ctx, input }) => getManaged({ ctx, input })),
  inviteAdmin: sensitive.input(inviteAdminInput).mutation(({ ctx, input }) => inviteAdmin({ ctx, input })),
  keep: operator.input(managedInput).mutation(({ ctx, input }) => keepManaged({ ctx, input })),
  list: operator.input(listManagedInput).query(({ ctx, input }) => listManaged({ ctx, input })),
  remove: sensitive.input(removeManagedInput).mutation(({ ctx, input }) => removeManaged({ ctx, input })),
  rename: operator.input(renameManagedInput).mutation(({ ctx, input }) => renameManaged({ ctx, input })),
  setDisabled: sensitive
    .input(setManagedDisabledInput)
    .mutation(({ ctx, input }) => setManagedDisabled({ ctx, input })),
})
