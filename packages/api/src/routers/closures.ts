import { closureIdInput, createClosureInput, listClosuresInput, updateClosureInput } from '@cartage/domain'
import { createClosure, listClosures, removeClosure, restoreClosure, updateClosure } from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const read = staff.meta({ access: 'region:read' })
const write = staff.meta({ access: 'closure:write' })

export const closuresRouter = router({
  create: write.input(createClosureInput).mutation(({ ctx, input }) => createClosure({ ctx, input })),
  list: read.input(listClosuresInput).query(({ ctx, input }) => listClosures({ ctx, input })),
  remove: write.input(closureIdInput).mutation(({ ctx, input }) => removeClosure({ ctx, input })),
  restore: write.input(closureIdInput).mutation(({ ctx, input }) => restoreClosure({ ctx, input })),
  update: write.input(updateClosureInput).mutation(({ ctx, input }) => updateClosure({ ctx, input })),
})
