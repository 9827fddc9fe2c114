import { regionName, type RegionSummary } from '@cartage/domain'
import { z } from 'zod'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'

export const buildRegionFromPathInput = z.strictObject({
  name: regionName,
  /** A file on the server: `.osm.pbf`, or GeoJSON ways. */
  path: z.string().min(1).max(1_000),
})
export type BuildRegionFromPathInput = z.infer<typeof buildRegionFromPathInput>

/** Starts building a region from a file of the server; the answer is the region in state `building`. */
export async function buildRegionFromPath({
  ctx,
  input,
}: Call<BuildRegionFromPathInput>): Promise<RegionSummary> {
  authorize(ctx, 'region:write')
  throw new Error('pending')
}
