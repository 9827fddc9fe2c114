import { z } from 'zod'
import {
  depotId,
  orderId,
  planId,
  routeId,
  type DepotId,
  type DriverId,
  type OrderId,
  type PlanId,
  type RouteId,
  type ShiftId,
  type StopId,
  type VehicleId,
} from './ids.ts'
import { localDate, type LocalDate, type TimeWindow } from './local-time.ts'
import type { Load } from './load.ts'
import type { OrderKind } from './order.ts'

export const planStates = ['draft', 'solving', 'ready', 'published'] as const
export type PlanState = (typeof planStates)[number]

const planMoves: Readonly<Record<PlanState, readonly PlanState[]>> = {
  draft: ['solving'],
  solving: ['ready', 'draft'],
  ready: ['published', 'solving'],
  published: ['ready'],
}
/** Whether a plan may go from one state to another. */
export const canPlanMove = (from: PlanState, to: PlanState): boolean => planMoves[from].includes(to)

export const stopStates = ['assigned', 'active', 'completed', 'failed', 'cancelled'] as const
export type StopState = (typeof stopStates)[number]

/** A broken rule on a route, with its size in the unit that the kind names. */
export type Violation =
  | { readonly kind: 'late'; readonly orderId: OrderId; readonly byS: number }
  | { readonly kind: 'overCapacity'; readonly dimension: string; readonly by: number }
  | { readonly kind: 'missingSkill'; readonly orderId: OrderId; readonly skill: string }
  | { readonly kind: 'overShift'; readonly byS: number }
  | { readonly kind: 'breakMissed'; readonly index: number; readonly byS: number }
  | { readonly kind: 'noWay'; readonly orderId: OrderId | null }

/** One reason why an order has no stop; true when it was written, in words a dispatcher can act on. */
export interface Reason {
  readonly code: string
  readonly text: string
}

export interface Unassigned {
  readonly orderId: OrderId
  readonly reference: string
  readonly reasons: readonly Reason[]
}

/** One visit. Instants are UTC ISO strings. */
export interface Stop {
  readonly id: StopId
  readonly orderId: OrderId
  readonly reference: string
  readonly kind: OrderKind
  readonly address: string
  readonly lon: number
  readonly lat: number
  /** From 1, in driving order. */
  readonly sequence: number
  /** From 1; grows with each reload at the depot. */
  readonly trip: number
  readonly state: StopState
  readonly arrival: string
  readonly serviceStart: string
  readonly departure: string
  readonly waitS: number
  /** On board after service. */
  readonly load: Load
  readonly windows: readonly TimeWindow[]
  /** Seconds by which service starts too late; 0 when in time. */
  readonly lateS: number
}

/** What one shift does. */
export interface Route {
  readonly id: RouteId
  readonly shiftId: ShiftId
  readonly vehicle: { readonly id: VehicleId; readonly name: string }
  readonly driver: { readonly id: DriverId; readonly name: string } | null
  /** 0 to 11: the hue, the same in every view. */
  readonly colour: number
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
  readonly capacity: Load
  /** On board when leaving the depot. */
  readonly startLoad: Load
  readonly violations: readonly Violation[]
  readonly stops: readonly Stop[]
  /** Grows with each change by hand. */
  readonly version: number
}

export interface PlanTotals {
  readonly cost: number
  readonly distanceM: number
  readonly drivingS: number
  readonly routes: number
  readonly stops: number
  readonly unassigned: number
}

/** How a solve is going. `trace` is best cost over time: `[seconds, cost]`. */
export interface SolveProgress {
  readonly phase: 'queued' | 'matrix' | 'solving' | 'saving'
  readonly elapsedS: number
  readonly limitS: number
  readonly iterations: number
  readonly cost: number | null
  readonly routes: number
  readonly unassigned: number
  readonly trace: readonly (readonly [seconds: number, cost: number])[]
}

export interface PlanSummary {
  readonly id: PlanId
  readonly depotId: DepotId
  readonly date: LocalDate
  /** From 1 for each depot and day. */
  readonly version: number
  readonly state: PlanState
  readonly totals: PlanTotals
  readonly progress: SolveProgress | null
  /** Why the last solve gave no plan, in words for a person. */
  readonly failure: string | null
  /** True when orders, shifts or the depot changed after the plan was made. */
  readonly isStale: boolean
  readonly createdAt: string
  readonly publishedAt: string | null
}

/** The routes of one depot and day. */
export interface Plan extends PlanSummary {
  readonly routes: readonly Route[]
  readonly unassigned: readonly Unassigned[]
}

export const startPlanInput = z.strictObject({
  id: planId,
  depotId,
  date: localDate,
  /** How long to search; the best so far is kept when it is cancelled. */
  timeLimitS: z.int().min(1).max(3_600).default(15),
  seed: z.int().min(0).max(2_147_483_647).default(1),
})
export const planIdInput = z.strictObject({ id: planId })
export const routeIdInput = z.strictObject({ id: routeId })
/** The whole new sequence of a route; orders left out become unassigned. */
export const resequenceRouteInput = z.strictObject({
  id: routeId,
  version: z.int(),
  orderIds: z.array(orderId).max(2_000),
})
export const planByDayInput = z.strictObject({ depotId, date: localDate })
export type StartPlanInput = z.infer<typeof startPlanInput>
export type ResequenceRouteInput = z.infer<typeof resequenceRouteInput>
export type PlanByDayInput = z.infer<typeof planByDayInput>

/** The path of a route along real roads, one line a leg, `[lon, lat]`. */
export interface RoutePath {
  readonly routeId: RouteId
  readonly legs: readonly (readonly (readonly [number, number])[])[]
}
