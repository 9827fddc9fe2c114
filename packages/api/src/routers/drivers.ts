import { byDepotInput, createDriverInput, driverIdInput, updateDriverInput } from '@cartage/domain'
import { createDriver, listDrivers, removeDriver, restoreDriver, updateDriver } from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const read = staff.meta({ access: 'fleet:read' })
const write = staff.meta({ access: 'fleet:write' })

export const driversRouter = router({
  create: write.input(createDriverInput).mutation(({ ctx, input }) => createDriver({ ctx, input })),
  list: read.input(byDepotInput).query(({ ctx, input }) => listDrivers({ ctx, input })),
  remove: write.input(driverIdInput).mutation(({ ctx, input }) => removeDriver({ ctx, input })),
  restore: write.input(driverIdInput).mutation(({ ctx, input }) => restoreDriver({ ctx, input })),
  update: write.input(updateDriverInput).mutation(({ ctx, input }) => updateDriver({ ctx, input })),
})
