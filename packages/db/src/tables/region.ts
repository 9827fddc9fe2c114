import type { Bounds, RegionState, RegionSummary } from '@cartage/domain'
import type { ColumnType, Generated } from 'kysely'
import type { NullableJsonColumn } from './json.ts'

/** Roads, addresses and tiles that the installation has; all organizations see them. */
export interface RegionTable {
  name: string
  state: RegionState
  bounds: NullableJsonColumn<Bounds>
  profiles: readonly string[]
  attribution: Generated<string>
  sizeBytes: number | null
  progress: NullableJsonColumn<NonNullable<RegionSummary['progress']>>
  failure: string | null
  /** Where its data came from: a path, a file name or `demo`. */
  source: string
  builtAt: Date | null
  /** The job that builds it, or last did. */
  buildId: string | null
  updatedAt: ColumnType<Date, never, never>
}
