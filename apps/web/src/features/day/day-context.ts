import type { Depot, LocalDate, Order, Plan, PlanSummary, Route, Stop } from '@cartage/domain'
import { createContext, use } from 'react'
import type { HoverStore } from './hover-store.ts'
import type { Selection } from './selection.ts'

export interface Visit {
  readonly route: Route
  readonly stop: Stop
}

/** An order that is being put on a route by hand, as the stop that it would be. */
export interface Newcomer {
  readonly routeId: string
  readonly stop: Stop
}

/** What every part of the day page shares. */
export interface Day {
  readonly depot: Depot
  readonly date: LocalDate
  /** ISO 4217, of the organization. */
  readonly currency: string
  /** True when the day is over at the depot: it can be read, not planned. */
  readonly isPast: boolean
  /** Whether the person may change orders and plans. */
  readonly canEdit: boolean
  /** The version on the screen with its routes; null when the day has none yet. */
  readonly plan: Plan | null
  /** The stop of each order that the plan on the screen visits, as a change by hand would have it. */
  readonly stopByOrder: ReadonlyMap<string, Visit>
  /** The latest version, which may be solving still. */
  readonly latest: PlanSummary | null
  readonly planQuery: { readonly isPending: boolean; readonly error: unknown; readonly refetch: () => void }
  readonly selection: Selection
  readonly hover: HoverStore
  readonly selectOrder: (orderId: string | null) => void
  readonly selectRoute: (routeId: string | null) => void
  /** Chooses a stop together with its route. */
  readonly selectStop: (orderId: string | null, routeId: string) => void
  /** Shows a route on map and timeline as it would be, until it is saved or discarded (null). */
  readonly previewRoute: (route: Route | null) => void
  readonly newcomer: Newcomer | null
  readonly setNewcomer: (newcomer: Newcomer | null) => void
  /** Opens the form of an order, of a new one without. */
  readonly editOrder: (order: Order | null) => void
  readonly fit: () => void
}

export const DayContext = createContext<Day | null>(null)

/** The day on the page. Throws outside of it. */
export function useDay(): Day {
  const day = use(DayContext)
  if (day === null) throw new Error('useDay is for parts of the day page.')
  return day
}
