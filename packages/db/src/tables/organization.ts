import type { OrganizationId } from '@cartage/domain'
import type { Versioned } from './stamps.ts'

/** The tenant. Its policy compares `id` itself. */
export interface OrganizationTable extends Versioned {
  id: OrganizationId
  name: string
  /** ISO 4217. */
  currency: string
}
