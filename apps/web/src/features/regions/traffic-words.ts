import type { RegionTraffic } from '@cartage/domain'

export const patternWords = (patterns: number): string =>
  patterns === 1 ? '1 pattern of the week' : `${patterns} patterns of the week`

/** `12 patterns of the week, since 3 Nov 2026`. */
export function trafficWords({ patterns, since }: Pick<RegionTraffic, 'patterns' | 'since'>): string {
  const day = new Date(since).toLocaleDateString(undefined, { dateStyle: 'medium' })
  return `${patternWords(patterns)}, since ${day}`
}
