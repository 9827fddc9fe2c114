import type {
  Load,
  LocalDate,
  LocalTime,
  OrderId,
  OrderKind,
  Point,
  ShiftBreak,
  ShiftId,
  TimeWindow,
  TimeZone,
  VehicleCosts,
} from '@cartage/domain'

/** What a plan needs to know of an order. */
export interface PlanningOrder extends Point {
  readonly id: OrderId
  readonly kind: OrderKind
  /** Any of them will do; none means any time of the shift. */
  readonly windows: readonly TimeWindow[]
  readonly serviceS: number
  readonly load: Load
  readonly skills: readonly string[]
  readonly priority: number
}

/** What a plan needs to know of a shift, its vehicle and its driver. */
export interface PlanningShift {
  readonly id: ShiftId
  readonly profile: string
  readonly capacity: Load
  /** The vehicle's and the driver's. */
  readonly skills: readonly string[]
  readonly costs: VehicleCosts
  readonly start: LocalTime
  /** Ends on the next day when not after `start`. */
  readonly end: LocalTime
  readonly breaks: readonly ShiftBreak[]
}

/** A day's work and who can do it, as data. */
export interface PlanningDay {
  readonly depot: Point & { readonly zone: TimeZone }
  readonly date: LocalDate
  readonly orders: readonly PlanningOrder[]
  readonly shifts: readonly PlanningShift[]
}
