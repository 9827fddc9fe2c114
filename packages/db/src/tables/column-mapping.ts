import type { ImportColumn, OrganizationId } from '@cartage/domain'
import type { JsonColumn } from './json.ts'
import type { Stamps } from './stamps.ts'

/** How a file with these headers was read last time. */
export interface ColumnMappingTable extends Stamps {
  organizationId: OrganizationId
  /** A hash of the header names. */
  signature: string
  columns: JsonColumn<readonly ImportColumn[]>
}
