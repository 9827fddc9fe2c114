import { stat } from 'node:fs/promises'
import { basename, isAbsolute } from 'node:path'
import {
  customProfileTexts,
  invalid,
  regionName,
  regionProfileList,
  type RegionSummary,
  usualProfiles,
} from '@cartage/domain'
import { z } from 'zod'
import type { Call } from '../context.ts'
import { authorizeOperator } from '../tenancy/authorize.ts'
import { readCustomProfiles } from './custom-profiles.ts'
import { requestRegionBuild } from './request-region-build.ts'

export const buildRegionFromPathInput = z.strictObject({
  name: regionName,
  /** A file on the server: `.osm.pbf`, or GeoJSON ways. */
  path: z.string().min(1).max(1_000),
  profiles: regionProfileList.default(usualProfiles),
  customProfiles: customProfileTexts.default([]),
})
export type BuildRegionFromPathInput = z.infer<typeof buildRegionFromPathInput>

/**
 * Starts building a region from a file of the server; the answer is the region in state `building`. For operators: who may name a
 * path learns which files there are, and puts one of them to use.
 */
export async function buildRegionFromPath({
  ctx,
  input: { name, path, profiles, customProfiles: texts },
}: Call<BuildRegionFromPathInput>): Promise<RegionSummary> {
  authorizeOperator(ctx)
  const customProfiles = readCustomProfiles(texts)
  if (!isAbsolute(path)) throw invalid(`Expected the whole path, such as /data/${basename(path)}.`, 'path')
  const found = await stat(path).catch(() => undefined)
  if (found === undefined || !found.isFile()) {
    throw invalid(`There is no file ${path} on the server, or the server may not read it.`, 'path')
  }
  const extract = { kind: 'path' as const, path, fileName: basename(path), bytes: found.size }
  return requestRegionBuild(ctx, { name, extract, profiles: [...profiles], customProfiles })
}
