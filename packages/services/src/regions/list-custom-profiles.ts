import { type CustomProfile, notFound, type RegionNameInput } from '@cartage/domain'
import type { Call } from '../context.ts'
import { authorize } from '../tenancy/authorize.ts'
import { inTenant } from '../tenancy/in-tenant.ts'

export interface CustomProfileList {
  readonly items: readonly CustomProfile[]
}

/** The profiles that somebody wrote for a region, as they were written. */
export async function listCustomProfiles({ ctx, input }: Call<RegionNameInput>): Promise<CustomProfileList> {
  authorize(ctx, 'region:read')
  const row = await inTenant(ctx, (trx) =>
    trx
      .selectFrom('region.region')
      .select('customProfiles')
      .where('name', '=', input.name)
      .executeTakeFirst(),
  )
  if (row === undefined) throw notFound('region')
  return { items: row.customProfiles }
}
