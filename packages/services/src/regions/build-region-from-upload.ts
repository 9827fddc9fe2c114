import type { RegionSummary } from '@cartage/domain'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import type { BuildRegionFromPathInput } from './build-region-from-path.ts'
import { requestRegionBuild } from './request-region-build.ts'

/** Starts building a region from a file that was uploaded to `path`; the build removes it. */
export async function buildRegionFromUpload({
  ctx,
  input,
}: Call<BuildRegionFromPathInput>): Promise<RegionSummary> {
  authorize(ctx, 'region:write')
  return requestRegionBuild(ctx, { name: input.name, source: input.path, removesSource: true })
}
