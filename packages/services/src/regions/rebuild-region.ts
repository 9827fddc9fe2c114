import { stat } from 'node:fs/promises'
import {
  customProfileTexts,
  precondition,
  regionName,
  regionProfileList,
  type RegionSummary,
} from '@cartage/domain'
import { z } from 'zod'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'
import { readCustomProfiles } from './custom-profiles.ts'
import { lockRegionRow } from './internal.ts'
import { requestRegionBuild } from './request-region-build.ts'

export const rebuildRegionInput = z.strictObject({
  name: regionName,
  profiles: regionProfileList,
  /** Those that it has when absent. */
  customProfiles: customProfileTexts.optional(),
})
export type RebuildRegionInput = z.infer<typeof rebuildRegionInput>

/** Builds a region again from the extract that it has, perhaps for other kinds of vehicles. */
export async function rebuildRegion({
  ctx,
  input: { name, profiles, customProfiles: texts },
}: Call<RebuildRegionInput>): Promise<RegionSummary> {
  authorize(ctx, 'region:write')
  const given = texts && readCustomProfiles(texts)
  const { extract, customProfiles } = await inTenant(ctx, (trx) => lockRegionRow(trx, name))
  if (extract === null) {
    throw precondition(
      `Nobody knows what ${name} was built from: it was built by the command line. Give its extract again.`,
      'EXTRACT_UNKNOWN',
    )
  }
  const found = await stat(extract.path).catch(() => undefined)
  if (found === undefined) {
    throw precondition(
      `The extract ${extract.fileName} is not on the server any more. Give it again.`,
      'EXTRACT_GONE',
    )
  }
  return requestRegionBuild(ctx, {
    name,
    extract: { ...extract, bytes: found.size },
    profiles: [...profiles],
    customProfiles: given ?? customProfiles,
  })
}
