import { importFleet, importFleetInput } from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

export const fleetRouter = router({
  importFile: staff
    .meta({ access: 'fleet:write' })
    .input(importFleetInput)
    .mutation(({ ctx, input }) => importFleet({ ctx, input })),
})
