import type { ClosureArea, ClosureId, ClosureRoad, UserId } from '@cartage/domain'
import type { NullableJsonColumn } from './json.ts'
import type { SoftDeleted } from './stamps.ts'

/** Roads that are closed or slower for a while; as the regions they belong to the installation. */
export interface ClosureTable extends SoftDeleted {
  id: ClosureId
  region: string
  /** Exactly one of `area` and `road`. */
  area: NullableJsonColumn<ClosureArea>
  road: NullableJsonColumn<ClosureRoad>
  /** Null closes. */
  factor: number | null
  fromAt: Date | null
  untilAt: Date | null
  reason: string
  createdBy: UserId | null
}
