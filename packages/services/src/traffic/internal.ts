import type { RegionTraffic } from '@cartage/domain'

export const trafficColumns = ['text', 'patterns', 'timeZone', 'since'] as const

export const toRegionTraffic = ({
  since,
  ...row
}: Omit<RegionTraffic, 'since'> & { readonly since: Date }): RegionTraffic => ({
  ...row,
  since: since.toISOString(),
})
