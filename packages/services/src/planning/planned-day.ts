import type { Load, OrderId, PlanTotals, Reason, ShiftId, Violation } from '@cartage/domain'

/** One visit; instants are UTC ISO strings. */
export interface PlannedStop {
  readonly orderId: OrderId
  /** From 1, in driving order. */
  readonly sequence: number
  readonly trip: number
  readonly arrival: string
  readonly serviceStart: string
  readonly departure: string
  readonly waitS: number
  /** Seconds by which service starts too late; 0 when in time. */
  readonly lateS: number
  /** On board after service. */
  readonly load: Load
}

/** What one shift does. */
export interface PlannedRoute {
  readonly shiftId: ShiftId
  readonly start: string
  readonly end: string
  readonly shiftStart: string
  readonly shiftEnd: string
  readonly distanceM: number
  readonly drivingS: number
  readonly serviceS: number
  readonly waitS: number
  readonly breaks: readonly { readonly start: string; readonly end: string }[]
  readonly cost: number
  /** On board when leaving the depot. */
  readonly startLoad: Load
  readonly violations: readonly Violation[]
  readonly stops: readonly PlannedStop[]
}

export interface PlannedGap {
  readonly orderId: OrderId
  /** At least one. */
  readonly reasons: readonly Reason[]
}

/** A solved day in the words of the trade. */
export interface PlannedDay {
  readonly routes: readonly PlannedRoute[]
  readonly unassigned: readonly PlannedGap[]
  readonly totals: PlanTotals
}
