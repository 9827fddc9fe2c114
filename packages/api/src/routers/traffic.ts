import { trafficInput, trafficOfInput } from '@cartage/domain'
import { checkTraffic, getTraffic, removeTraffic, restoreTraffic, setTraffic } from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const read = staff.meta({ access: 'region:read' })
const write = staff.meta({ access: 'region:write' })

export const trafficRouter = router({
  // A mutation only because its text would be too long for an address.
  check: write.input(trafficInput).mutation(({ ctx, input }) => checkTraffic({ ctx, input })),
  get: read.input(trafficOfInput).query(({ ctx, input }) => getTraffic({ ctx, input })),
  remove: write.input(trafficOfInput).mutation(({ ctx, input }) => removeTraffic({ ctx, input })),
  restore: write.input(trafficOfInput).mutation(({ ctx, input }) => restoreTraffic({ ctx, input })),
  set: write.input(trafficInput).mutation(({ ctx, input }) => setTraffic({ ctx, input })),
})
