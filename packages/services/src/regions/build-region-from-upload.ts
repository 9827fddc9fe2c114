import { stat } from 'node:fs/promises'
import type { VehicleProfile, RegionSummary } from '@cartage/domain'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { readCustomProfiles } from './custom-profiles.ts'
import { requestRegionBuild } from './request-region-build.ts'

export interface UploadedExtract {
  readonly name: string
  /** Where it was stored. It is the region's from now on, and goes with it. */
  readonly path: string
  /** As the sender called it: shown to people and never used as a path. */
  readonly fileName: string
  readonly profiles: readonly VehicleProfile[]
  /** Texts of profile files. */
  readonly customProfiles: readonly string[]
}

/** Starts building a region from a file that was uploaded. */
export async function buildRegionFromUpload({
  ctx,
  input: { name, path, fileName, profiles, customProfiles: texts },
}: Call<UploadedExtract>): Promise<RegionSummary> {
  authorize(ctx, 'region:write')
  const customProfiles = readCustomProfiles(texts)
  const { size } = await stat(path)
  const extract = { kind: 'upload' as const, path, fileName: fileName.slice(0, 200), bytes: size }
  return requestRegionBuild(ctx, { name, extract, profiles: [...profiles], customProfiles })
}
