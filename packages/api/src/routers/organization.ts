import { getOrganization, updateOrganization, updateOrganizationInput } from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

export const organizationRouter = router({
  get: staff.meta({ access: 'organization:read' }).query(({ ctx }) => getOrganization({ ctx })),
  update: staff
    .meta({ access: 'organization:write' })
    .input(updateOrganizationInput)
    .mutation(({ ctx, input }) => updateOrganization({ ctx, input })),
})
