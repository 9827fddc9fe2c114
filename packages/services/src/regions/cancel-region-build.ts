import { regionName, type RegionSummary } from '@cartage/domain'
import { z } from 'zod'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'

export const regionNameInput = z.strictObject({ name: regionName })
export type RegionNameInput = z.infer<typeof regionNameInput>

/** Stops a build; what was there before stays in use. */
export async function cancelRegionBuild({ ctx, input }: Call<RegionNameInput>): Promise<RegionSummary> {
  authorize(ctx, 'region:write')
  throw new Error('pending')
}
