import { loadSampleDay } from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

export const samplesRouter = router({
  load: staff.meta({ access: 'fleet:write' }).mutation(({ ctx }) => loadSampleDay({ ctx })),
})
