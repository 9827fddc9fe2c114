import { createDepotInput, depotIdInput, updateDepotInput } from '@cartage/domain'
import { createDepot, listDepots, removeDepot, restoreDepot, updateDepot } from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const read = staff.meta({ access: 'fleet:read' })
const write = staff.meta({ access: 'fleet:write' })

export const depotsRouter = router({
  create: write.input(createDepotInput).mutation(({ ctx, input }) => createDepot({ ctx, input })),
  list: read.query(({ ctx }) => listDepots({ ctx })),
  remove: write.input(depotIdInput).mutation(({ ctx, input }) => removeDepot({ ctx, input })),
  restore: write.input(depotIdInput).mutation(({ ctx, input }) => restoreDepot({ ctx, input })),
  update: write.input(updateDepotInput).mutation(({ ctx, input }) => updateDepot({ ctx, input })),
})
