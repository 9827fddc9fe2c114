export type {
  Break,
  Costs,
  Job,
  Matrix,
  Problem,
  Shift,
  Shipment,
  ShipmentEnd,
  Window,
} from './model/problem.ts'
export { problemSchema } from './model/problem.ts'
export type {
  PlannedBreak,
  Reason,
  ReasonCode,
  RoutePlan,
  RouteStop,
  Solution,
  UnassignedJob,
  Violation,
} from './model/solution.ts'
export type { Objective, RouteSequence, SolveOptions, SolveProgress, SolveResult } from './model/options.ts'
