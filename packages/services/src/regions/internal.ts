import type { TenantTransaction } from '@cartage/db'
import { notFound, type RegionSummary } from '@cartage/domain'

export const regionColumns = [
  'name',
  'state',
  'bounds',
  'profiles',
  'attribution',
  'sizeBytes',
  'progress',
  'failure',
  'builtAt',
] as const

interface RegionRow extends Omit<RegionSummary, 'builtAt'> {
  readonly builtAt: Date | null
}

/** The public shape of a row. */
export const toRegionSummary = (row: RegionRow): RegionSummary => ({
  name: row.name,
  state: row.state,
  bounds: row.bounds,
  profiles: row.profiles,
  attribution: row.attribution,
  sizeBytes: row.sizeBytes,
  progress: row.progress,
  failure: row.failure,
  builtAt: row.builtAt?.toISOString() ?? null,
})

/** The region, held until the transaction ends; NOT_FOUND when there is none of that name. */
export async function lockRegionRow(trx: TenantTransaction, name: string) {
  const row = await trx
    .selectFrom('region.region')
    .select([...regionColumns, 'buildId'])
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound('region')
  return row
}
