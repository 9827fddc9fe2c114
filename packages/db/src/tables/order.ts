import type {
  Contact,
  DepotId,
  ImportId,
  Load,
  LocalDate,
  MatchLevel,
  OrderId,
  OrderKind,
  OrderState,
  OrganizationId,
  TimeWindow,
} from '@cartage/domain'
import type { JsonColumn } from './json.ts'
import type { SoftDeleted } from './stamps.ts'

/** `(organization_id, depot_id, reference)` is unique while not deleted (`order_reference`): imports upsert on it. */
export interface OrderTable extends SoftDeleted {
  organizationId: OrganizationId
  id: OrderId
  depotId: DepotId
  reference: string
  kind: OrderKind
  date: LocalDate
  address: string
  lon: number
  lat: number
  matchLevel: MatchLevel
  confidence: number
  windows: JsonColumn<readonly TimeWindow[]>
  serviceS: number
  load: JsonColumn<Load>
  skills: readonly string[]
  priority: number
  contact: JsonColumn<Contact>
  notes: string
  custom: JsonColumn<Readonly<Record<string, string>>>
  state: OrderState
  /** The import that last wrote it. */
  importId: ImportId | null
}
