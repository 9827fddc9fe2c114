import type { DepotId, LocalDate } from '@cartage/domain'

/** Where the sample was put. */
export interface SampleDay {
  readonly depotId: DepotId
  readonly date: LocalDate
}
