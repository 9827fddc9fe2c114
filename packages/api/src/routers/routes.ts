import { resequenceRouteInput } from '@cartage/domain'
import { resequenceRoute } from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

export const routesRouter = router({
  resequence: staff
    .meta({ access: 'plan:write' })
    .input(resequenceRouteInput)
    .mutation(({ ctx, input }) => resequenceRoute({ ctx, input })),
})
