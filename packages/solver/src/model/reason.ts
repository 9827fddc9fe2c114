import type { Violation } from './solution.ts'

export type ReasonCode =
  | 'SKILL_MISSING'
  | 'OVER_CAPACITY'
  | 'NO_WAY'
  | 'WINDOW_OUTSIDE_SHIFT'
  | 'SHIFT_TOO_SHORT'
  | 'NO_VEHICLE'
  | 'SKILL_FORBIDDEN'
  | 'ZONE_REFUSED'
  /** It is bound to a shift, a position or a time that cannot be. */
  | 'PINNED'
  /** A shift begins with stops that are driven to or promised already. */
  | 'PREFIX'
  | 'RIDE_TOO_LONG'
  | 'GOODS_APART'
  | 'DEPOT_CLOSED'
  /** A relation with other tasks. */
  | 'RELATION'
  /** It fits alone, but not beside what is planned. */
  | 'NO_ROOM'
  /** Another task of its group is served. */
  | 'GROUP_SERVED'
  /** Serving it costs more than its prize. */
  | 'NOT_WORTH_IT'
  /** The plan differs from the reference by as much as it may. */
  | 'NO_MORE_CHANGES'
  /** Too many tasks are left out to try each. */
  | 'NOT_TRIED'

/**
 * A rule that stands in the way, to be checked by evaluation: with the task at `positions` of the shift's route,
 * its least bad place (without them: alone on the empty shift, behind its prefix), `violation` appears.
 */
export interface Blocker {
  /** Equal shifts stand together; at most 20 are named. */
  readonly shifts: readonly string[]
  readonly positions?: readonly number[] | undefined
  readonly violation: Violation
}

/** Why a job was left out: checked by trying, in words for the dispatcher and in figures for programs. */
export interface Reason {
  readonly code: ReasonCode
  readonly text: string
  readonly data: Readonly<Record<string, number | string | readonly string[]>>
  /** At most 20. */
  readonly blockers?: readonly Blocker[] | undefined
}
