import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import type { RegionNameInput } from './cancel-region-build.ts'

/** Deletes a region that no depot drives on. */
export async function removeRegion({
  ctx,
  input,
}: Call<RegionNameInput>): Promise<{ readonly name: string }> {
  authorize(ctx, 'region:write')
  throw new Error('pending')
}
