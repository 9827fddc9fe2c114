import type { TenantTransaction } from '@cartage/db'
import { notFound, type RegionExtract, type RegionSummary } from '@cartage/domain'

export const regionColumns = [
  'name',
  'title',
  'state',
  'bounds',
  'profiles',
  'turns',
  'counts',
  'attribution',
  'sizeBytes',
  'progress',
  'failure',
  'extract',
  'builtAt',
] as const

interface RegionRow extends Omit<RegionSummary, 'builtAt' | 'extract' | 'depots'> {
  readonly builtAt: Date | null
  readonly extract: RegionExtract | null
}

/** The public shape of a row. Where files lie on the server stays with the server. */
export const toRegionSummary = (row: RegionRow, depots: readonly string[] = []): RegionSummary => ({
  name: row.name,
  title: row.title === '' ? row.name : row.title,
  state: row.state,
  bounds: row.bounds,
  profiles: row.profiles,
  turns: row.turns,
  counts: row.counts,
  attribution: row.attribution,
  sizeBytes: row.sizeBytes,
  progress: row.progress,
  failure: row.failure,
  builtAt: row.builtAt?.toISOString() ?? null,
  extract: row.extract === null ? null : withoutPath(row.extract),
  depots,
})

function withoutPath({ kind, fileName, bytes, sha256 }: RegionExtract): Omit<RegionExtract, 'path'> {
  return { kind, fileName, bytes, sha256 }
}

/** The region, held until the transaction ends; NOT_FOUND when there is none of that name. */
export async function lockRegionRow(trx: TenantTransaction, name: string) {
  const row = await trx
    .selectFrom('region.region')
    .select([...regionColumns, 'buildId', 'builtFrom', 'customProfiles'])
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound('region')
  return row
}

/** The names of the organization's depots by the region that they drive on. */
export async function depotsByRegion(
  trx: TenantTransaction,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await trx
    .selectFrom('depot')
    .select(['name', 'region'])
    .where('deletedAt', 'is', null)
    .orderBy('name')
    .execute()
  const byRegion = Map.groupBy(rows, ({ region }) => region)
  return new Map([...byRegion].map(([region, depots]) => [region, depots.map(({ name }) => name)]))
}
