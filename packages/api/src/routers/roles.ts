import {
  createRole,
  createRoleInput,
  listRoles,
  removeRole,
  removeRoleInput,
  updateRole,
  updateRoleInput,
} from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const sensitive = staff.meta({ access: 'role:manage', isSensitive: true })

export const rolesRouter = router({
  create: sensitive.input(createRoleInput).mutation(({ ctx, input }) => createRole({ ctx, input })),
  list: staff.meta({ access: 'role:manage' }).query(({ ctx }) => listRoles({ ctx })),
  remove: sensitive.input(removeRoleInput).mutation(({ ctx, input }) => removeRole({ ctx, input })),
  update: sensitive.input(updateRoleInput).mutation(({ ctx, input }) => updateRole({ ctx, input })),
})
