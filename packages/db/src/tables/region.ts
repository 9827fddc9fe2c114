import type {
  Bounds,
  CustomProfile,
  RegionCounts,
  RegionExtract,
  RegionProgress,
  RegionState,
} from '@cartage/domain'
import type { ColumnType, Generated } from 'kysely'
import type { DefaultedJsonColumn, NullableJsonColumn } from './json.ts'

/** Roads, addresses and tiles that the installation has; all organizations see them. */
export interface RegionTable {
  name: string
  state: RegionState
  /** What people call it; its name while empty. */
  title: Generated<string>
  bounds: NullableJsonColumn<Bounds>
  profiles: readonly string[]
  turns: ColumnType<boolean | null, boolean | null | undefined, boolean | null>
  counts: NullableJsonColumn<RegionCounts>
  attribution: Generated<string>
  sizeBytes: number | null
  progress: NullableJsonColumn<RegionProgress>
  failure: string | null
  /** What the last build was to take, and what the next one takes. */
  extract: NullableJsonColumn<RegionExtract>
  /** What the region that stands was made from; differs from `extract` after a failed build. */
  builtFrom: NullableJsonColumn<RegionExtract>
  /** Profiles that somebody wrote; what the last build was to take, and what the next one takes. */
  customProfiles: DefaultedJsonColumn<readonly CustomProfile[]>
  builtAt: Date | null
  /** The job that builds it, or last did. */
  buildId: string | null
  updatedAt: ColumnType<Date, never, never>
}
