/** A visit that has been made. */
export interface DoneVisit {
  /** Id of a job or shipment, or `@` with a depot's id for a reload. */
  readonly job: string
  /** When work (or loading) began and ended. */
  readonly startS: number
  readonly endS: number
}

/** What a driver has done since the last rest. */
export interface SinceRest {
  readonly drivingS: number
  readonly workS: number
  /** The longest pause since then: the first part of a rest in two where it is long enough. */
  readonly pauseS?: number | undefined
}

/** How far a shift has come that has left. */
export interface ShiftState {
  readonly shift: string
  /** When it left. */
  readonly leftS: number
  /** Location index where it is, or where its driver is free next. */
  readonly location: number
  /** From when on it can drive on from there: the end of service where it is serving. */
  readonly freeFromS: number
  /** In their order; a shipment stands once when it is picked up, twice when it is delivered. */
  readonly done: readonly DoneVisit[]
  /**
   * Ids of the stops that it is driving to or that are promised, in this order: they stay first. One that it can no
   * longer serve there within the rules is promised no more.
   */
  readonly next?: readonly string[] | undefined
  /** Ids of the deliveries that are loaded; those of the planned trip when absent. */
  readonly loaded?: readonly string[] | undefined
  /** Deliveries on board that are given up today: they stay on board until the end of the trip. */
  readonly failed?: readonly string[] | undefined
  /** Positions in the shift's `breaks` that are over or not owed any more. */
  readonly breaksHeld?: readonly number[] | undefined
  /** Driven so far, for the limits of the shift. */
  readonly distanceM?: number | undefined
  readonly drivingS?: number | undefined
  /** For its work rules, as it is at `freeFromS`; without it they go on as if nothing had been counted. */
  readonly sinceRest?: SinceRest | undefined
  /** It cannot go on: what it has on board waits at its location for another vehicle. */
  readonly isOut?: boolean | undefined
}

/** The day at one moment. Shifts that are not named have not left. */
export interface DayState {
  readonly nowS: number
  readonly shifts: readonly ShiftState[]
}
