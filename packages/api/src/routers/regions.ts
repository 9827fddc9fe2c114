import {
  buildRegionFromPath,
  buildRegionFromPathInput,
  cancelRegionBuild,
  listRegions,
  regionNameInput,
  removeRegion,
} from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const read = staff.meta({ access: 'region:read' })
const write = staff.meta({ access: 'region:write' })

export const regionsRouter = router({
  buildFromPath: write
    .input(buildRegionFromPathInput)
    .mutation(({ ctx, input }) => buildRegionFromPath({ ctx, input })),
  cancel: write.input(regionNameInput).mutation(({ ctx, input }) => cancelRegionBuild({ ctx, input })),
  list: read.query(({ ctx }) => listRegions({ ctx })),
  remove: write.input(regionNameInput).mutation(({ ctx, input }) => removeRegion({ ctx, input })),
})
