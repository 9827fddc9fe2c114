import type {
  DepotId,
  Finding,
  Import,
  ImportColumn,
  ImportId,
  ImportState,
  LocalDate,
  OrganizationId,
  UserId,
} from '@cartage/domain'
import type { Generated } from 'kysely'
import type { DefaultedJsonColumn, JsonColumn, NullableJsonColumn } from './json.ts'
import type { Stamps } from './stamps.ts'

export interface ImportTable extends Stamps {
  organizationId: OrganizationId
  id: ImportId
  depotId: DepotId
  date: LocalDate
  fileName: string
  state: ImportState
  columns: DefaultedJsonColumn<readonly ImportColumn[]>
  encoding: Generated<string>
  separator: Generated<string>
  counts: JsonColumn<Import['counts']>
  findings: DefaultedJsonColumn<readonly Finding[]>
  progress: NullableJsonColumn<NonNullable<Import['progress']>>
  failure: string | null
  createdBy: UserId | null
  undoneAt: Date | null
}
