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

const manage = staff.meta({ access: 'role:manage' })

export const rolesRouter = router({
  create: manage.input(createRoleInput).mutation(({ ctx, input }) => createRole({ ctx, input })),
  list: manage.query(({ ctx }) => listRoles({ ctx })),
  remove: manage.input(removeRoleInput).mutation(({ ctx, input }) => removeRole({ ctx, input })),
  update: manage.input(updateRoleInput).mutation(({ ctx, input }) => updateRole({ ctx, input })),
})
