import { stat } from 'node:fs/promises'
import { invalid, regionName, type RegionSummary } from '@cartage/domain'
import { z } from 'zod'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { requestRegionBuild } from './request-region-build.ts'

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
  const found = await stat(input.path).catch(() => undefined)
  if (found === undefined || !found.isFile()) {
    throw invalid(`There is no file ${input.path} on the server, or the server may not read it.`, 'path')
  }
  return requestRegionBuild(ctx, { name: input.name, source: input.path, removesSource: false })
}
