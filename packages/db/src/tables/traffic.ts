import type { UserId } from '@cartage/domain'
import type { ColumnType } from 'kysely'
import type { Stamps } from './stamps.ts'

/** Usual speeds on a region's roads by the hour of the week; as the region they belong to the installation. */
export interface TrafficTable extends Stamps {
  region: string
  /** Another one for each content, so that who knows a content by it need not read it again. */
  id: string
  /** The file as it was given. */
  text: string
  patterns: number
  timeZone: string
  /** When this content was given. */
  since: Date
  createdBy: UserId | null
  deletedAt: ColumnType<Date | null, Date | null | undefined, Date | null>
}
