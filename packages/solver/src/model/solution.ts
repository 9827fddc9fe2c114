import type { Reason } from './reason.ts'

export type { Reason } from './reason.ts'

/** One visit of a route, with its times in seconds after the problem's origin. */
export interface RouteStop {
  /** Id of the job or shipment; of a reload `@` and the depot's id. */
  readonly job: string
  readonly activity: 'delivery' | 'pickup' | 'service' | 'reload'
  readonly location: number
  /** Travel from the stop before (or the start). */
  readonly distanceM: number
  readonly drivingS: number
  readonly arrivalS: number
  /** Idle time at the stop: neither service nor break. */
  readonly waitS: number
  readonly serviceStartS: number
  /** When the vehicle drives on: end of service and of a break held after it. */
  readonly departureS: number
  /** On board after service, per load dimension. */
  readonly loadAfter: readonly number[]
  /** From 1; a reload belongs to the trip that it ends. */
  readonly trip: number
  /** Setup that was needed before the service. */
  readonly setupS: number
  /** Rest held on the way from the stop before, or there after its service. */
  readonly restS: number
}

/** A break as placed: at stop number `stop` (from 0), before or after its service. */
export interface PlannedBreak {
  /** Position in the shift's `breaks`. */
  readonly index: number
  readonly stop: number
  readonly when: 'beforeService' | 'afterService'
  readonly startS: number
  readonly endS: number
}

/** A broken rule on a route, with its size; `stop` is the position in the sequence, from 0. */
export type Violation =
  | { readonly kind: 'late'; readonly stop: number; readonly job: string; readonly byS: number }
  | {
      readonly kind: 'overCapacity'
      /** Where the load is highest: after this stop, -1 = when leaving the start. */
      readonly stop: number
      readonly dimension: string
      readonly by: number
    }
  | { readonly kind: 'missingSkill'; readonly stop: number; readonly job: string; readonly skill: string }
  | { readonly kind: 'overShift'; readonly byS: number }
  | { readonly kind: 'breakMissed'; readonly index: number; readonly durationS: number }
  | {
      readonly kind: 'noWay'
      /** The stop that cannot be reached; the number of stops means the end. */
      readonly stop: number
      readonly fromLocation: number
      readonly toLocation: number
    }
  | { readonly kind: 'tooManyStops'; readonly by: number }
  | { readonly kind: 'overDistance'; readonly byM: number }
  | { readonly kind: 'overDuration'; readonly byS: number }
  /** A shipment whose delivery or pickup is missing on this route. */
  | { readonly kind: 'pairBroken'; readonly stop: number; readonly job: string }
  /** A job that this or another route already serves. */
  | { readonly kind: 'servedTwice'; readonly stop: number; readonly job: string }
  /** Any other rule; `stop` is -1 where it is of the whole route. */
  | {
      readonly kind: 'ruleBroken'
      readonly rule: RouteRule
      readonly stop: number
      readonly job?: string
      /** Seconds for times, else stops, trips or tasks. */
      readonly by: number
      /** Position in the problem's `relations`. */
      readonly relation?: number
    }

/** Rules whose breaking needs no more than a size. */
export type RouteRule =
  | 'latestStart'
  | 'releaseTime'
  | 'maxDriving'
  | 'maxWork'
  | 'maxRide'
  | 'maxTrips'
  | 'depotHours'
  | 'reloadDepot'
  | 'rest'
  | 'forbiddenSkill'
  | 'zone'
  | 'goods'
  | 'pinnedShift'
  | 'pinnedPosition'
  | 'pinnedTime'
  | 'prefix'
  | 'group'
  | 'relation'
  | 'mostChanges'

/** What one shift does. An empty route costs nothing and has no times of its own. */
export interface RoutePlan {
  readonly shift: string
  readonly shiftIndex: number
  readonly stops: readonly RouteStop[]
  readonly breaks: readonly PlannedBreak[]
  /** Leaves the start (or begins at the first stop). */
  readonly startS: number
  /** Reaches the end (or finishes at the last stop). */
  readonly endS: number
  readonly loadAtStart: readonly number[]
  readonly distanceM: number
  readonly drivingS: number
  readonly serviceS: number
  readonly waitS: number
  readonly breakS: number
  /** Rests by work rules; part of neither waiting nor breaks. */
  readonly restS: number
  readonly trips: number
  readonly overtimeS: number
  /** Seconds beyond soft windows. */
  readonly latenessS: number
  /** endS - startS. */
  readonly durationS: number
  /** Travel from the last stop to the end. */
  readonly returnDistanceM: number
  readonly returnDrivingS: number
  /** As the plan's, of what a route by itself has. */
  readonly cost: number
  readonly levels?: readonly number[] | undefined
  readonly violations: readonly Violation[]
}

export interface UnassignedJob {
  readonly job: string
  readonly reasons: readonly Reason[]
}

export interface Solution {
  /** The objective's figure: money, metres or its terms added up; of an objective with several levels, money. */
  readonly cost: number
  /** Of an objective with several levels what its terms come to in each, the first first; else absent. */
  readonly levels?: readonly number[] | undefined
  readonly distanceM: number
  readonly durationS: number
  /** Routes with at least one stop. */
  readonly vehicles: number
  /**
   * No route breaks a rule, and no more tasks have changed their shift, or been left out, than may: that too is said
   * by a route, unless the plan has none.
   */
  readonly feasible: boolean
  readonly routes: readonly RoutePlan[]
  readonly unassigned: readonly UnassignedJob[]
}
