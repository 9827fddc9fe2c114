import type { RegionSummary } from '@cartage/domain'

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
  ...row,
  builtAt: row.builtAt === null ? null : row.builtAt.toISOString(),
})
