import type { Relation } from '../model/problem.ts'

/** Limits of a shift that can be raised. */
export type ShiftLimit =
  | 'maxStops'
  | 'maxDistanceM'
  | 'maxDurationS'
  | 'maxDrivingS'
  | 'maxWorkS'
  | 'maxTrips'

/** Which visit of a task: `pickup` and `delivery` of a shipment, `job` of a job. */
export type End = 'job' | 'pickup' | 'delivery'

/**
 * One change of a problem, as data: what a dispatcher might agree with a customer or a driver. `window` is a
 * position in the list of windows as the problem has it. Times are in seconds, loads in the dimension's unit.
 */
export type Patch =
  | {
      readonly kind: 'openEarlier' | 'closeLater'
      readonly task: string
      readonly end: End
      readonly window: number
      readonly byS: number
    }
  | { readonly kind: 'lowerLoad'; readonly task: string; readonly dimension: string; readonly by: number }
  | {
      readonly kind: 'raiseCapacity'
      readonly shift: string
      readonly dimension: string
      readonly by: number
    }
  | { readonly kind: 'giveSkill' | 'takeSkill'; readonly shift: string; readonly skill: string }
  /** `leaveLater`: its latest start. */
  | {
      readonly kind: 'startEarlier' | 'endLater' | 'leaveLater'
      readonly shift: string
      readonly byS: number
    }
  /** The last window of a depot closes later. */
  | { readonly kind: 'depotLater'; readonly depot: string; readonly byS: number }
  /** A break (a position in the shift's list) may start so much earlier or later. */
  | {
      readonly kind: 'breakEarlier' | 'breakLater'
      readonly shift: string
      readonly index: number
      readonly byS: number
    }
  /** By so many stops, metres, seconds or trips. */
  | { readonly kind: 'raiseLimit'; readonly shift: string; readonly limit: ShiftLimit; readonly by: number }
  | { readonly kind: 'allowZone'; readonly shift: string; readonly zone: string }
  | { readonly kind: 'rideLonger' | 'releaseEarlier'; readonly task: string; readonly byS: number }
  /** Takes back what binds the task to a shift, a position or a time. */
  | { readonly kind: 'unpin'; readonly task: string }
  | { readonly kind: 'dropRelation'; readonly relation: Relation }
  | { readonly kind: 'mixGoods'; readonly goods: readonly [string, string] }
  /** Another shift as `like`, with nothing on board, promised or pinned. */
  | { readonly kind: 'addShift'; readonly like: string; readonly id: string }
  /** Another task is left out: a change of the plan alone, not of the problem. */
  | { readonly kind: 'leaveOut'; readonly task: string }
