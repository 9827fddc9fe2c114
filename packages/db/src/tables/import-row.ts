import type {
  Finding,
  ImportAction,
  ImportId,
  ImportRow,
  OrderFields,
  OrderId,
  OrganizationId,
} from '@cartage/domain'
import type { Generated } from 'kysely'
import type { JsonColumn, NullableJsonColumn } from './json.ts'

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
