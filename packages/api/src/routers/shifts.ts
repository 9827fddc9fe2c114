import {
  byDayInput,
  copyShiftsInput,
  createShiftInput,
  shiftIdInput,
  updateShiftInput,
} from '@cartage/domain'
import {
  copyShifts,
  createShift,
  listShifts,
  removeShift,
  restoreShift,
  updateShift,
} from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const read = staff.meta({ access: 'fleet:read' })
const write = staff.meta({ access: 'fleet:write' })

export const shiftsRouter = router({
  copyDay: write.input(copyShiftsInput).mutation(({ ctx, input }) => copyShifts({ ctx, input })),
  create: write.input(createShiftInput).mutation(({ ctx, input }) => createShift({ ctx, input })),
  list: read.input(byDayInput).query(({ ctx, input }) => listShifts({ ctx, input })),
  remove: write.input(shiftIdInput).mutation(({ ctx, input }) => removeShift({ ctx, input })),
  restore: write.input(shiftIdInput).mutation(({ ctx, input }) => restoreShift({ ctx, input })),
  update: write.input(updateShiftInput).mutation(({ ctx, input }) => updateShift({ ctx, input })),
})
