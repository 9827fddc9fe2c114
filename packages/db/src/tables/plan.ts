import type {
  DepotId,
  LocalDate,
  OrganizationId,
  PlanId,
  PlanState,
  PlanTotals,
  SolveProgress,
  UserId,
} from '@cartage/domain'
import type { Generated } from 'kysely'
import type { JsonColumn, NullableJsonColumn } from './json.ts'
import type { Stamps } from './stamps.ts'

/** One depot and day has many versions, of which at most one is solving and at most one is published. */
export interface PlanTable extends Stamps {
  organizationId: OrganizationId
  id: PlanId
  depotId: DepotId
  date: LocalDate
  version: number
  state: PlanState
  totals: JsonColumn<PlanTotals>
  progress: NullableJsonColumn<SolveProgress>
  failure: string | null
  timeLimitS: number
  seed: number
  /** Fencing: a result that names an older attempt is not written. */
  attempt: Generated<number>
  /** Of the orders, shifts and depot that were planned. */
  inputHash: string | null
  createdBy: UserId | null
  publishedAt: Date | null
  publishedBy: UserId | null
}
