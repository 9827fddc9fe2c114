import {
  byDayInput,
  byDepotInput,
  createOrderInput,
  listOrdersInput,
  orderIdInput,
  orderIdsInput,
  updateOrderInput,
} from '@cartage/domain'
import {
  createOrder,
  getOrder,
  listOrderDays,
  listOrderPoints,
  listOrders,
  removeOrders,
  restoreOrders,
  updateOrder,
} from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const read = staff.meta({ access: 'order:read' })
const write = staff.meta({ access: 'order:write' })

export const ordersRouter = router({
  create: write.input(createOrderInput).mutation(({ ctx, input }) => createOrder({ ctx, input })),
  days: read.input(byDepotInput).query(({ ctx, input }) => listOrderDays({ ctx, input })),
  get: read.input(orderIdInput).query(({ ctx, input }) => getOrder({ ctx, input })),
  list: read.input(listOrdersInput).query(({ ctx, input }) => listOrders({ ctx, input })),
  points: read.input(byDayInput).query(({ ctx, input }) => listOrderPoints({ ctx, input })),
  remove: write.input(orderIdsInput).mutation(({ ctx, input }) => removeOrders({ ctx, input })),
  restore: write.input(orderIdsInput).mutation(({ ctx, input }) => restoreOrders({ ctx, input })),
  update: write.input(updateOrderInput).mutation(({ ctx, input }) => updateOrder({ ctx, input })),
})
