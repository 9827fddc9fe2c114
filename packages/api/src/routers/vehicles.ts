import { byDepotInput, createVehicleInput, vehicleIdInput, updateVehicleInput } from '@cartage/domain'
import { createVehicle, listVehicles, removeVehicle, restoreVehicle, updateVehicle } from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const read = staff.meta({ access: 'fleet:read' })
const write = staff.meta({ access: 'fleet:write' })

export const vehiclesRouter = router({
  create: write.input(createVehicleInput).mutation(({ ctx, input }) => createVehicle({ ctx, input })),
  list: read.input(byDepotInput).query(({ ctx, input }) => listVehicles({ ctx, input })),
  remove: write.input(vehicleIdInput).mutation(({ ctx, input }) => removeVehicle({ ctx, input })),
  restore: write.input(vehicleIdInput).mutation(({ ctx, input }) => restoreVehicle({ ctx, input })),
  update: write.input(updateVehicleInput).mutation(({ ctx, input }) => updateVehicle({ ctx, input })),
})
