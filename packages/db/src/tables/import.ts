import type {
  DepotId,
  Finding,
  Import,
  ImportAction,
  ImportColumn,
  ImportId,
  ImportRow,
  ImportState,
  LocalDate,
  OrderFields,
  OrderId,
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

/** One row of the file, from 2 (the header is row 1), with what importing it would do. */
export interface ImportRowTable {
  organizationId: OrganizationId
  importId: ImportId
  row: number
  cells: readonly string[]
  action: ImportAction
  findings: JsonColumn<readonly Finding[]>
  /** How many of the findings are warnings. */
  warnings: Generated<number>
  place: NullableJsonColumn<NonNullable<ImportRow['place']>>
  /** What the row says, once it says something that can be an order. */
  fields: NullableJsonColumn<OrderFields>
  /** The order that the row made or changed. */
  orderId: OrderId | null
  /** What that order was before, so that the import can be undone; null when the row made it. */
  before: NullableJsonColumn<OrderFields>
}

/** How a file with these headers was read last time. */
export interface ColumnMappingTable extends Stamps {
  organizationId: OrganizationId
  /** A hash of the header names. */
  signature: string
  columns: JsonColumn<readonly ImportColumn[]>
}
