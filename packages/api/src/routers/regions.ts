import { checkProfileInput, regionNameInput, renameRegionInput } from '@cartage/domain'
import {
  buildRegionFromPath,
  buildRegionFromPathInput,
  cancelRegionBuild,
  checkProfile,
  listCustomProfiles,
  listRegions,
  rebuildRegion,
  rebuildRegionInput,
  removeRegion,
  renameRegion,
} from '@cartage/services'
import { staff } from '../procedures.ts'
import { router } from '../trpc.ts'

const read = staff.meta({ access: 'region:read' })
const write = staff.meta({ access: 'region:write' })

export const regionsRouter = router({
  buildFromPath: staff
    .meta({ access: 'operator' })
    .input(buildRegionFromPathInput)
    .mutation(({ ctx, input }) => buildRegionFromPath({ ctx, input })),
  cancel: write.input(regionNameInput).mutation(({ ctx, input }) => cancelRegionBuild({ ctx, input })),
  // A mutation only because its text would be too long for an address.
  checkProfile: write.input(checkProfileInput).mutation(({ ctx, input }) => checkProfile({ ctx, input })),
  customProfiles: read.input(regionNameInput).query(({ ctx, input }) => listCustomProfiles({ ctx, input })),
  list: read.query(({ ctx }) => listRegions({ ctx })),
  rebuild: write.input(rebuildRegionInput).mutation(({ ctx, input }) => rebuildRegion({ ctx, input })),
  remove: write.input(regionNameInput).mutation(({ ctx, input }) => removeRegion({ ctx, input })),
  rename: write.input(renameRegionInput).mutation(({ ctx, input }) => renameRegion({ ctx, input })),
})
