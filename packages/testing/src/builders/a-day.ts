import type { LocalDate } from '@cartage/domain'

/** A Tuesday without a clock change anywhere. */
export const A_DAY: LocalDate = '2026-04-07'
